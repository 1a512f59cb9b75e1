import BuildModel
import FunctionCompute
import SourceScanners

/// A handler or hook of a Python function with what became of looking it up.
struct PythonEntry: Sendable {
    /// `handler`, or the kind of hook: also the key of its place in the manifest.
    let role: String
    /// The string of the manifest.
    let text: String
    /// The part before the last dot.
    let module: String
    /// The part behind it.
    let function: String
    /// How the platform calls it.
    let call: PythonCall
    /// What the scanner found.
    let verdict: PythonEntryVerdict

    /// Whether it is a hook.
    var isHook: Bool { role != "handler" }
    /// Words for messages: ``handler `index.handler` ``.
    var words: String { "\(role) `\(text)`" }
    /// The import of a name that its module lacks, where one leads to the definition.
    var importedAt: SourceSite? {
        guard case .broken(.symbolMissing(let missing)) = verdict else { return nil }
        return missing.importedAt
    }
    /// The call as it looks: `handler(event, context)`.
    var callText: String {
        if isHook { return "\(function)(context)" }
        return call.acceptsGenerator ? "\(function)(environ, start_response)" : "\(function)(event, context)"
    }

    /// Looks up all entry points of a function.
    static func all(of question: EntryQuestion, version: PythonVersion, tree: PythonSourceTree) -> [PythonEntry] {
        let loader: PythonLoader = version >= PythonVersion(3, 12) ? .importlib : .packagesInCode
        let resolver = PythonEntryResolver(tree: tree, version: version, loader: loader)
        return question.references.compactMap { role, text in
            // Strings that are not of the form are findings of `handler-format` and `handler-empty`.
            guard
                case .module(let module, let function)? = try? HandlerReference(text, family: .python)
            else { return nil }
            let isHTTP = role == "handler" && question.description.trigger == .http
            let call = PythonCall(arguments: role == "handler" ? 2 : 1, acceptsGenerator: isHTTP)
            return PythonEntry(
                role: role, text: text, module: module, function: function, call: call,
                verdict: resolver.resolve(module: module, name: function, call: call))
        }
    }
}
