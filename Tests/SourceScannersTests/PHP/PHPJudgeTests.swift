import Foundation
import SourceScanners
import Testing

/// Fixtures and the machine's own PHP files, read by PHP's tokenizer and parser and by us.
@Suite(.enabled(if: PHPInterpreter.found != nil, "needs php 8.1 or newer")) struct PHPJudgeTests {
    @Test func agreesWithTokenizerOnFixtures() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("php-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var paths: [String] = []
        for (number, fixture) in PHPFixture.all.enumerated() {
            let path = folder.appendingPathComponent("\(number).php")
            try Data(fixture.text.utf8).write(to: path)
            paths.append(path.path)
        }
        let tally = try compare(paths)
        #expect(tally.compiled > 30)
        #expect(tally.falseErrors == [])
        #expect(tally.differences == [])
    }

    @Test(.enabled(if: !PHPInterpreter.installedFiles.isEmpty, "needs files in /usr/share/php"))
    func agreesWithTokenizerOnInstalledFiles() throws {
        let tally = try compare(PHPInterpreter.installedFiles)
        #expect(tally.falseErrors == [])
        #expect(Double(tally.differences.count) <= 0.001 * Double(tally.functions), "\(tally.differences)")
    }

    @Test func everySyntaxProblemIsRefusedByPHP() throws {
        let interpreter = try #require(PHPInterpreter.found)
        for fixture in PHPFixture.all {
            let module = PHPModule(bytes: Array(fixture.text.utf8), version: interpreter.version)
            guard !module.problems.isEmpty else { continue }
            #expect(try !interpreter.accepts(fixture.text), "\(fixture.name)")
        }
    }

    struct Tally {
        var files = 0, compiled = 0, functions = 0
        var falseErrors: [String] = []
        var differences: [String] = []
    }

    private func compare(_ paths: [String]) throws -> Tally {
        let interpreter = try #require(PHPInterpreter.found)
        var tally = Tally()
        for judgement in try interpreter.judge(paths) {
            tally.files += 1
            guard judgement.compiles else { continue }
            tally.compiled += 1
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: judgement.path)))
            let module = PHPModule(bytes: bytes, version: interpreter.version)
            if let obstacle = module.obstacle { tally.falseErrors.append("\(judgement.path): \(obstacle)") }
            let ours = Self.rows(module).sorted()
            tally.functions += ours.count
            for row in Set(ours).symmetricDifference(judgement.functions.map(Self.withoutLine)) {
                tally.differences.append("\(judgement.path): \(row)")
            }
        }
        #expect(tally.files == paths.count)
        return tally
    }

    private static func withoutLine(_ row: String) -> String {
        row.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false).last.map(String.init) ?? row
    }

    private static func rows(_ module: PHPModule) -> [String] {
        module.functions.map { row($0, $0.isConditional ? "conditional" : "plain", $0.fullName) }
            + module.nested.map { row($0, "nested", $0.fullName) }
            + module.classes.flatMap(\.methods).map { row($0, "method", $0.name) }
            + module.methodsOfAnonymousClasses.map { row($0, "method", $0.name) }
    }

    private static func row(_ function: PHPFunction, _ kind: String, _ name: String) -> String {
        let parameters = function.parameters
        let references = parameters.list.count { $0.isByReference }
        return "\(kind) \(name) \(parameters.required) \(parameters.maximum.map(String.init) ?? "*") \(references) "
            + parameters.names.joined(separator: ",")
    }
}
