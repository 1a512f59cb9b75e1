import Foundation
import SourceScanners
import TestSupport
import Testing

/// The standard libraries of the interpreters of this machine, read by their own parser and by us.
@Suite(.enabled(if: !PythonInterpreter.found.isEmpty, "needs python3")) struct PythonJudgeTests {
    @Test func agreesWithInterpretersOnStandardLibraries() throws {
        var tally = Tally()
        // Every file takes minutes: a share of each library by default, all with FCLAYER_JUDGE_STRIDE=1.
        let count = PythonInterpreter.found.count
        let wish = ProcessInfo.processInfo.environment["FCLAYER_JUDGE_STRIDE"].flatMap { Int($0) }
        for interpreter in PythonInterpreter.found {
            let version = try #require(PythonVersion(interpreter.version))
            let judged = try interpreter.judgeStandardLibrary(stride: max(1, wish ?? count * 3 / 2))
            for judgement in judged { try compare(judgement, version, &tally) }
        }
        #expect(tally.files > 400)
        #expect(tally.falseErrors == [])
        #expect(Double(tally.missingNames.count) <= 0.001 * Double(tally.names), "\(tally.missingNames)")
        #expect(Double(tally.wrongFunctions.count) <= 0.001 * Double(tally.functions), "\(tally.wrongFunctions)")
        #expect(Double(tally.wrongImports.count) <= 0.001 * Double(tally.imports), "\(tally.wrongImports)")
    }

    struct Tally {
        var files = 0, names = 0, functions = 0, imports = 0
        var falseErrors: [String] = []
        var missingNames: [String] = []
        var wrongFunctions: [String] = []
        var wrongImports: [String] = []
    }

    private func compare(_ judgement: PythonJudgement, _ version: PythonVersion, _ tally: inout Tally) throws {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: judgement.path)))
        let module = PythonModule(bytes: bytes)
        let obstacle = module.obstacle(for: version)
        guard judgement.compiles else { return }
        tally.files += 1
        if let obstacle { tally.falseErrors.append("\(judgement.path): \(obstacle)") }
        if module.unreadable != nil { tally.falseErrors.append("\(judgement.path): unreadable") }
        let ours = Set(module.definedNames)
        tally.names += judgement.names.count
        for name in judgement.names where !ours.contains(name) {
            tally.missingNames.append("\(judgement.path): \(name)")
        }
        let functions = Set(module.bindings.compactMap { Self.row($0) })
        tally.functions += judgement.functions.count
        for row in judgement.functions where !functions.contains(row.map(\.description).joined(separator: " ")) {
            tally.wrongFunctions.append("\(judgement.path): \(row)")
        }
        let imports = Set(
            module.imports.map {
                "\($0.place.line) \($0.level) \($0.module) \($0.names.joined(separator: ","))"
            })
        tally.imports += judgement.imports.count
        for row in Set(judgement.imports).symmetricDifference(imports) {
            tally.wrongImports.append("\(judgement.path): \(row)")
        }
    }

    /// A function as the judge writes it.
    private static func row(_ binding: PythonBinding) -> String? {
        guard case .function(let function) = binding.value else { return nil }
        let parameters = function.parameters
        return [
            function.name, "\(parameters.required)", "\(parameters.maximum ?? -1)",
            "\(parameters.requiredKeywords.count)",
            function.isAsync ? "1" : "0", function.isGenerator ? "1" : "0", "\(function.decorators.count)",
        ].joined(separator: " ")
    }
}
