import BuildModel
import Foundation
import FunctionCompute
import TestSupport
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
    static var isPossible: Bool { PythonInterpreter.of("3.10") != nil || PythonInterpreter.of("3.12") != nil }

    /// Whether the handler can be imported; `nil` without an interpreter of the version.
    static func loads(_ form: PythonImportForm) throws -> Bool? {
        let version = form.runtime == "python3" ? "3.6" : String(form.runtime.dropFirst("python".count))
        guard let interpreter = PythonInterpreter.of(version) else { return nil }
        let fixture = try Fixture()
        for (root, files) in [("code", form.code), ("opt", form.layer)] {
            for (path, text) in files {
                let file = URL(fileURLWithPath: fixture.folder + "/" + root + "/" + path)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: file)
            }
        }
        return try interpreter.run(["-S", "-E", "-B", "-c", script, fixture.folder, form.handler, version])
            .hasSuffix("loaded\n")
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
