import Foundation
import Testing

/// Go programs from sources to an answer, by the real `go`.
@Suite(.tools("go"), .timeLimit(.minutes(30)))
struct GoBuildTests {
    private static let example = "docs/examples/go-http-api"
    private static let main = "package main\n\nfunc main() { println(\"hi\") }\n"

    private func project(runtime: String = "custom.debian12", more: String = "") throws -> TestProject {
        let project = try TestProject()
        try project.write(
            "fclayer.yaml",
            "upload: { region: cn-hangzhou }\nfunctions:\n  hello:\n    runtime: \(runtime)\n    handler: bin/hello\n"
                + "    code: ./code\n" + more)
        try project.write("code/go.mod", "module example.com/hello\n\ngo 1.18\n")
        return project
    }

    private func build(_ project: TestProject, _ arguments: String..., environment: [String: String?] = [:]) throws
        -> Program.Run
    {
        var variables: [String: String?] = ["GOFLAGS": nil, "GOWORK": nil, "GOTOOLCHAIN": "local"]
        variables.merge(environment) { $1 }
        return try Program.fclayer(["build"] + arguments, in: project.path, environment: variables)
    }

    private func sum(_ project: TestProject, _ function: String = "hello") throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: project.path + "/.fclayer/out/functions/\(function).zip"))
    }

    @Test func exampleAnswersAndIsTheSameInEveryFolder() throws {
        let one = try TestProject(copying: Self.example)
        let other = try TestProject(copying: Self.example, named: "another folder")
        let before = one.files(in: "api")
        for project in [one, other] {
            let run = try build(project)
            #expect(run.status == 0, "\(run.errors)")
        }
        #expect(try sum(one, "api") == sum(other, "api"))
        #expect(one.files(in: "api") == before)
        try Judge.accepts(one.path + "/.fclayer/out/functions/api.zip")
        let report = try one.read(".fclayer/out/build.json")
        #expect(report.contains("\"name\" : \"go\"") && report.contains("\"licence\" : \"BSD-3-Clause\""))
        let call = try Program.fclayer(
            ["invoke", "api", "--http", "GET /?language=de", "--root", "host", "--network", "none"], in: one.path)
        #expect(call.status == 0, "\(call.errors)")
        #expect(call.output.contains("\"greeting\":\"guten Tag\""))
    }

    @Test func unchangedSourcesStartNoGo() throws {
        let project = try project()
        try project.write("code/main.go", Self.main)
        #expect(try build(project).status == 0)
        let zip = try sum(project)
        let folder = project.path + "/.fclayer/builds/go"
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first)
        // Whoever starts `go` writes a log.
        try FileManager.default.removeItem(atPath: "\(folder)/\(name)/build.log")
        #expect(try build(project).status == 0)
        try FileManager.default.removeItem(atPath: project.path + "/.fclayer/state")
        try FileManager.default.removeItem(atPath: project.path + "/.fclayer/out")
        #expect(try build(project).status == 0)
        #expect(!FileManager.default.fileExists(atPath: "\(folder)/\(name)/build.log"))
        #expect(try sum(project) == zip)
        try project.write("code/main.go", Self.main.replacingOccurrences(of: "hi", with: "ho"))
        #expect(try build(project).status == 0)
        #expect(FileManager.default.fileExists(atPath: "\(folder)/\(name)/build.log"))
        #expect(try sum(project) != zip)
    }

    @Test func vendoredReplacedAndWorkspaceModulesAreTaken() throws {
        let project = try project()
        let library = "package greet\n\nconst Word = \"vendored\"\n"
        let use = "package main\n\nimport \"example.com/greet\"\n\nfunc main() { println(greet.Word) }\n"
        try project.write("code/main.go", use)
        try project.write("code/go.mod", "module example.com/hello\n\ngo 1.18\n\nrequire example.com/greet v1.0.0\n")
        // Vendored.
        try project.write("code/vendor/example.com/greet/greet.go", library)
        try project.write("code/vendor/example.com/greet/LICENSE", "Apache License\nVersion 2.0, January 2004\n")
        try project.write(
            "code/vendor/modules.txt", "# example.com/greet v1.0.0\n## explicit; go 1.18\nexample.com/greet\n")
        let vendored = try build(project, "--offline")
        #expect(vendored.status == 0, "\(vendored.errors)")
        #expect(try project.read(".fclayer/out/build.json").contains("\"licence\" : \"Apache-2.0\""))
        // Replaced by a folder, whose changes count.
        try FileManager.default.removeItem(atPath: project.path + "/code/vendor")
        try project.write("greet/go.mod", "module example.com/greet\n\ngo 1.18\n")
        try project.write("greet/greet.go", library)
        try project.write(
            "code/go.mod",
            "module example.com/hello\n\ngo 1.18\n\nrequire example.com/greet v1.0.0\n\nreplace example.com/greet => ../greet\n"
        )
        let replaced = try build(project, "--offline")
        #expect(replaced.status == 0, "\(replaced.errors)")
        let zip = try sum(project)
        try project.write("greet/greet.go", library.replacingOccurrences(of: "vendored", with: "replaced"))
        #expect(try build(project).status == 0)
        #expect(try sum(project) != zip)
        // A workspace.
        try project.write("code/go.mod", "module example.com/hello\n\ngo 1.18\n\nrequire example.com/greet v1.0.0\n")
        try project.write("go.work", "go 1.18\n\nuse (\n\t./code\n\t./greet\n)\n")
        let workspace = try build(project, "--offline")
        #expect(workspace.status == 0, "\(workspace.errors)")
    }

    @Test func missingModuleIsNotHere() throws {
        let project = try project()
        try project.write("code/main.go", "package main\n\nimport _ \"example.invalid/x\"\n\nfunc main() {}\n")
        try project.write(
            "code/go.mod", "module example.com/hello\n\ngo 1.18\n\nrequire example.invalid/x v1.0.0\n")
        try project.write(
            "code/go.sum",
            "example.invalid/x v1.0.0 h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nexample.invalid/x v1.0.0/go.mod h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
        )
        let run = try build(project, "--offline")
        #expect(run.status == 3, "\(run.errors)")
        #expect(run.errors.contains("error[go-fetch-failed]"))
        #expect(run.errors.contains("hint: build once without `--offline`, or `go mod vendor` and commit `vendor`"))
        try project.write("code/go.mod", "module example.com/hello\n\ngo 1.18\n")
        let unlocked = try build(project, "--offline")
        #expect(unlocked.status == 1, "\(unlocked.errors)")
        #expect(
            unlocked.errors.contains("code/main.go:3:8: error[build-failed]:")
                && unlocked.errors.contains("go mod tidy"))
    }

    @Test func complaintsOfTheCompilerNameFileAndLine() throws {
        let project = try project()
        try project.write("code/main.go", "package main\n\nfunc main() {\n\tundefined1()\n\tvar unused int\n}\n")
        let run = try build(project)
        #expect(run.status == 1)
        #expect(run.errors.contains("code/main.go:4:2: error[build-failed]: undefined: undefined1"))
        #expect(run.errors.contains("code/main.go:5:6: error[build-failed]:"))
        try project.write("code/main.go", "package main\n\nfunc main() {\n")
        let syntax = try build(project)
        #expect(syntax.errors.contains("error[build-failed]: syntax error: unexpected EOF"), "\(syntax.errors)")
    }

    @Test func programsAreFoundOrNamed() throws {
        let project = try project()
        try project.write("code/lib.go", "package hello\n")
        let none = try build(project)
        #expect(none.errors.contains("error[go-package-missing]: the folder has no package `main`; found: none"))
        try project.write("code/cmd/one/main.go", Self.main)
        let one = try build(project)
        #expect(one.status == 0, "\(one.errors)")
        try project.write("code/cmd/two/main.go", Self.main)
        let two = try build(project)
        #expect(two.errors.contains("error[go-package-ambiguous]"))
        #expect(two.errors.contains("found: `./cmd/one`, `./cmd/two`"))
        #expect(two.errors.contains("hint: name one in `fclayer.yaml`: `go: {package: ./cmd/one}`"))
    }

    @Test func packageAndNameComeFromTheManifest() throws {
        let project = try project(
            runtime: "go1", more: "    go: { package: ./cmd/two, tags: [x], ldflags: -X main.word=set }\n")
        try project.write("code/cmd/one/main.go", Self.main)
        try project.write(
            "code/cmd/two/main.go", "//go:build x\n\npackage main\n\nvar word = \"\"\n\nfunc main() { println(word) }\n"
        )
        let run = try build(project)
        #expect(run.status == 0, "\(run.errors)")
        let list = try Program.run("unzip", ["-Z1", project.path + "/.fclayer/out/functions/hello.zip"])
        #expect(list.output == "bin/hello\n")
        let folder = project.path + "/.fclayer/builds/go/"
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first)
        #expect(try Program.run(folder + name + "/output/bin/hello", []).errors == "set\n")
        let plan = try Program.fclayer(["plan"], in: project.path)
        #expect(plan.output.contains("1. go in code for go1, results into the root\n     runs: go build -trimpath"))
        #expect(plan.output.contains("-tags=x -o $ARTIFACTS_DIR/bin/hello ./cmd/two\n     reads: code\n"))
    }

    /// What a program reads when it runs lies beside its sources: it comes along, and Go's own files stay out.
    @Test func filesBesideTheSourcesAreInTheZip() throws {
        let project = try project(more: "    exclude: [notes/]\n")
        try project.write(
            "code/main.go",
            "package main\n\nimport \"os\"\n\nfunc main() { text, _ := os.ReadFile(\"templates/a.html\"); os.Stdout.Write(text) }\n"
        )
        try project.write("code/main_test.go", "package main\n")
        try project.write("code/go.sum", "")
        try project.write("code/lib/testdata/x.json", "{}")
        try project.write("code/templates/a.html", "<p>")
        try project.write("code/static/app.js", "0")
        try project.write("code/notes/todo.txt", "x")
        try project.write("code/.fcignore", "*.map\n")
        try project.write("code/static/app.js.map", "0")
        let run = try build(project)
        #expect(run.status == 0, "\(run.errors)")
        let zip = project.path + "/.fclayer/out/functions/hello.zip"
        let list = try Program.run("unzip", ["-Z1", zip])
        #expect(list.output == "bootstrap\nstatic/app.js\ntemplates/a.html\n")
        #expect(try Program.run("unzip", ["-q", zip, "-d", project.path + "/unpacked"]).status == 0)
        #expect(try Program.run("sh", ["-c", "./bootstrap"], in: project.path + "/unpacked").output == "<p>")
        // The program is Go's, also where the folder has a file of its name from before.
        try project.write("fclayer.yaml", try project.read("fclayer.yaml") + "    go: {}\n")
        try project.write("code/bootstrap", "old")
        try project.write("code/templates/a.html", "<b>")
        let again = try build(project)
        #expect(again.status == 0, "\(again.errors)")
        #expect(try Program.run("unzip", ["-p", zip, "bootstrap"]).output != "old")
        #expect(try Program.run("unzip", ["-p", zip, "templates/a.html"]).output == "<b>")
    }

    @Test func wrongPackageIsToldBeforeGoRuns() throws {
        let project = try project(more: "    go: { package: ./cmd/tow }\n")
        try project.write("code/cmd/two/main.go", Self.main)
        let run = try build(project)
        #expect(run.status == 2)
        #expect(run.errors.contains("error[file-missing]") && run.errors.contains("hint: did you mean `two`?"))
        let other = try self.project(more: "    go: { package: ./lib }\n")
        try other.write("code/lib/lib.go", "package lib\n")
        try other.write("code/main.go", Self.main)
        #expect(try build(other).errors.contains("error[go-package-missing]: `./lib` is no package `main`"))
    }

    @Test func whatIsReadyIsPackedAsItIs() throws {
        let project = try project()
        try project.write("code/main.go", "this is no Go")
        try project.write("code/bootstrap", "#!/bin/sh\nexec sleep 9\n")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: project.path + "/code/bootstrap")
        let run = try build(project)
        #expect(run.status == 0, "\(run.errors)")
        let list = try Program.run("unzip", ["-Z1", project.path + "/.fclayer/out/functions/hello.zip"])
        #expect(list.output == "bootstrap\ngo.mod\nmain.go\n")
        try FileManager.default.removeItem(atPath: project.path + "/code/bootstrap")
        let unbuilt = try self.project(more: "    build: none\n")
        try unbuilt.write("code/main.go", "this is no Go")
        #expect(try build(unbuilt).errors.contains("error[bootstrap-missing]"))
    }

    @Test func moduleForANewerGoSaysSo() throws {
        let project = try project()
        try project.write("code/go.mod", "module example.com/hello\n\ngo 1.99.1\n")
        try project.write("code/main.go", Self.main)
        let run = try build(project)
        #expect(run.status == 1, "\(run.errors)")
        #expect(run.errors.contains("code/go.mod:3: error[go-toolchain-old]: `go.mod` is written for Go 1.99.1"))
    }

    @Test func missingGoSaysWhereItIs() throws {
        let project = try project()
        try project.write("code/main.go", Self.main)
        let run = try build(project, environment: ["PATH": "/nonexistent"])
        #expect(run.status == 3)
        #expect(run.errors.contains("error[build-tool-missing]: `go` is not installed or not on PATH"))
    }
}
