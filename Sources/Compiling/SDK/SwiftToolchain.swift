public import BuildModel
import FileTrees
public import FunctionCompute
import Processes

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// An installed Swift toolchain.
public struct SwiftToolchain: Hashable, Sendable, Codable {
    /// The compiler that was found on `PATH`, behind all links.
    public let compiler: String
    /// Size and time of that file: another one is asked anew.
    let mark: Mark
    /// The folder that holds `bin` and `lib`.
    public let usr: String
    /// The version, for example 6.3.1.
    public let version: DottedVersion
    /// What exactly it was built from, for example `swift-6.3.1-RELEASE`.
    public let tag: String

    /// The program `swift`, for `swift build`.
    public var swift: String { usr + "/bin/swift" }
    /// The program `swiftc`.
    public var swiftc: String { usr + "/bin/swiftc" }

    /// A program beside the compiler, or `nil` if the toolchain came without it.
    public func tool(_ name: String) -> String? {
        let path = usr + "/bin/" + name
        return (try? Files.status(path))?.isExecutable == true ? path : nil
    }

    /// Whether two are the same release in the same place.
    func isSame(as other: SwiftToolchain) -> Bool { usr == other.usr && tag == other.tag && version == other.version }

    /// What tells one state of a file from another.
    struct Mark: Hashable, Sendable, Codable {
        let size: Int64
        let modified: Int64
    }
}

extension SwiftToolchain {
    /// Finds the toolchain whose `swiftc` is the first on `PATH`.
    ///
    /// - Parameters:
    ///   - environment: The environment of the run.
    ///   - known: Toolchains that were met before; if it is one of them, no process is started.
    public static func find(
        environment: [String: String], known: [SwiftToolchain] = []
    ) async throws(StageFailure) -> SwiftToolchain {
        let finder = ToolFinder(path: environment["PATH"])
        guard let found = finder.find("swiftc") else {
            throw SDKFailure.failure(
                .environment, "toolchain-missing", "there is no Swift toolchain: `swiftc` is not on PATH",
                hint: "install one from https://www.swift.org/install and open a new shell")
        }
        let compiler = (try? Files.realPath(found)) ?? found
        let status = try? Files.status(compiler)
        let mark = Mark(size: status?.size ?? 0, modified: status?.modified ?? 0)
        // A manager of toolchains (swiftly, xcrun) stands on PATH in the place of all of them: it must be asked each time.
        if let match = known.first(where: {
            $0.compiler == compiler && $0.mark == mark && compiler.hasPrefix($0.usr + "/")
        }) {
            return match
        }
        return try await ask(found, compiler, mark, environment)
    }

    private struct TargetInfo: Decodable {
        struct Paths: Decodable { var runtimeResourcePath: String }
        var compilerVersion: String
        var swiftCompilerTag: String?
        var paths: Paths
    }

    private static func ask(
        _ found: String, _ compiler: String, _ mark: Mark, _ environment: [String: String]
    ) async throws(StageFailure) -> SwiftToolchain {
        func broken(_ words: String) -> StageFailure {
            SDKFailure.failure(
                .environment, "toolchain-broken", "the Swift toolchain of `\(found)` cannot be used: \(words)",
                hint: "`\(found) -print-target-info` shows what it says of itself")
        }
        let result: ToolResult
        do {
            result = try await ToolRunner().run(
                ToolInvocation(
                    found, ["-print-target-info"], environment: ToolEnvironment(inherits: false, set: environment)),
                outputLimit: 1 << 20, timeout: .seconds(60))
        } catch {
            throw broken("\(error)")
        }
        guard result.succeeded else { throw broken(result.lastWords(lines: 3)) }
        guard let info = try? JSONDecoder().decode(TargetInfo.self, from: Data(result.output)),
            let version = ToolVersion(in: info.compilerVersion)
        else { throw broken("it does not tell its version") }
        let resources = (try? Files.realPath(info.paths.runtimeResourcePath)) ?? info.paths.runtimeResourcePath
        guard resources.hasSuffix("/lib/swift") else { throw broken("its libraries are in `\(resources)`") }
        return SwiftToolchain(
            compiler: compiler, mark: mark, usr: String(resources.dropLast("/lib/swift".count)),
            version: DottedVersion(version.numbers), tag: info.swiftCompilerTag ?? info.compilerVersion)
    }
}
