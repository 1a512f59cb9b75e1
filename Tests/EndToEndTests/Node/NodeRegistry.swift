import Foundation
import Testing

/// A registry of npm packages on this machine's loopback address: real ones out of Debian's packages, and made ones. It ends with
/// its owner; should the test process die, its standard input closes.
final class NodeRegistry {
    /// How the registry answers under an address of its own.
    enum Manner: String, CaseIterable {
        case unauthorised = "401"
        case missing = "404"
        case failing = "500"
        case garbage, loop, stall
        /// Tarballs whose last byte is another one.
        case wrong
        /// Wants a token.
        case `private`
    }

    struct Failure: Error { var words: String }

    static let token = "t0ken-of-the-test"

    /// The packages, fetched and packed once for all tests.
    static let folder: Result<String, any Error> = Result {
        let folder = Program.cache + "/npm-registry"
        let made = try Program.run(script, ["make", folder])
        guard made.status == 0 else { throw Failure(words: made.errors) }
        return folder
    }

    private static let script = Program.repository + "/scripts/npm-registry"

    let port: Int
    private let process = Process()
    private let input = Pipe()

    init() throws {
        let portFile = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString + ".port").path
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [Self.script, "serve", try Self.folder.get(), portFile]
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        var found: Int?
        for _ in 0..<600 where found == nil {
            Thread.sleep(forTimeInterval: 0.05)
            found = (try? String(contentsOfFile: portFile, encoding: .utf8)).flatMap { Int($0) }
        }
        try? FileManager.default.removeItem(atPath: portFile)
        guard let found else { throw Failure(words: "the registry does not start") }
        port = found
    }

    deinit { stop() }

    /// Ends the server.
    func stop() {
        try? input.fileHandleForWriting.close()
        guard process.isRunning else { return }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Base address, with a slash at the end.
    func url(_ manner: Manner? = nil) -> String {
        "http://127.0.0.1:\(port)/" + (manner.map { "~\($0.rawValue)/" } ?? "")
    }
}

extension Trait where Self == ConditionTrait {
    /// The test installs packages from the loopback registry with the real npm.
    static var npm: Self {
        .enabled(
            if: ProcessInfo.processInfo.environment["FCLAYER_TEST_NETWORK"] == "1"
                && ["node", "npm", "python3", "apt-get", "dpkg-deb", "unzip"].allSatisfy { Program.find($0) != nil },
            "needs FCLAYER_TEST_NETWORK=1, node, npm, apt-get, unzip")
    }
}
