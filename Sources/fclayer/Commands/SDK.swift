import ArgumentParser
import BuildPipeline

/// `fclayer sdk`
struct SDK: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sdk",
        abstract: "Make, list and remove the Swift SDKs that functions are compiled with.",
        discussion: """
            `fclayer build` makes a missing SDK by itself. They are for `swift build --swift-sdk` as well, and for C code.

              fclayer sdk install custom.debian10
              fclayer sdk list
              fclayer sdk remove custom.debian10
            """,
        subcommands: [SDKInstall.self, SDKList.self, SDKRemove.self])
}

/// `fclayer sdk install`
struct SDKInstall: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "install",
        abstract: "Make the Swift SDK of a runtime.",
        discussion: """
            It is made of the toolchain whose `swiftc` is the first on PATH and of the Debian packages under the runtime. What is
            built with it loads in that runtime. Runtimes on the same Debian release share one SDK: that of python3.10 is that of
            custom.debian10, for native extensions.

              fclayer sdk install custom.debian10
              fclayer sdk install custom custom.debian11 custom.debian12
              swift build -c release --swift-sdk 6.3.1-fc-debian10 --static-swift-stdlib
            """)

    @Argument(help: "Runtimes, as in manifests.")
    var runtimes: [String]

    @Flag(help: "Use only packages that are in the store.")
    var offline = false

    func run() async throws {
        var settings = try Surroundings.settings()
        settings.isOffline = offline
        let text = try await SwiftSDKs(settings).install(runtimes: runtimes)
        ProgressLine.shared.clear()
        Console.result(text)
    }
}

/// `fclayer sdk list`
struct SDKList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Show the Swift SDKs that fclayer made, and whether they can be used.")

    @OptionGroup var formatting: FormatOptions

    func run() async throws {
        Console.result(try await SwiftSDKs(Surroundings.settings()).list(asJSON: formatting.format == .json))
    }
}

/// `fclayer sdk remove`
struct SDKRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "remove", abstract: "Remove Swift SDKs.")

    @Argument(help: "Identifiers of SDKs, or runtimes.")
    var names: [String]

    func run() async throws {
        Console.result(try await SwiftSDKs(Surroundings.settings()).remove(names))
    }
}
