import ArgumentParser
import BuildPipeline

/// `fclayer cache`
struct Cache: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cache",
        abstract: "Look after the store that all projects share.",
        discussion: """
            The store is $FCLAYER_CACHE, else $XDG_CACHE_HOME/fclayer, else ~/.cache/fclayer. Removing it or anything in it is safe: what
            is needed again is fetched and made again.

              fclayer cache stats
              fclayer cache verify
              fclayer cache prune --max-size 5G
              fclayer cache export store.tar            for a CI service's cache step
            """,
        subcommands: [
            CacheStats.self, CacheVerify.self, CachePrune.self, CacheExport.self, CacheImport.self,
        ])
}

/// `fclayer cache stats`
struct CacheStats: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats", abstract: "Show what lies in the store: kinds, numbers, sizes, and when it was used.")

    @OptionGroup var formatting: FormatOptions

    func run() async throws {
        Console.result(try StoreKeeping(Surroundings.settings()).statistics(asJSON: formatting.format == .json))
    }
}

/// `fclayer cache verify`
struct CacheVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Read every file of the store again and remove those that are damaged.")

    func run() async throws {
        let text = try await StoreKeeping(Surroundings.settings()).verify()
        ProgressLine.shared.clear()
        Console.result(text)
    }
}

/// `fclayer cache prune`
struct CachePrune: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune",
        abstract: "Remove what was used longest ago until the store is small enough.",
        discussion: """
            Safe beside running builds: what they use stays.

              fclayer cache prune --max-size 5G
              fclayer cache prune --max-size 0          everything that is not in use
            """)

    @Option(help: "The size that the store may have: 5G, 500 MB, 1048576.")
    var maxSize: ByteSize

    func run() async throws {
        Console.result(try await StoreKeeping(Surroundings.settings()).prune(to: maxSize.bytes))
    }
}

/// A size as people write it.
struct ByteSize: ExpressibleByArgument {
    let bytes: Int64

    init?(argument: String) {
        guard let bytes = StoreKeeping.bytes(of: argument) else { return nil }
        self.bytes = bytes
    }
}

/// `fclayer cache export`
struct CacheExport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the store into one file, for the cache step of a CI service.",
        discussion: """
            The file is a plain tar archive; what was used last goes first into the size that it may have.

              fclayer cache export store.tar
              fclayer cache export store.tar --max-size 1G
            """)

    @Argument(help: "The file to write.")
    var file: String

    @Option(help: "The size that the file may have: 2G, 500 MB.")
    var maxSize: ByteSize?

    func run() async throws {
        let keeping = StoreKeeping(try Surroundings.settings())
        Console.result(try await keeping.export(to: Surroundings.absolute(file), limit: maxSize?.bytes ?? .max))
    }
}

/// `fclayer cache import`
struct CacheImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take in a file that `fclayer cache export` wrote.",
        discussion:
            "Every file in it is held against its digest. A file that is not there is no error with --if-present.")

    @Argument(help: "The file to read.")
    var file: String

    @Flag(help: "Do nothing where there is no such file, as in the first run of a CI job.")
    var ifPresent = false

    func run() async throws {
        let keeping = StoreKeeping(try Surroundings.settings())
        Console.result(try await keeping.take(from: Surroundings.absolute(file), ifPresent: ifPresent))
    }
}
