import BuildModel
import FunctionCompute
import SourceScanners
import Synchronization

/// The instances of the Python functions of one run. Functions with the same code, layers and search path share one, so
/// that each source file is read once however many functions need it.
final class PythonViews: Sendable {
    private struct Key: Hashable {
        let packages: [ObjectIdentifier]
        let folders: [String]
        let runtime: String
    }

    private let views = Mutex<[Key: PythonView]>([:])

    /// What the reader of Python says about a function.
    func read(_ question: EntryQuestion) -> PythonReading {
        guard let code = question.view.code, let number = question.runtime.pythonVersion else { return PythonReading() }
        let folders = PythonSearchPath.folders(for: question.runtime, environment: question.description.environment)
        let key = Key(
            packages: ([code] + question.view.layers).map(ObjectIdentifier.init), folders: folders,
            runtime: question.runtime.id)
        let view = views.withLock { views in
            if let known = views[key] { return known }
            let made = PythonView(question.view, folders: folders, version: PythonVersion(number.major, number.minor))
            views[key] = made
            return made
        }
        return view.read(question)
    }
}

/// The source files of one kind of instance; one function at a time asks it.
final class PythonView: Sendable {
    private let version: PythonVersion
    private let tree: Mutex<PythonSourceTree>

    init(_ view: InstanceView, folders: [String], version: PythonVersion) {
        self.version = version
        tree = Mutex(
            PythonSourceTree(searchPath: folders, read: { view.bytes(at: $0) }, list: { view.names(in: $0) }))
    }

    func read(_ question: EntryQuestion) -> PythonReading {
        tree.withLock { tree in PythonReading(question, tree: tree, version: version) }
    }
}
