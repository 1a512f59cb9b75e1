import Processes
import Testing

@Suite struct ToolInvocationTests {
    @Test func printsLineThatAShellRuns() async throws {
        let words = ["a b", "it's", "", "plain", "$x", "é", "-o=1,2"]
        let invocation = ToolInvocation("printf", ["%s|"] + words, workingFolder: "/tmp")
        #expect(invocation.description == #"cd /tmp && printf '%s|' 'a b' 'it'\''s' '' plain '$x' 'é' -o=1,2"#)
        let direct = try await ToolRunner().run(invocation)
        let viaShell = try await ToolRunner().run(ToolInvocation("/bin/sh", ["-c", invocation.description]))
        #expect(direct.output == viaShell.output && direct.succeeded)
    }

    @Test func showsEnvironmentOfLine() {
        let environment = ToolEnvironment.inherited.setting("B", "2 3").setting("A", "1").removing("PYTHONPATH")
        #expect(ToolInvocation("x", environment: environment).description == "env -u PYTHONPATH A=1 B='2 3' x")
        #expect(ToolInvocation("x", environment: .empty.setting("A", "1")).description == "env -i A=1 x")
    }

    @Test func coversPasswords() {
        let invocation = ToolInvocation(
            "pip", ["--index-url", "https://me:secret@host/simple", "--x=https://token@host"],
            environment: .inherited.setting("UV_INDEX", "https://me:secret@host").setting("GH_TOKEN", "secret"))
        #expect(!invocation.description.contains("secret"))
        #expect(!invocation.description.contains("token@"))
        #expect(invocation.description.contains("https://***@host/simple"))
    }
}
