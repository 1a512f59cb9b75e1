import FunctionCompute
import Testing

@testable import Resolving

@Suite struct MarkerTests {
    static let texts = [
        "python_version < '3.9'", "python_version >= \"3.10\"", "python_full_version >= '3.10.1'",
        "sys_platform == 'win32'", "sys_platform == 'linux' and platform_machine == 'x86_64'",
        "os_name == 'nt' or (python_version > '3.2' and implementation_name == 'cpython')",
        "platform_python_implementation != 'PyPy'", "'linux' in sys_platform", "sys_platform not in 'win32 darwin'",
        "platform_system == 'Linux'", "python_version in '3.9 3.10'", "python_version ~= '3.8'",
        "implementation_name != 'PyPy'", "platform_machine != 'aarch64' and python_version != '3.11.*'",
        "'3.8' <= python_version", "platform_release >= '5'",
        "os_name == 'posix' and (sys_platform == 'darwin' or python_version < '4')",
    ]

    @Test func seesTheTargetNotThisMachine() throws {
        let environment = MarkerEnvironment(python: "3.6")
        #expect(try #require(Marker("python_version < '3.7'")).holds(in: environment))
        #expect(try #require(Marker("sys_platform == 'linux'")).holds(in: environment))
        #expect(!(try #require(Marker("sys_platform == 'darwin'")).holds(in: environment)))
        #expect(try #require(Marker("os.name == 'posix'")).holds(in: environment))
    }

    @Test func extrasAndGroupsAreSets() throws {
        var environment = MarkerEnvironment(python: "3.10", groups: ["dev-tools"])
        #expect(try #require(Marker("'Dev_Tools' in dependency_groups")).holds(in: environment))
        #expect(!(try #require(Marker("'docs' in extras")).holds(in: environment)))
        #expect(try #require(Marker("'docs' not in extras")).holds(in: environment))
        #expect(!(try #require(Marker("extra == 'x'")).holds(in: environment)))
        environment.values["extra"] = "X_y"
        #expect(try #require(Marker("extra == 'x-y'")).holds(in: environment))
    }

    @Test(arguments: [
        "", "python_version", "python_version <", "python < '3'", "'a' == 'b", "(os_name == 'x'", "os_name == 'x' and",
        "os_name not 'x'", "os_name == 'x' )",
    ])
    func refusesOtherText(text: String) { #expect(Marker(text) == nil) }

    @Test func refusesDeepNesting() {
        let text = String(repeating: "(", count: 10_000) + "os_name == 'x'" + String(repeating: ")", count: 10_000)
        #expect(Marker(text) == nil)
    }

    @Test(.enabled("needs python3 with pip") { await Tools.hasPackaging() }, arguments: ["3.6", "3.9", "3.10", "3.12"])
    func agreesWithPackaging(python: String) async throws {
        let version = try #require(DottedVersion(python))
        let environment = MarkerEnvironment(python: version)
        let variables = environment.values.map { "\($0.key)=\($0.value)" }.joined(separator: "\n")
        let judged = try await Tools.python(
            """
            import sys
            from pip._vendor.packaging.markers import Marker
            environment = dict(line.split("=", 1) for line in sys.argv[1].split("\\n"))
            for text in sys.argv[2:]:
                try:
                    print(int(Marker(text).evaluate(environment)))
                except Exception:
                    print("?")
            """, [variables] + Self.texts)
        for (text, answer) in zip(Self.texts, judged.split(separator: "\n")) where answer != "?" {
            #expect(try #require(Marker(text)).holds(in: environment) == (answer == "1"), "\(text)")
        }
    }
}
