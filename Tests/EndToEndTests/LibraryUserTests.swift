import Foundation
import Testing

/// A package that wants the library for handlers and nothing else of this one.
@Suite(.timeLimit(.minutes(30))) struct LibraryUserTests {
    private static let mayUseNetwork = ProcessInfo.processInfo.environment["FCLAYER_TEST_NETWORK"] == "1"

    /// `traits: []` leaves the tool out: SwiftPM fetches SwiftNIO, swift-log and what they need.
    @Test(.enabled(if: mayUseNetwork)) func fetchesNothingOfTheTool() throws {
        let top = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
            .standardized
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("library-user-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let sources = folder.appendingPathComponent("Sources/App")
        try FileManager.default.createDirectory(at: sources, withIntermediateDirectories: true)
        try Data(
            """
            // swift-tools-version: 6.2
            import PackageDescription
            let package = Package(
                name: "app",
                dependencies: [.package(name: "fclayer", path: "\(top.path)", traits: [])],
                targets: [
                    .executableTarget(
                        name: "App", dependencies: [.product(name: "FunctionComputeEvents", package: "fclayer")])
                ]
            )
            """.utf8
        ).write(to: folder.appendingPathComponent("Package.swift"))
        try Data("import FunctionComputeEvents\n".utf8).write(to: sources.appendingPathComponent("App.swift"))

        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["swift", "package", "--package-path", folder.path, "resolve"]
        process.standardOutput = FileHandle.nullDevice
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(text)")
        let fetched = try FileManager.default.contentsOfDirectory(
            atPath: folder.appendingPathComponent(".build/checkouts").path)
        #expect(
            Set(fetched) == ["swift-nio", "swift-log", "swift-atomics", "swift-collections", "swift-system"])
    }
}
