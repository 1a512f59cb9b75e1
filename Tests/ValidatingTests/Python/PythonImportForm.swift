import BuildModel
import FunctionCompute
import Testing

/// A way of importing something, in a function whose handler is defined.
struct PythonImportForm: Sendable, CustomTestStringConvertible {
    let name: String
    /// What stands before the handler in `index.py`.
    let source: String
    var files: [String: String] = [:]
    /// Files of a layer.
    var layer: [String: String] = [:]
    var runtime = "python3.10"
    var handler = "index.handler"
    /// Whether the import of the handler succeeds.
    let works: Bool

    var testDescription: String { "\(runtime): \(name)" }

    /// The files of the code, into which something was installed: where nothing is, what is missing may come with a build.
    var code: [String: String] {
        files.merging([
            "index.py": source + "\ndef handler(event, context):\n    return 'ok'\n",
            "installed-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: installed\nVersion: 1.0\n",
        ]) { own, _ in own }
    }

    /// Findings about it.
    func findings() async throws -> [Finding] {
        let fixture = try Fixture()
        let zip = try fixture.zip("code.zip", code)
        let layers = layer.isEmpty ? [] : [try fixture.zip("layer.zip", layer)]
        return await fixture.findings(code: zip, runtime: runtime, handler: handler, layers: layers)
    }

    static func good(
        _ name: String, _ source: String, _ files: [String: String] = [:], layer: [String: String] = [:],
        on runtime: String = "python3.10", handler: String = "index.handler"
    ) -> PythonImportForm {
        PythonImportForm(
            name: name, source: source, files: files, layer: layer, runtime: runtime, handler: handler, works: true)
    }

    static func bad(
        _ name: String, _ source: String, _ files: [String: String] = [:], layer: [String: String] = [:],
        on runtime: String = "python3.10", handler: String = "index.handler"
    ) -> PythonImportForm {
        PythonImportForm(
            name: name, source: source, files: files, layer: layer, runtime: runtime, handler: handler, works: false)
    }
}
