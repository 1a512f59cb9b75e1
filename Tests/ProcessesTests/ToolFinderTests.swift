import Processes
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite struct ToolFinderTests {
    @Test func findsExecutablesInOrderOfFolders() async throws {
        let runner = ToolRunner()
        let made = try await runner.run(ToolInvocation("mktemp", ["-d", "/tmp/fclayer-test-XXXXXX"]))
        let root = made.outputText.filter { !$0.isNewline }
        let script = """
            mkdir a b c; for f in a b; do printf '#!/bin/sh\\necho tool 1.2.3; echo x >> "$0.log"\\n' > $f/tool; chmod 755 $f/tool; done
            printf x > c/tool; mkdir c/folder
            """
        _ = try await runner.run(ToolInvocation("/bin/sh", ["-c", script], workingFolder: root))
        let finder = ToolFinder(path: "c:\(root)/c::\(root)/b:\(root)/a:\(root)/b:/no/such")
        #expect(finder.findAll("tool") == ["\(root)/b/tool", "\(root)/a/tool"])
        #expect(finder.find("tool") == "\(root)/b/tool")
        #expect(finder.find("folder") == nil && finder.find("none") == nil && finder.find("../a/tool") == nil)
        #expect(ToolFinder(path: nil).find("sh") == nil)
        for _ in 0..<2 { #expect(try await finder.version(of: "\(root)/b/tool") == ToolVersion(1, 2, 3)) }
        let log = try await runner.run(ToolInvocation("cat", ["\(root)/b/tool.log"]))
        #expect(log.outputText == "x\n", "asked once")
        _ = try await runner.run(ToolInvocation("rm", ["-r", root]))
    }

    @Test(
        arguments: [
            ("Python 3.10.4\n", [3, 10, 4]), ("uv 0.13.8 (x86_64-unknown-linux-gnu)", [0, 13, 8]),
            ("go version go1.22.1 linux/amd64", [1, 22, 1]), ("openjdk version \"17.0.9\" 2023-10-17", [17, 0, 9]),
            ("Swift version 6.3.1 (swift-6.3.1-RELEASE)", [6, 3, 1]), ("v20.11.0", [20, 11, 0]),
            ("PHP 8.2.7 (cli)", [8, 2, 7]),
            ("pip 23.0.1 from /x/python3.11 (python 3.11)", [23, 0, 1]), ("no number", nil), ("3", nil), ("", nil),
            ("99999999999999999999999.1", [214_748_369, 1]),
        ] as [(String, [Int]?)])
    func readsVersions(text: String, numbers: [Int]?) {
        #expect(ToolVersion(in: text)?.numbers == numbers)
    }

    @Test func ordersVersionsByNumber() {
        #expect(ToolVersion(3, 9) < ToolVersion(3, 10))
        #expect(ToolVersion(3, 10) == ToolVersion(3, 10, 0))
        #expect(Set([ToolVersion(3, 10), ToolVersion(3, 10, 0)]).count == 1)
        #expect(ToolVersion(3, 10, 1) > ToolVersion(3, 10))
    }

    @Test func missingToolIsAnErrorOfItsOwn() async {
        await #expect { try await ToolFinder(path: nil).version(of: "/no/such/tool") } throws: {
            ($0 as? ToolError)?.code == .missing
        }
    }
}
