import Foundation
import Testing

/// Whether the system's own Python is there, which sandboxes see too.
private let hasSystemPython = FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")

/// `fclayer invoke` and `fclayer build --smoke` as a user runs them, on this machine's system files.
@Suite(.enabled(if: hasSystemPython), .timeLimit(.minutes(30)))
struct InvokeTests {
    private static let server = """
        #!/usr/bin/python3
        import http.server
        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                print("called", self.path, flush=True)
                self.send_response(200); self.end_headers(); self.wfile.write(body[::-1])
            do_GET = do_POST = answer
            def log_message(self, *words): pass
        http.server.ThreadingHTTPServer(("", 9000), Handler).serve_forever()

        """

    private func project(_ bootstrap: String, more: String = "") throws -> TestProject {
        let project = try TestProject()
        try project.write(
            "fclayer.yaml",
            "upload: { region: cn-hangzhou }\nfunctions:\n  hello:\n    runtime: custom.debian12\n    handler: x\n    code: ./code\n"
                + more)
        try project.write("code/bootstrap", bootstrap)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: project.path + "/code/bootstrap")
        return project
    }

    @Test func answersOnStandardOutputAndTalksOnStandardError() throws {
        let project = try project(Self.server)
        #expect(try Program.fclayer(["build"], in: project.path).status == 0)
        try project.write("event.json", "stressed")
        let run = try Program.fclayer(
            ["invoke", "--event", "event.json", "--root", "host", "--network", "none"], in: project.path)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output == "desserts")
        #expect(run.errors.contains("called /invoke\n"))
        #expect(run.errors.contains("POST /invoke: 200 in "))
        let http = try Program.fclayer(
            ["invoke", "hello", "--http", "GET /a?b=c", "--format", "json", "--root", "host", "--network", "none"],
            in: project.path)
        let document = try JSONSerialization.jsonObject(with: Data(http.output.utf8)) as? [String: Any]
        #expect((document?["calls"] as? [[String: Any]])?.first?["request"] as? String == "GET /a?b=c")
        #expect(http.errors.contains("called /a?b=c"))
    }

    @Test func needsABuildAndSaysWhenItIsOld() throws {
        let project = try project(Self.server)
        let early = try Program.fclayer(["invoke", "hello", "--root", "host"], in: project.path)
        #expect(early.status == 1)
        #expect(early.errors.contains("error[not-built]: run `fclayer build hello`"))
        #expect(try Program.fclayer(["build"], in: project.path).status == 0)
        try project.write("code/more.txt", "new")
        let late = try Program.fclayer(["invoke", "--root", "host", "--network", "none"], in: project.path)
        #expect(late.status == 0)
        #expect(late.errors.contains("note[build-outdated]"))
    }

    @Test func failuresAreFindings() throws {
        let project = try project("#!/bin/sh\necho no config\nexit 4\n")
        let smoke = try Program.fclayer(["build", "--smoke", "--offline"], in: project.path)
        #expect(smoke.status == 1)
        #expect(smoke.errors.contains("error[start-exited]: the function ends at its start with exit status 4"))
        #expect(project.files(in: ".fclayer/out").isEmpty)
        #expect(try Program.fclayer(["build"], in: project.path).status == 0)
        let run = try Program.fclayer(["invoke", "--root", "host", "--network", "none"], in: project.path)
        #expect(run.status == 1)
        #expect(run.errors.contains("Function instance exited unexpectedly(code 4)"))
    }

    @Test func smokeTakesWhatStarts() throws {
        let project = try project(Self.server)
        let run = try Program.fclayer(["build", "--smoke", "--offline"], in: project.path)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors.contains("called") == false)
        #expect(project.files(in: ".fclayer/out").contains("functions/hello.zip"))
    }

    @Test func refusesWhatItCannotStart() throws {
        let project = try project(
            Self.server, more: "  event:\n    runtime: python3.10\n    handler: index.handler\n    code: ./py\n")
        try project.write("py/index.py", "def handler(event, context):\n    return 1\n")
        #expect(try Program.fclayer(["build"], in: project.path).status == 0)
        let other = try Program.fclayer(["invoke", "event"], in: project.path)
        #expect(other.status == 2 && other.errors.contains("error[invoke-not-custom]"))
        let none = try Program.fclayer(["invoke"], in: project.path)
        #expect(none.status == 2 && none.errors.contains("name the function to start; found: `hello`, `event`"))
        let unknown = try Program.fclayer(["invoke", "nobody"], in: project.path)
        #expect(unknown.errors.contains("error[unknown-name]"))
        #expect(try Program.fclayer(["invoke", "hello", "--header", "a: b"], in: project.path).status == 2)
        #expect(try Program.fclayer(["invoke", "hello", "--event", "missing"], in: project.path).status == 2)
    }
}
