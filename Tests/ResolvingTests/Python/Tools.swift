import BuildModel
import FileTrees
import FunctionCompute
import Processes
import Testing

@testable import Resolving

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The tools of this machine that tests are gated on.
enum Tools {
    static let environment = ProcessInfo.processInfo.environment
    static let path = environment["PATH"] ?? "/usr/bin:/bin"
    static let finder = ToolFinder(path: path)
    /// Where tests keep what later runs can use.
    static let cache = environment["FCLAYER_TEST_CACHE"] ?? "/tmp/fclayer-test-cache"
    static let python3 = finder.find("python3") ?? "python3"

    static var hasPython: Bool { finder.find("python3") != nil }
    static var hasNetwork: Bool { environment["FCLAYER_TEST_NETWORK"] == "1" }

    /// A judge: pip carries the reference implementation of the standards.
    static func python(_ script: String, _ arguments: [String] = []) async throws -> String {
        let result = try await ToolRunner().run(ToolInvocation(python3, ["-c", script] + arguments))
        guard result.succeeded else { throw StageFailure(.environment, "judge", result.errorText) }
        return result.outputText
    }

    /// Whether the judge is here.
    static func hasPackaging() async -> Bool {
        guard hasPython else { return false }
        return (try? await python("import pip._vendor.packaging.tags")) != nil
    }

    /// Which resolvers are here.
    static let resolvers: [ResolverTool] = ResolverTool.allCases.filter(\.isHere)
}

/// A resolver that tests force by what is on PATH.
enum ResolverTool: String, CaseIterable, CustomTestStringConvertible, Sendable {
    case uv, pip

    var testDescription: String { rawValue }

    var isHere: Bool {
        Tools.hasPython && (self == .uv ? Tools.finder.find("uv") != nil : !Self.pipFolders.isEmpty)
    }

    /// A PATH with this resolver and not the other.
    func path(in folder: TestFolder) throws -> String {
        let tools = folder.path + "/tools-" + rawValue
        try Files.makeFolders(tools)
        var names = ["python3", "gcc", "as", "ld", "git"]
        if self == .uv { names.append("uv") } else { names.append("pip") }
        for name in names {
            guard
                let found = self == .pip && name == "pip"
                    ? Self.pipFolders.first.map({ $0 + "/pip" }) : Tools.finder.find(name)
            else { continue }
            // A script of pyenv asks for its own name; a link keeps it.
            try? Files.makeLink(at: tools + "/" + name, to: found)
        }
        return tools
    }

    /// Folders with a pip that writes reports.
    private static let pipFolders: [String] = {
        Tools.finder.findAll("pip").map { AbsolutePath.folder(of: $0) }.filter { !$0.contains("shims") }
    }()
}
