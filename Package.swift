// swift-tools-version: 6.2
import PackageDescription

// Targets stand in the order of the house (docs/architecture.md): cellar, doors, rooms, corridor, front door. What may import
// what is held by Tests/ArchitectureTests as well, because SwiftPM alone does not.

// What only the tool needs stands behind the trait Tool, which is on unless a package that depends on this one turns it off:
// SwiftPM then does not even fetch it.
let tool = TargetDependencyCondition.when(traits: ["Tool"])
let argumentParser = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser", condition: tool)
let nio = [
    Target.Dependency.product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
    .product(name: "NIOHTTP1", package: "swift-nio"),
    .product(name: "Logging", package: "swift-log"),
]
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto", condition: tool)
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess", condition: tool)
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system", condition: tool)
let tomlKit = Target.Dependency.product(name: "TOMLKit", package: "TOMLKit", condition: tool)
let yams = Target.Dependency.product(name: "Yams", package: "Yams", condition: tool)

let package = Package(
    name: "fclayer",
    products: [
        .executable(name: "fclayer", targets: ["fclayer"]),
        // For handler authors. Who uses only these two builds nothing else of this package, and with `traits: []` fetches only
        // SwiftNIO and swift-log.
        .library(name: "FunctionComputeRuntime", targets: ["FunctionComputeRuntime"]),
        .library(name: "FunctionComputeEvents", targets: ["FunctionComputeEvents"]),
    ],
    traits: [
        .default(enabledTraits: ["Tool"]),
        .trait(name: "Tool", description: "The command line tool; without it the package is the library for handlers"),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        // Cellar: the words that all speak.
        .target(name: "FunctionCompute"),
        .target(name: "BuildModel", dependencies: ["FunctionCompute"]),

        // Doors: the only ways out, one foreign library behind each.
        .systemLibrary(
            name: "CLibZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"]), .brew(["libzip"])]),
        .systemLibrary(
            name: "CLibDeflate", pkgConfig: "libdeflate",
            providers: [.apt(["libdeflate-dev"]), .brew(["libdeflate"])]),
        .target(name: "CLibCurl", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
        .systemLibrary(
            name: "CLibLZMA", pkgConfig: "liblzma", providers: [.apt(["liblzma-dev"]), .brew(["xz"])]),
        .systemLibrary(
            name: "CLibArchive", pkgConfig: "libarchive",
            providers: [.apt(["libarchive-dev"]), .brew(["libarchive"])]),
        .systemLibrary(name: "CLinuxNamespaces"),
        .target(name: "FileTrees", dependencies: ["BuildModel", "CLibLZMA", crypto]),
        .target(name: "Archives", dependencies: ["BuildModel", "CLibArchive", "CLibZip", "CLibDeflate"]),
        .target(name: "ArtifactStore", dependencies: ["BuildModel", "FileTrees"]),
        .target(name: "Downloads", dependencies: ["BuildModel", "FileTrees", "CLibCurl"]),
        .target(name: "Processes", dependencies: ["BuildModel", "CLinuxNamespaces", subprocess, system]),
        .target(name: "Binaries", dependencies: ["BuildModel"]),
        .target(name: "SourceScanners", dependencies: ["BuildModel"]),

        // Rooms: data goes through them in this order.
        .target(name: "Manifests", dependencies: ["BuildModel", "FunctionCompute", yams]),
        .target(name: "Planning", dependencies: ["BuildModel", "FunctionCompute"]),
        .target(
            name: "Resolving",
            dependencies: [
                "BuildModel", "FunctionCompute", "Archives", "ArtifactStore", "Binaries", "Downloads", "FileTrees",
                "Processes", tomlKit,
            ]),
        .target(
            name: "Compiling",
            dependencies: ["BuildModel", "FunctionCompute", "Archives", "Binaries", "FileTrees", "Processes"]),
        .target(name: "Assembling", dependencies: ["BuildModel", "FunctionCompute", "Archives", "FileTrees"]),
        .target(
            name: "Validating",
            dependencies: [
                "BuildModel", "FunctionCompute", "Archives", "Binaries", "FileTrees", "Processes", "SourceScanners",
            ]),
        .target(
            name: "Invoking",
            dependencies: ["BuildModel", "FunctionCompute", "Archives", "Downloads", "FileTrees", "Processes"]),
        .target(name: "Reporting", dependencies: ["BuildModel", "FunctionCompute", yams]),

        // The corridor and the front door.
        .target(
            name: "BuildPipeline",
            dependencies: [
                "BuildModel", "FunctionCompute", "Manifests", "Planning", "Resolving", "Compiling", "Assembling",
                "Validating", "Invoking", "Reporting", "Archives", "ArtifactStore", "Downloads", "FileTrees",
                "Processes",
            ]),
        .executableTarget(
            name: "fclayer", dependencies: ["BuildModel", "FunctionCompute", "BuildPipeline", argumentParser]),

        // Stands apart: what a Swift function is linked with.
        .target(name: "FunctionComputeRuntime", dependencies: nio),
        .target(name: "FunctionComputeEvents", dependencies: ["FunctionComputeRuntime"]),

        // What several test targets share; no product depends on it.
        .target(name: "TestSupport", dependencies: ["FileTrees"], path: "Tests/TestSupport"),
        // Gives changed inputs to the readers, in a process that may crash.
        .executableTarget(
            name: "fuzz-readers",
            dependencies: ["BuildModel", "FunctionCompute", "Validating", "Archives", "Binaries", "SourceScanners"],
            path: "Tests/FuzzReaders"),
        // Functions in a program of its own, for tests of signals, exits and standard output.
        .executableTarget(
            name: "runtime-fixture", dependencies: ["FunctionComputeRuntime", "FunctionComputeEvents"],
            path: "Tests/RuntimeFixture"),
        // Echo servers for figures: Tests/RuntimeLoad/measure.
        .executableTarget(
            name: "runtime-load", dependencies: ["FunctionComputeRuntime"] + nio, path: "Tests/RuntimeLoad",
            exclude: ["measure"]),
        .testTarget(name: "ArchitectureTests"),
        .testTarget(name: "FunctionComputeTests", dependencies: ["FunctionCompute", "TestSupport"]),
        .testTarget(name: "BuildModelTests", dependencies: ["BuildModel", "TestSupport"]),
        .testTarget(name: "FileTreesTests", dependencies: ["BuildModel", "FileTrees", "TestSupport"]),
        .testTarget(name: "ArchivesTests", dependencies: ["BuildModel", "Archives", "TestSupport"]),
        .testTarget(
            name: "ArtifactStoreTests", dependencies: ["BuildModel", "FileTrees", "ArtifactStore", "TestSupport"]),
        .testTarget(name: "DownloadsTests", dependencies: ["BuildModel", "FileTrees", "Downloads", "TestSupport"]),
        .testTarget(name: "ProcessesTests", dependencies: ["BuildModel", "Processes"]),
        .testTarget(name: "BinariesTests", dependencies: ["BuildModel", "Binaries", "TestSupport"]),
        .testTarget(name: "SourceScannersTests", dependencies: ["BuildModel", "SourceScanners", "TestSupport"]),
        .testTarget(name: "ManifestsTests", dependencies: ["BuildModel", "FunctionCompute", "Manifests"]),
        .testTarget(name: "PlanningTests", dependencies: ["BuildModel", "FunctionCompute", "Planning"]),
        .testTarget(
            name: "ResolvingTests",
            dependencies: [
                "BuildModel", "FunctionCompute", "Resolving", "Archives", "ArtifactStore", "FileTrees", "Processes",
            ]),
        .testTarget(
            name: "CompilingTests",
            dependencies: [
                "BuildModel", "FunctionCompute", "Compiling", "Archives", "Binaries", "FileTrees", "Processes",
            ]),
        .testTarget(
            name: "InvokingTests",
            dependencies: ["BuildModel", "FunctionCompute", "Invoking", "Archives", "FileTrees", "Processes"]),
        .testTarget(
            name: "FunctionComputeRuntimeTests",
            dependencies: ["FunctionComputeRuntime", "FunctionComputeEvents", "runtime-fixture"] + nio),
        .testTarget(
            name: "AssemblingTests",
            dependencies: ["BuildModel", "FunctionCompute", "Assembling", "Archives", "FileTrees", "TestSupport"]),
        .testTarget(
            name: "ValidatingTests",
            dependencies: [
                "BuildModel", "FunctionCompute", "Validating", "Archives", "Binaries", "SourceScanners", "TestSupport",
            ]),
        .testTarget(
            name: "ReportingTests", dependencies: ["BuildModel", "FunctionCompute", "Reporting", "TestSupport"]),
        .testTarget(
            name: "BuildPipelineTests",
            dependencies: ["BuildModel", "FunctionCompute", "BuildPipeline", "Assembling", "FileTrees", "TestSupport"]),
        .testTarget(name: "FuzzTests", dependencies: ["fuzz-readers"]),
        .testTarget(
            name: "EndToEndTests",
            dependencies: ["fclayer", "Binaries", "BuildModel", "FunctionCompute", "TestSupport"]),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ]
    // scripts/test and CI build with this; a newer compiler's new warnings do not stop anybody else's build.
    if Context.environment["FCLAYER_STRICT"] != nil {
        target.swiftSettings?.append(.treatAllWarnings(as: .error))
    }
}
