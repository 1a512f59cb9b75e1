// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "swift-thumbnail",
    dependencies: [
        .package(url: "https://github.com/apple/swift-algorithms", from: "1.2.1"),
        .package(name: "fclayer", path: "../../../..", traits: []),
    ],
    targets: [
        // A target of C with a resource: its bundle lies beside the program, and nothing brings full Foundation with it, as the
        // `Bundle.module` of a Swift target would.
        .target(name: "Assets", resources: [.copy("presets.txt")]),
        .executableTarget(
            name: "Thumbnail",
            dependencies: [
                "Assets",
                .product(name: "Algorithms", package: "swift-algorithms"),
                .product(name: "FunctionComputeEvents", package: "fclayer"),
            ]),
    ],
    swiftLanguageModes: [.v6]
)
