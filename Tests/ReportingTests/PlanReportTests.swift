import BuildModel
import FunctionCompute
import Testing

@testable import Reporting

@Suite struct PlanReportTests {
    private let report = PlanReport(plan: SampleProject.plan, root: SampleProject.root)

    @Test func tellsStepsInWords() {
        let text = report.text
        #expect(
            text.hasPrefix(
                """
                layers/data-deps
                  for python3.10: Debian 10, glibc 2.28, Python 3.10, wheels up to manylinux_2_28_x86_64
                  also checked for python3.12
                  1. Python distributions of layers/data-deps/requirements.txt for python3.10, locked in \
                layers/data-deps/pylock.python3.10.toml, into python/
                  2. folder layers/data-deps/assets into share/, without *.md
                  -> .fclayer/out/layers/data-deps.zip, at most 500 MB

                """))
        #expect(
            text.contains(
                """
                function datahub-ingest: python3.10, handler index.handler
                  initializer: index.initialize
                  code: functions/datahub-ingest
                  layer 1: data-deps
                  layer 2: datahub-ingest-deps

                """))
        #expect(text.contains("  2. file b as bootstrap\n"))
        #expect(!text.hasSuffix("\n\n"))
    }

    @Test func tellsWhatToolsRunReadAndMake() throws {
        let folder = SampleProject.root + "/web"
        func text(_ choice: BuildChoice, part: ToolBuild.Part = .all) throws -> String {
            var plan = SampleProject.plan
            let build = ToolBuild(choice: choice, runtime: "custom.debian12", destination: "", part: part)
            plan.packages[0].ingredients = [.build(build)]
            let report = PlanReport(plan: plan, root: SampleProject.root)
            #expect(!(try report.json().contains("/home/")))
            return report.text
        }
        var command = BuildChoice(
            kind: .command, folder: folder, arguments: ["sh", "-c", "npm 'run' x"],
            inputs: [SampleProject.root + "/shared"], output: "dist")
        #expect(
            try text(command).contains(
                """
                  1. command in web for custom.debian12, results of dist/ into the root
                     runs: sh -c 'npm '\\''run'\\'' x'
                     reads: web, shared

                """))
        command.output = nil
        #expect(try text(command).contains("results into the root"))
        let go = BuildChoice(
            kind: .go, folder: folder, target: "./cmd/api", arguments: ["-tags=x", "cgo", "-ldflags=-X a.b=c"],
            output: "api")
        #expect(
            try text(go).contains(
                "runs: go build -trimpath -buildvcs=false -ldflags '-s -w -X a.b=c' -tags=x -o $ARTIFACTS_DIR/api ./cmd/api\n"
            ))
        #expect(
            try text(BuildChoice(kind: .maven, folder: folder, arguments: ["-Pprod"]), part: .code)
                .contains("runs: mvn -Pprod package\n"))
        #expect(
            try text(BuildChoice(kind: .make, folder: folder, target: "build-api"))
                .contains("runs: make build-api ARTIFACTS_DIR=$ARTIFACTS_DIR\n"))
        // Install scripts see the packages of the lock only.
        for kind in BuildChoice.Kind.allCases where kind != .npmScripts {
            #expect(try text(BuildChoice(kind: kind, folder: folder)).contains("reads: web\n"))
        }
    }

    @Test func namesNoAbsolutePath() throws {
        #expect(!(try report.json().contains("/home/")))
        #expect(!report.text.contains("/home/"))
        #expect(try report.json().contains("\"lock\" : \"layers/data-deps/pylock.python3.10.toml\""))
    }
}

@Suite struct RuntimeReportTests {
    @Test func hasALineForEveryRuntime() {
        let lines = RuntimeReport.text().split(separator: "\n")
        #expect(lines.count == RuntimeCatalogue.all.count + 1)
        for (line, runtime) in zip(lines.dropFirst(), RuntimeCatalogue.all) {
            #expect(line.hasPrefix(runtime.id + " "))
        }
    }

    @Test func tellsWhatMatters() {
        let text = RuntimeReport.text()
        #expect(text.contains("manylinux_2_24_x86_64"))
        #expect(
            text.contains("retired: no new functions since 2023-06-01, no updates since 2024-09-25; use python3.10"))
        #expect(text.contains("public beta"))
        #expect(text.contains("Node.js 20 "))
        #expect(text.contains("/opt/nodejs/node_modules /opt/bin /opt/lib"))
    }

    @Test func namesTheSourceOfEachValueInJSON() throws {
        let text = try RuntimeReport.json()
        #expect(text.contains("\"sources\""))
        #expect(text.contains("\"pythonTag\" : \"cp310\""))
    }

    @Test func explainsARule() {
        let text = RuleReport.text(
            id: "a-rule", severity: .error, summary: "Finds a.", explanation: "\nBecause.\n\nSo.\n")
        #expect(text == "a-rule (error)\n\nFinds a.\n\nBecause.\n\nSo.\n")
        #expect(RuleReport.text(id: "b", severity: .note, summary: "S.", explanation: "") == "b (note)\n\nS.\n")
    }
}
