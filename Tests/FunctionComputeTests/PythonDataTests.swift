import Foundation
import FunctionCompute
import TestSupport
import Testing

@Suite struct PythonDataTests {
    @Test func tellsVersionsOfTheStandardLibrary() throws {
        for module in ["os", "json", "asyncio", "_socket", "__future__"] {
            #expect(try #require(PythonStandardLibrary.span(of: module)).contains("3.6"))
            #expect(try #require(PythonStandardLibrary.span(of: module)).contains("3.12"))
        }
        let imp = try #require(PythonStandardLibrary.span(of: "imp"))
        #expect(imp.contains("3.11") && !imp.contains("3.12") && imp.removed == "3.12")
        let tomllib = try #require(PythonStandardLibrary.span(of: "tomllib"))
        #expect(!tomllib.contains("3.10") && tomllib.contains("3.11"))
        #expect(PythonStandardLibrary.span(of: "yaml") == nil)
        #expect(PythonStandardLibrary.span(of: "winreg") == nil && PythonStandardLibrary.isOfOtherSystems("winreg"))
        #expect(PythonStandardLibrary.span(of: "Mapping", in: "collections")?.contains("3.10") == false)
        #expect(PythonStandardLibrary.span(of: "OrderedDict", in: "collections") == nil)
    }

    @Test func namesDistributions() {
        #expect(PythonDistributionNames.distribution(of: "yaml") == "PyYAML")
        #expect(PythonDistributionNames.distribution(of: "google.protobuf.message") == "protobuf")
        #expect(PythonDistributionNames.distribution(of: "aliyunsdkecs") == "aliyun-python-sdk-ecs")
        #expect(PythonDistributionNames.distribution(of: "alibabacloud_fc20230330") == "alibabacloud-fc20230330")
        #expect(PythonDistributionNames.distribution(of: "nothing") == nil)
        #expect(PythonDistributionNames.normal("Zope.Interface__x") == "zope-interface-x")
    }

    @Test func knowsWhatImagesBring() {
        #expect(PythonPreinstalled.certainty(of: "oss2", in: "python3.10") == .documented)
        #expect(PythonPreinstalled.certainty(of: "numpy", in: "python3.9") == .documented)
        #expect(PythonPreinstalled.certainty(of: "lxml", in: "python3.12") == .likely)
        #expect(PythonPreinstalled.certainty(of: "flask", in: "python3.12") == nil)
        #expect(PythonPreinstalled.certainty(of: "oss2", in: "custom.debian10") == nil)
        #expect(PythonPreinstalled.mayHave(distribution: "PyMySQL", in: "python3.10"))
        #expect(!PythonPreinstalled.mayHave(distribution: "Flask", in: "python3.10"))
    }

    /// Interpreters of the versions say which of our modules and names they have.
    @Test(arguments: ["3.6", "3.7", "3.8", "3.9", "3.10", "3.11", "3.12", "3.13"])
    func agreesWithInterpreter(_ text: String) throws {
        guard let interpreter = PythonInterpreter.of(text), let version = DottedVersion(text) else { return }
        let modules = PythonStandardLibrary.all.filter { !$0.hasPrefix("_") }.sorted()
        let names = PythonStandardLibrary.allNames.sorted()
        let answer = try interpreter.run(
            ["-S", "-c", Self.script, modules.joined(separator: " "), names.joined(separator: " ")])
        let there = Set(answer.split(whereSeparator: \.isWhitespace).map(String.init))
        #expect(there.count > 200)
        // Parts that a build of Python may leave out.
        let optional: Set = [
            "__main__", "test", "xxlimited", "xxsubtype", "tkinter", "turtle", "turtledemo", "idlelib", "curses", "dbm",
            "readline", "lzma", "bz2", "sqlite3", "ssl", "crypt", "nis", "ossaudiodev", "spwd", "ensurepip", "fpectl",
            "pyexpat", "ctypes",
        ]
        var wrong: [String] = []
        for module in modules where !optional.contains(module) {
            let span = try #require(PythonStandardLibrary.span(of: module))
            if span.contains(version) != there.contains(module) { wrong.append(module) }
        }
        for name in names {
            let dot = try #require(name.lastIndex(of: "."))
            let module = String(name[..<dot])
            let span = try #require(PythonStandardLibrary.span(of: String(name[name.index(after: dot)...]), in: module))
            let root = String(module.prefix { $0 != "." })
            guard PythonStandardLibrary.span(of: root)?.contains(version) ?? false, !there.contains("!" + module) else {
                continue
            }
            if span.contains(version) != there.contains(name) { wrong.append(name) }
        }
        #expect(wrong.isEmpty)
    }

    private static let script = #"""
        import importlib, importlib.util, sys
        for name in sys.argv[1].split():
            try:
                if importlib.util.find_spec(name): print(name)
            except (ValueError, AttributeError): print(name)
        for name in sys.argv[2].split():
            module, last = name.rsplit('.', 1)
            try:
                found = importlib.import_module(module)
            except ImportError:
                print('!' + module)
                continue
            try:
                if hasattr(found, last) or importlib.util.find_spec(name): print(name)
            except (ImportError, ValueError, AttributeError): pass
        """#
}
