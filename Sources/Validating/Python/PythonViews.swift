import BuildModel
import FunctionCompute
import Synchronization

/// What the reader of Python says about a function.
struct PythonReading: Sendable {
    /// What is wrong with its entry points and with the files that they import.
    var problems: [EntryProblem] = []
    /// Modules that its own files import and that are nowhere where its runtime looks, by their first part.
    var wantedModules: Set<String> = []
}

/// The instances of the Python functions of one run. Functions with the same code, layers and search path share one, so
/// that each source file is read once however many functions need it.
final class PythonViews: Sendable {
    private struct Key: Hashable {
        let packages: [ObjectIdentifier]
        let path: PythonSearchPath
        let runtime: String
    }

    private let views = Mutex<[Key: PythonView]>([:])

    /// What the reader of Python says about a function.
    func read(_ question: EntryQuestion) -> PythonReading {
        guard let code = question.view.code, let version = question.runtime.pythonVersion else {
            return PythonReading()
        }
        let path = PythonSearchPath(for: question.runtime, environment: question.description.environment)
        let key = Key(
            packages: ([code] + question.view.layers).map(ObjectIdentifier.init), path: path,
            runtime: question.runtime.id)
        let view = views.withLock { views in
            if let known = views[key] { return known }
            let made = PythonView(question.view, path: path, runtime: question.runtime, version: version)
            views[key] = made
            return made
        }
        return view.read(question, path: path)
    }
}
