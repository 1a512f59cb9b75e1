import BuildModel

extension Explanations {
    /// What compiling Swift functions says.
    static let swiftBuilds: [RuleDescription] = [
        RuleDescription(
            "swift-package-missing", .error, "the code of a Swift function is no package",
            """
            A Swift function's code folder holds `Package.swift` with an executable product, which becomes `bootstrap`.

            Wrong: `code: ./functions` where the package is in `functions/hello`

            Right: `code: ./functions/hello`
            """),
        RuleDescription(
            "swift-runtime-family", .error, "a Swift function has no custom runtime",
            """
            Function Compute has no runtime for Swift: the program is started by a custom runtime.

            Wrong: `runtime: python3.10` with `swift: {product: Hello}`

            Right: `runtime: custom.debian12`
            """),
        RuleDescription(
            "swift-runtime-glibc", .error, "Swift's runtime libraries need a newer glibc than the runtime has",
            """
            The libraries of a toolchain are built on a system with glibc 2.35; only `custom.debian12` has a newer one. Programs that
            bring the libraries themselves are linked against the runtime's own glibc and run on all of them.

            Wrong: `runtime: custom.debian10` with `swift: {runtime: shared}`

            Right: `swift: {runtime: static}`
            """),
        RuleDescription(
            "swift-runtime-unusable", .error, "a runtime library of the toolchain would not find the others",
            """
            Libraries in a layer look for each other beside themselves. Those of this toolchain look elsewhere, and fclayer does not
            change them.

            Right: a toolchain from https://www.swift.org/install, or `swift: {runtime: static}`
            """),
        RuleDescription(
            "swift-product-unknown", .error, "the package has no executable product of that name",
            """
            The message lists the executable products that there are.

            Wrong: `swift: {product: helo}`

            Right: `swift: {product: hello}`
            """),
        RuleDescription(
            "swift-product-ambiguous", .error, "the package has several executable products and none is named",
            """
            Which of them becomes `bootstrap` would be chance.

            Right: `swift: {product: hello}` in `fclayer.yaml`, for each function
            """),
        RuleDescription(
            "swift-tools-version", .error, "the package needs a newer Swift than there is",
            """
            The first line of `Package.swift` names the oldest toolchain that can read it.

            Right: a newer toolchain, or an older version in that line if the manifest uses nothing newer
            """),
        RuleDescription(
            "swift-package-invalid", .error, "`Package.swift` cannot be read",
            """
            The messages are the compiler's own, at the places that it names.
            """),
        RuleDescription(
            "swift-build-failed", .error, "the package does not compile or link",
            """
            The messages are the compiler's own, at the places that it names. All that was said is in `build.log` beside the build in
            `.fclayer/swift`.
            """),
        RuleDescription(
            "swift-fetch-failed", .error, "packages that are needed could not be fetched",
            """
            SwiftPM fetches packages by git. The message has its own words.

            Right: network and credentials checked; with `--offline`, one build with the network before
            """),
        RuleDescription(
            "swift-lock-missing", .error, "`--locked` without `Package.resolved`",
            """
            Versions of Swift packages are fixed by `Package.resolved`, which SwiftPM writes beside `Package.swift`.

            Right: one build without `--locked`, and `Package.resolved` committed
            """),
        RuleDescription(
            "swift-build-path", .note, "a program holds the path of the folder that it was built in",
            """
            fclayer takes such paths out of programs, so that the same sources give the same zip everywhere. This one comes from the
            sources themselves.

            Wrong: `#filePath`

            Right: `#fileID`
            """),
        RuleDescription(
            "swift-dynamic-library", .error, "a program needs a dynamic library of its packages that nothing brings",
            """
            A product with `type: .dynamic` is a file of its own. With `runtime: static` the program and the library would each have
            a Swift runtime inside, so the library is not packed.

            Right: the product without `type: .dynamic`; `swift: {runtime: shared}`, which packs it beside the program; or a layer that
            holds it in `lib/`
            """),
        RuleDescription(
            "swift-layer-missing", .error, "no layer brings the Swift runtime libraries that a function is linked with",
            """
            With `runtime: shared` the program looks for them in `/opt/lib`, and cannot start without them.

            Right: a layer with `swift: {libraries: [core, concurrency, dispatch]}` among the function's `layers`, or
            `swift: {runtime: static}`
            """),
        RuleDescription(
            "swift-layer-unverified", .note,
            "the Swift runtime libraries must be in a layer that is not in the project",
            """
            Swift's libraries fit programs of the same toolchain only. What is in a layer of another project cannot be known.
            """),
        RuleDescription(
            "swift-layer-pays", .note, "a layer with the Swift runtime takes more than it saves",
            """
            A layer takes its libraries out of each function's zip. For one function the layer and the small zip are more than one zip
            with everything in it. The figures are those of a handler on SwiftNIO.
            """),
        RuleDescription(
            "swift-server-address", .warning, "the server listens on the loopback address",
            """
            The platform connects from outside of the instance.

            Wrong: `.bind(host: "127.0.0.1", port: 9000)`

            Right: `.bind(host: "0.0.0.0", port: 9000)`
            """),
        RuleDescription(
            "swift-server-port", .warning, "the server listens on another port than the platform connects to",
            """
            That is 9000, or the function's own `port`; the variable `FC_SERVER_PORT` has it.

            Wrong: `.bind(host: "0.0.0.0", port: 8080)`

            Right: `port: 8080` for the function as well, or the port from the variable
            """),
    ]
}
