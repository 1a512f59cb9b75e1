import Binaries
import Foundation
import Testing

/// Programs of the real compiler, stripped; the judge is what the symbols of the same program say before.
@Suite(.enabled(if: SwiftSample.isPossible, "needs swiftc for Linux on x86-64"), .serialized) struct SwiftProgramTests {
    private let runtime: Set = ["FunctionComputeRuntime"]

    private func withFolder<Answer>(_ body: (String) throws -> Answer) throws -> Answer {
        let folder = FileManager.default.temporaryDirectory.path + "/swift-program-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try body(folder)
    }

    private func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) }

    @Test(arguments: SwiftSample.Link.allCases) func listsWhatConforms(_ link: SwiftSample.Link) throws {
        try withFolder { folder in
            let path = try SwiftSample.make(link, in: folder)
            _ = try Tool.run("strip", ["-o", path + ".stripped", path])
            let stripped = try bytes(path + ".stripped")
            let program = try #require(try SwiftProgram(bytes: stripped, protocolsOf: runtime))
            func types(_ name: String) -> [String] {
                program.conformances.filter {
                    $0.protocolName == SwiftTypeName(module: "FunctionComputeRuntime", name: name)
                }
                .map(\.type.description)
            }
            // Of `Int` only its own library says the name.
            let isWhole = link == .static || link == .executable
            #expect(
                types("EventFunction") == (isWhole ? ["Swift.Int"] : []) + [
                    "Thumbs.Box", "Thumbs.Hidden", "Thumbs.Pictures.Turn", "Thumbs.Resize",
                ])
            #expect(types("HTTPFunction") == ["Thumbs.Größe", "Thumbs.Pictures.Crop"])
            #expect(
                Set(program.conformances.map(\.type).filter { !$0.isPlain }.map(\.name)) == [
                    "Hidden", "Box", "Größe",
                ])
            #expect(types("FunctionGroup") == ["Thumbs.Handlers"])
            #expect(types("Function").count == (isWhole ? 7 : 6))
            #expect(program.unknownConformances == (isWhole ? 0 : 2))
            #expect(program.modules.contains("Thumbs") && !program.modules.contains("Foundation"))
            #expect(program.modules.contains("Swift") == isWhole)
            #expect(program.unicodeDataSize == nil)
            #expect(program.compilers.contains { $0.contains("swiftlang") })
            #expect(try SwiftProgram(bytes: bytes(path), protocolsOf: runtime) == program)
            #expect(try SwiftProgram(bytes: stripped, protocolsOf: ["Elsewhere"])?.conformances.isEmpty == true)
        }
    }

    @Test(.enabled(if: Tool.path("nm") != nil)) func agreesWithSymbols() throws {
        try withFolder { folder in
            let path = try SwiftSample.make(.static, in: folder)
            let modules: Set = ["FunctionComputeRuntime", "Swift", "_Concurrency"]
            let program = try #require(try SwiftProgram(bytes: bytes(path), protocolsOf: modules))
            let symbols = try Tool.run("nm", [path]).split(separator: "\n").compactMap { $0.split(separator: " ").last }
                .filter { $0.hasPrefix("$s") && $0.hasSuffix("Mc") }
            let list = folder + "/symbols"
            try Data(symbols.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: list))
            try SwiftSample.run("swift-demangle < symbols > names", in: folder)
            let lines = try String(contentsOfFile: folder + "/names", encoding: .utf8).split(separator: "\n")
            let prefix = "protocol conformance descriptor for "
            let judged = Set(
                lines.compactMap { line -> String? in
                    guard line.hasPrefix(prefix), let colon = line.firstRange(of: " : "),
                        let end = line.ranges(of: " in ").last
                    else { return nil }
                    let type = line[line.index(line.startIndex, offsetBy: prefix.count)..<colon.lowerBound]
                    // Generic arguments and the marks of private types are no part of our names.
                    guard !type.contains("<"), !type.contains("("), !type.contains("["), !type.contains("?") else {
                        return nil
                    }
                    return "\(type): \(line[colon.upperBound..<end.lowerBound])"
                })
            let ours = Set(program.conformances.map { "\($0.type): \($0.protocolName)" })
            #expect(judged.count > 200)
            #expect(judged.subtracting(ours).isEmpty, "\(judged.subtracting(ours).sorted().prefix(10))")
        }
    }

    @Test func tellsFullFoundationByItsData() throws {
        try withFolder { folder in
            let source = """
                import Foundation
                @main struct Year {
                    static func main() { print(DateFormatter().string(from: Date())) }
                }
                """
            try Data(source.utf8).write(to: URL(fileURLWithPath: folder + "/year.swift"))
            try SwiftSample.swiftc(
                ["-O", "-parse-as-library", "-static-stdlib", "year.swift", "-o", "year"], in: folder)
            let program = try #require(try SwiftProgram(bytes: bytes(folder + "/year"), protocolsOf: runtime))
            #expect(program.modules.contains("Foundation") && program.modules.contains("FoundationEssentials"))
            let symbols = try Tool.run("nm", ["-S", folder + "/year"]).split(separator: "\n")
            let data = try #require(symbols.first { $0.contains(" icudt") })
            let judged = try #require(Int(data.split(separator: " ")[1], radix: 16))
            let ours = try #require(program.unicodeDataSize)
            // The size of the last item is written nowhere.
            #expect(ours <= judged && ours > judged * 9 / 10, "\(ours) \(judged)")
        }
    }

    @Test(.enabled(if: Tool.path("cat") != nil)) func saysNothingOfOtherPrograms() throws {
        let cat = try #require(Tool.path("cat"))
        #expect(try SwiftProgram(bytes: bytes(cat), protocolsOf: runtime) == nil)
    }
}
