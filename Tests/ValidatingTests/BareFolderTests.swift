import BuildModel
import FunctionCompute
import Testing

@testable import Validating

/// A folder on the command line, which nothing was installed into yet.
struct BareFolderTests {
    private func severities(_ file: String, _ source: String, _ runtime: String) async throws -> [Finding.Severity] {
        let fixture = try Fixture()
        let code = try fixture.zip("code.zip", [file: source])
        let function = FunctionPlan(
            description: FunctionDescription(
                name: "f", key: "f", runtime: runtime, handler: "index.handler", code: .folder("/nowhere/f")),
            code: nil, layers: [])
        let sink = FindingSink()
        await PackageCheck().check(
            functions: [FunctionUnderTest(plan: function, code: code, layers: [], packageName: "f")],
            limits: .limits(region: nil, route: .oss), into: sink)
        return sink.findings.filter { $0.rule == "dependency-missing" }.map(\.severity)
    }

    @Test(arguments: [
        ("index.py", "import yaml\ndef handler(event, context): pass\n", "python3.10"),
        ("index.js", "require('mysql')\nexports.handler = async () => 1\n", "nodejs20"),
    ])
    func warnsOfPackagesThatMayBeInstalledLater(file: String, source: String, runtime: String) async throws {
        #expect(try await severities(file, source, runtime) == [.warning])
    }

    @Test(arguments: [
        ("index.py", "from . import missing\ndef handler(event, context): pass\n", "python3.10"),
        ("index.js", "require('./missing')\nexports.handler = async () => 1\n", "nodejs20"),
    ])
    func refusesFilesOfTheUsersOwnThatAreMissing(file: String, source: String, runtime: String) async throws {
        #expect(try await severities(file, source, runtime) == [.error])
    }
}
