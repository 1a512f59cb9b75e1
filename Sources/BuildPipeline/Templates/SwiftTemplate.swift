/// A Swift package with one function, and the package of its library beside it.
struct SwiftTemplate: Sendable {
    /// The function's name.
    let name: String

    /// The folder that the library's sources are copied into.
    static let libraryFolder = "code/" + library
    /// The library and its package.
    static let library = "FunctionComputeRuntime"
    /// Targets of the library, each a folder of its `Sources`.
    static let libraryTargets = ["FunctionComputeRuntime", "FunctionComputeEvents"]

    /// All files but the library's sources.
    var files: [ProjectTemplate.File] {
        [
            .init(path: "code/Package.swift", text: package),
            .init(path: "code/Sources/\(module)/Handler.swift", text: Self.source),
            .init(path: Self.libraryFolder + "/Package.swift", text: Self.libraryPackage),
        ]
    }

    /// The function's name as Swift writes names: `resize-images` becomes `ResizeImages`.
    var module: String {
        let words = name.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        let joined = words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
        // A module of the name of one of its types, or of another module, leads to errors that nobody understands.
        let isTaken =
            joined.isEmpty || joined.first?.isNumber == true || Self.taken.contains(joined) || joined.hasPrefix("NIO")
        return isTaken ? "Function" + joined + "Code" : joined
    }

    private static let taken: Set<String> = [
        "Handler", "Request", "Greeting", "Function", "Swift", "Foundation", "FoundationEssentials", "Logging",
        "Dispatch",
        "Glibc", "FunctionComputeRuntime", "FunctionComputeEvents", "Synchronization", "Atomics", "DequeModule", "Code",
    ]

    private var package: String {
        """
        // swift-tools-version: 6.2
        import PackageDescription

        let package = Package(
            name: "\(name)",
            dependencies: [.package(path: "\(Self.library)")],
            targets: [
                .executableTarget(
                    name: "\(module)",
                    dependencies: [.product(name: "FunctionComputeEvents", package: "\(Self.library)")])
            ],
            swiftLanguageModes: [.v6]
        )

        """
    }

    private static let source = """
        import FunctionComputeEvents

        /// Answers events such as `{"name": "Ada"}`.
        @main struct Handler: EventFunction {
            struct Request: JSONEvent {
                var name: String?
            }

            struct Greeting: JSONOutput {
                var message: String
            }

            /// The initializer, once for each instance: open here what all requests share.
            init(context: InitializationContext) async throws {}

            func handle(_ event: Request, context: FunctionContext) async throws -> Greeting {
                let name = event.name ?? "world"
                context.logger.info("greeting \\(name)")
                return Greeting(message: "Hello, \\(name)!")
            }
        }

        """

    /// The versions are those of fclayer's own package; a test holds them together.
    static let libraryPackage = """
        // swift-tools-version: 6.2
        import PackageDescription

        // The library for handlers, copied from fclayer by `fclayer init`.
        let package = Package(
            name: "FunctionComputeRuntime",
            products: [
                .library(name: "FunctionComputeRuntime", targets: ["FunctionComputeRuntime"]),
                .library(name: "FunctionComputeEvents", targets: ["FunctionComputeEvents"]),
            ],
            dependencies: [
                .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
                .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
            ],
            targets: [
                .target(
                    name: "FunctionComputeRuntime",
                    dependencies: [
                        .product(name: "NIOCore", package: "swift-nio"),
                        .product(name: "NIOPosix", package: "swift-nio"),
                        .product(name: "NIOHTTP1", package: "swift-nio"),
                        .product(name: "Logging", package: "swift-log"),
                    ]),
                .target(name: "FunctionComputeEvents", dependencies: ["FunctionComputeRuntime"]),
            ],
            swiftLanguageModes: [.v6]
        )

        for target in package.targets {
            target.swiftSettings = [
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("MemberImportVisibility"),
                .enableUpcomingFeature("InternalImportsByDefault"),
            ]
        }

        """
}
