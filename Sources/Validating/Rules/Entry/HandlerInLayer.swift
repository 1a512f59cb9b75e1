import BuildModel
import FunctionCompute
import SourceScanners

/// The handler's file is in a layer.
struct HandlerInLayer: FunctionRule {
    static let description = RuleDescription(
        "handler-in-layer", .error, "the handler's file lies in a layer, where the runtime does not look for it",
        """
        Up to Python 3.10 the runtime looks for the handler's module in `/code` only. Other modules may come from layers.
        (`python3.12` imports the handler like any module.)

        Wrong: `index.py` in `layers/shared` with `handler: index.handler`

        Right: an `index.py` in the code that says `from shared_index import handler`

        Source: the runtimes' own loaders (validate.md 3)
        """)

    func check(_ subject: FunctionSubject) -> [Finding] {
        subject.entries.compactMap { entry in
            guard case .broken(.moduleMissing(let missing)) = entry.verdict,
                let path = Self.place(of: missing, subject), WrappingFolder.place(of: missing, subject) == nil
            else { return nil }
            return Self.description.finding(
                "\(entry.words): `\(path)` is in a layer; `\(subject.runtime.id)` looks for it in `/code` only",
                at: subject.location(of: entry.role),
                hint: "put a file into the code that imports `\(entry.function)` from the layer")
        }
    }

    /// The path of the instance where a layer has the file.
    static func place(of missing: PythonMissingModule, _ subject: FunctionSubject) -> String? {
        let module = String(missing.module.map { $0 == "." ? "/" : $0 })
        for folder in PythonSearchPath.folders(for: subject.runtime, environment: subject.description.environment)
        where folder.hasPrefix("/opt") {
            for ending in [".py", "/__init__.py"] {
                let path = folder + "/" + module + ending
                if subject.view.file(at: path) != nil { return path }
            }
        }
        return nil
    }
}
