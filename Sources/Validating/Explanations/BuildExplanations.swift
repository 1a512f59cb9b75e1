import BuildModel

extension Explanations {
    /// What builds by tools say.
    static let builds: [RuleDescription] = [
        RuleDescription(
            "build-failed", .error, "a tool that builds a package failed",
            """
            The message is the tool's own; where it names a file and a line, that is the place of the finding. All that it said lies in
            `build.log` below `.fclayer/builds`. Results of the last good build stay in place.
            """),
        RuleDescription(
            "build-tool-missing", .error, "a tool that a build needs is not there",
            """
            Builds run the tools of their ecosystem: `make`, `go`, `composer`, `mvn` and so on, from `PATH`.

            Right: install the tool, or build the code before and leave it in the folder
            """),
        RuleDescription(
            "build-output-empty", .error, "a build made no file",
            """
            The tool ended well and left nothing to pack.

            Wrong: a target `build-hello` that compiles into its own folder

            Right: `cp -r dist/. $(ARTIFACTS_DIR)` at its end; or `build: {command: [...], output: dist}`
            """),
        RuleDescription(
            "build-output-missing", .error, "the folder that `output` names is not there after the build",
            """
            `output` names a folder in the code folder that the command fills.

            Wrong: `build: {command: [npm, run, build], output: out}` where the results are in `dist`

            Right: `output: dist`
            """),
        RuleDescription(
            "build-output-unfit", .error, "a build made something that cannot be packed",
            """
            Packages hold plain files and links. Devices, pipes, sockets and names that are not UTF-8 have no place in them.
            """),
        RuleDescription(
            "build-command", .error, "the command of a build is not there or cannot be run",
            """
            A command with a slash is a file of the code folder, one without is looked up on `PATH`. No shell reads it.

            Wrong: `command: [./buidl.sh]`

            Right: `command: [./build.sh]`, or `command: [sh, build.sh]` for a file that is not executable
            """),
        RuleDescription(
            "build-no-folder", .error, "`build` stands at a function whose code is no folder",
            """
            A build starts from a folder of sources. A zip, a single file, an object in OSS or an image is taken as it is.

            Right: `code: ./hello` with `build: make`
            """),
        RuleDescription(
            "makefile-missing", .error, "`build: make` finds no `Makefile`",
            """
            The `Makefile` stands in the code folder of the function, or in the folder of the layer.

            Right: `build: {command: [make, -C, .., hello], inputs: [..]}` where it stands elsewhere
            """),
        RuleDescription(
            "make-target-missing", .error, "the `Makefile` lacks the target of the function or layer",
            """
            `build: make` runs `make build-NAME ARTIFACTS_DIR=FOLDER`, where NAME is the function's or layer's name.

            Right: `build-hello:` with a recipe that ends in `cp -r dist/. $(ARTIFACTS_DIR)`; or `build: {make: TARGET}`
            """),
        RuleDescription(
            "go-module-missing", .error, "a Go function's folder belongs to no module",
            """
            `go.mod` stands in the code folder or above it.

            Right: `go mod init example.com/hello` in the code folder
            """),
        RuleDescription(
            "go-package-missing", .error, "there is no Go program to build",
            """
            A program is a package `main`. The message lists those that there are.

            Wrong: `go: {package: ./internal/api}`

            Right: `go: {package: ./cmd/api}`
            """),
        RuleDescription(
            "go-package-ambiguous", .error, "the folder has several Go programs and none is named",
            """
            Which of them becomes the function's program would be chance.

            Right: `go: {package: ./cmd/api}` in `fclayer.yaml`, for each function
            """),
        RuleDescription(
            "go-toolchain-old", .error, "the module is written for a newer Go than there is",
            """
            The line `go` in `go.mod` names the version that the sources are written for.

            Right: a newer Go from https://go.dev/dl; from 1.21 on Go fetches the wanted version by itself, unless `GOTOOLCHAIN=local`
            or `--offline` forbids it
            """),
        RuleDescription(
            "go-fetch-failed", .error, "Go modules could not be fetched",
            """
            The message is Go's own. Modules come from where `GOPROXY` says, those of `GOPRIVATE` from their own hosts; with
            `--offline` only those that are in Go's cache or in `vendor` are used.
            """),
        RuleDescription(
            "go-runtime", .error, "a Go function has a runtime that starts no Go program",
            """
            Go programs are started by custom runtimes, and by `go1` where they use its library.

            Right: `runtime: custom.debian12`
            """),
        RuleDescription(
            "go-program", .error, "nothing would start the program that Go makes",
            """
            A custom runtime starts the first word of `command`, or `/code/bootstrap`; `go1` starts what `handler` names.

            Wrong: `command: [python3, main.py]` with `go: {package: ./cmd/api}`

            Right: no `command`, or `command: [/code/api]`
            """),
        RuleDescription(
            "go-cgo-host", .warning, "C code of a Go program is compiled for this machine",
            """
            With `cgo: true` the program is linked with a C library. Without compilers for the runtime's Debian release it is this
            machine's, and a program that needs a newer one than the runtime has does not start; the finished program is checked.

            Right: no `cgo`; or a Swift toolchain on `PATH`, whose SDKs have compilers for each runtime
            """),
        RuleDescription(
            "go-cgo-compiler", .error, "there is no C compiler for the runtime",
            """
            `cgo: true` needs one that compiles for Debian on x86-64.

            Right: no `cgo`; or a Swift toolchain on `PATH`, whose SDKs have compilers for each runtime
            """),
        RuleDescription(
            "dotnet-runtime", .error, "a .NET function has a runtime that starts no .NET",
            """
            `dotnetcore3.1` loads the assembly that the handler names; a custom runtime starts what `dotnet publish` makes with the .NET
            runtime inside.

            Right: `runtime: dotnetcore3.1`
            """),
    ]
}
