import BuildModel
import Foundation
import FunctionCompute
import Testing
import Validating

@Suite struct PythonImportTests {
    @Test(arguments: PythonImportForm.all)
    func judgesForm(_ form: PythonImportForm) async throws {
        let found = try await form.findings()
        let errors = found.filter { $0.severity == .error }
        #expect(errors.isEmpty == form.works, "\(found.map { "\($0.severity) \($0.rule): \($0.message)" })")
        #expect(errors.allSatisfy { $0.rule == "dependency-missing" && $0.location.entryLine != nil })
        #expect(errors.count <= 1 || form.name.hasPrefix("two"), "\(errors.map(\.message))")
    }

    /// The interpreter of the runtime's version loads the tree as the platform does.
    @Test(
        .enabled(if: PythonLoading.isPossible, "needs the interpreters of the runtimes"),
        arguments: PythonImportForm.all)
    func agreesWithInterpreter(_ form: PythonImportForm) throws {
        guard let loads = try PythonLoading.loads(form) else { return }
        #expect(loads == form.works)
    }
}

/// Loads a handler with a real interpreter.
enum PythonLoading {
    static let interpreters: [String: String] = {
        let environment = ProcessInfo.processInfo.environment
        var folders = (environment["PATH"] ?? "/usr/bin").split(separator: ":").map(String.init)
        let versions = (environment["PYENV_ROOT"] ?? (environment["HOME"] ?? "") + "/.pyenv") + "/versions"
        for name in (try? FileManager.default.contentsOfDirectory(atPath: versions)) ?? [] {
            folders.append("\(versions)/\(name)/bin")
        }
        var found: [String: String] = [:]
        for version in ["3.6", "3.7", "3.8", "3.9", "3.10", "3.11", "3.12"] {
            found[version] = folders.filter { !$0.hasSuffix("/shims") }.map { "\($0)/python\(version)" }
                .first { FileManager.default.isExecutableFile(atPath: $0) }
        }
        return found
    }()

    static var isPossible: Bool { interpreters["3.10"] != nil || interpreters["3.12"] != nil }

    /// Whether the handler can be imported; `nil` without an interpreter of the version.
    static func loads(_ form: PythonImportForm) throws -> Bool? {
        let version = form.runtime == "python3" ? "3.6" : String(form.runtime.dropFirst("python".count))
        guard let interpreter = interpreters[version] else { return nil }
        let fixture = try Fixture()
        for (root, files) in [("code", form.code), ("opt", form.layer)] {
            for (path, text) in files {
                let file = URL(fileURLWithPath: fixture.folder + "/" + root + "/" + path)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: file)
            }
        }
        return try run(interpreter, ["-S", "-E", "-B", "-c", script, fixture.folder, form.handler, version])
            .hasSuffix("loaded\n")
    }

    static func run(_ path: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = ["LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "PYTHONWARNINGS": "ignore"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    private static let script = #"""
        import os, sys
        root, handler, version = sys.argv[1:4]
        code, layer = root + '/code', root + '/opt/python'
        os.chdir(code)
        sys.path = [code, layer + '/lib/python' + version + '/site-packages', layer] + [p for p in sys.path if p]
        module, function = handler.rsplit('.', 1)
        if sys.version_info >= (3, 12):
            import importlib
            loaded = importlib.import_module(module.replace('/', '.'))
        else:
            import imp
            folder = code
            if '/' in module:
                folder, module = module.rsplit('/', 1)
                folder = os.path.join(code, folder)
            search = [folder]
            for part in module.split('.'):
                file, path, kind = imp.find_module(part, search)
                search = [path]
            loaded = imp.load_module(module, file, path, kind)
        getattr(loaded, function)
        print('loaded')
        """#
}
