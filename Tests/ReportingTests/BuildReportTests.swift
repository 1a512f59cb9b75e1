import BuildModel
import Foundation
import FunctionCompute
import TestSupport
import Testing

@testable import Reporting

@Suite struct BuildReportTests {
    private func report() throws -> BuildReport {
        BuildReport(
            project: SampleProject.project, plan: SampleProject.plan,
            packages: [
                try SampleProject.package(.init(.function, "datahub-ingest"), size: 2048),
                try SampleProject.package(.init(.layer, "mysql-client"), size: 600 << 20),
                try SampleProject.package(.init(.layer, "data-deps")),
            ],
            findings: [
                Finding(
                    rule: "layer-over-limit", severity: .error, message: "too large",
                    location: .init(file: SampleProject.root + "/s.yaml", line: 3, package: "layers/mysql-client"))
            ],
            environment: ["report": ["PATH": "/opt/bin"]], version: "0.1.0", compressor: "libdeflate 1.14 level 7")
    }

    @Test func tellsPackagesInATable() throws {
        #expect(
            try report().text == """
                package         kind      files    zipped  unpacked  of limit  sha256
                data-deps       layer      1234   30.0 MB   90.0 MB     6.0 %  0123456789ab
                mysql-client    layer      1234  600.0 MB    1.8 GB   120.0 %  0123456789ab
                datahub-ingest  function   1234    2.0 KB    6.0 KB    <0.1 %  0123456789ab
                limits: layer zip 500 MB, code zip 500 MB (cn-hangzhou, oss)

                """)
    }

    @Test func namesNoAbsolutePathAndNoTime() throws {
        let text = try report().json()
        #expect(!text.contains("/home/"))
        #expect(text.contains("\"file\" : \"functions/datahub-ingest.zip\""))
        #expect(text.contains("\"name\" : \"ingest\""))
        #expect(text.contains("\"crc64\" : \"18446744073709551615\""))
    }

    @Test func isTheSameWhereverTheProjectLies() throws {
        let text = try report().json()
        let encoded = String(decoding: try JSONEncoder().encode(SampleProject.project), as: UTF8.self)
        let moved = encoded.replacingOccurrences(of: "\\/home\\/someone", with: "\\/srv\\/x\\/y")
        let project = try JSONDecoder().decode(Project.self, from: Data(moved.utf8))
        #expect(project.root == "/srv/x/y/datahub-to-mysql")
        let packages = try report().packages.map { package in
            var package = package
            for index in package.package.components.indices {
                let component = package.package.components[index]
                package.package.components[index].name = component.name.replacingOccurrences(
                    of: "/home/someone", with: "/srv/x/y")
                package.package.components[index].origin =
                    component.origin.replacingOccurrences(of: "/home/someone", with: "/srv/x/y")
            }
            return package
        }
        let findings = [
            Finding(
                rule: "layer-over-limit", severity: .error, message: "too large",
                location: .init(file: project.root + "/s.yaml", line: 3, package: "layers/mysql-client"))
        ]
        let other = BuildReport(
            project: project, plan: SampleProject.plan, packages: packages.reversed(), findings: findings,
            environment: ["report": ["PATH": "/opt/bin"]], version: "0.1.0", compressor: "libdeflate 1.14 level 7")
        #expect(try other.json() == text)
    }

    @Test(.enabled(if: PythonJudge.has("jsonschema")))
    func keepsToThePublishedSchema() throws {
        let schema = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("docs/build.schema.json").path
        let script = """
            import json, sys, jsonschema
            schema = json.load(open(sys.argv[1]))
            validator = jsonschema.Draft202012Validator
            validator.check_schema(schema)
            errors = [e.json_path + ': ' + e.message for e in validator(schema).iter_errors(json.load(sys.stdin))]
            print('\\n'.join(errors)); sys.exit(len(errors))
            """
        let empty = BuildReport(
            project: Project(root: "/p", document: nil, functions: [], layers: [], upload: UploadTarget()),
            plan: BuildPlan(packages: [], functions: [], limits: .limits(region: nil, route: .api)), packages: [],
            version: "0", compressor: "")
        for document in [try report(), empty] {
            let result = try PythonJudge.run(script, input: document.json(), arguments: [schema])
            #expect(result.status == 0, "\(result.output)")
        }
        let wrong = try report().json().replacingOccurrences(of: "\"crc64\" : \"18", with: "\"crc64\" : \"x18")
        #expect(try PythonJudge.run(script, input: wrong, arguments: [schema]).status != 0)
    }

    @Test func saysNothingWithoutPackages() {
        let report = BuildReport(
            project: SampleProject.project, plan: SampleProject.plan, packages: [], version: "0", compressor: "")
        #expect(report.text.isEmpty)
    }
}
