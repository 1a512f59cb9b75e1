import BuildModel

extension Explanations {
    /// What finding the Swift toolchain and making Swift SDKs says.
    static let sdks: [RuleDescription] = [
        RuleDescription(
            "toolchain-missing", .error, "there is no Swift toolchain",
            """
            Swift functions are compiled by the toolchain whose `swiftc` is the first on `PATH`.

            Right: a toolchain from https://www.swift.org/install, and its `usr/bin` on `PATH`
            """),
        RuleDescription(
            "toolchain-broken", .error, "the Swift toolchain cannot be used",
            """
            It does not tell its version, or came without a part that is needed: `clang`, `ld.lld`, `llvm-ar` or the static standard
            library for Linux on x86-64. The message says which.

            Right: a whole toolchain for Linux from https://www.swift.org/install
            """),
        RuleDescription(
            "linker-missing", .error, "the linker `ld.gold` is not there",
            """
            Programs with the static standard library are linked with gold: `lld`, which comes with Swift, takes the whole of
            Foundation into a program that imports it and uses nothing of it (18 MB become 63).

            Right: `apt-get install binutils`
            """),
        RuleDescription(
            "sdk-missing", .error, "the Swift SDK for a runtime is not there and cannot be made offline",
            """
            A Swift SDK is made of the Debian packages under a runtime. Those that are not in the store yet must be fetched.

            Wrong: `fclayer build --offline` before any other build

            Right: `fclayer sdk install custom.debian10` once, with the network
            """),
        RuleDescription(
            "sdk-failed", .error, "a Swift SDK cannot be made",
            """
            A package does not hold what it always held, or a tool failed. The message carries the tool's own words. Nothing was
            put in place; an SDK that was there before is as it was.
            """),
        RuleDescription(
            "sdk-no-runtime", .error, "there is no SDK for a runtime",
            """
            SDKs are made for the images of Function Compute. What is in an image of your own is not known.

            Wrong: `fclayer sdk install custom-container`

            Right: `fclayer sdk install custom.debian12`
            """),
        RuleDescription(
            "sdk-not-installed", .error, "the SDK to be removed is not there",
            """
            `fclayer sdk list` names the SDKs that fclayer made. Those of others are left to `swift sdk remove`.
            """),
    ]
}
