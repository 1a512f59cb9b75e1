// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "swift-http-api",
    dependencies: [.package(name: "fclayer", path: "../../../..", traits: [])],
    targets: [
        .executableTarget(
            name: "Notes", dependencies: [.product(name: "FunctionComputeRuntime", package: "fclayer")])
    ],
    swiftLanguageModes: [.v6]
)
