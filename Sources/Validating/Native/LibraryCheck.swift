import BuildModel
import FileTrees
import FunctionCompute

/// Finds missing libraries for all functions of a check. Functions that share layers share the work: what the layers need is
/// looked up once for each combination of layers, runtime and search path.
struct LibraryCheck: Sendable {
    /// A function as far as its libraries depend on it.
    struct Subject: Sendable {
        let runtime: Runtime
        let view: InstanceView
        let environment: [String: String]
        /// Paths of the code and the layers, in the order in which they are searched.
        let files: [String]
        let hasUnknownLayers: Bool
        /// The program that is started, if a package holds it and it is what Linux executes.
        let started: (file: String, path: String)?
        /// Whether the start script may set the linker's variables.
        let mayChangeSearch: Bool
    }

    let indexes: [String: LibraryIndex]

    /// What is missing for each subject, with the path of the package that needs it.
    func missing(of subjects: [Subject]) async -> [[(file: String, missing: MissingLibrary)]] {
        var stacks: [Stack: Subject] = [:]
        for subject in subjects { stacks[Stack(subject), default: subject] = subject }
        let keys = Array(stacks.keys)
        let layered = await inParallel(keys.compactMap { stacks[$0] }, limit: 16) { subject in
            layerMissing(subject)
        }
        let shared = Dictionary(zip(keys, layered), uniquingKeysWith: { first, _ in first })
        return await inParallel(subjects, limit: 16) { subject in
            missing(of: subject, layers: shared[Stack(subject)] ?? [])
        }
    }

    /// What layers, runtime and search path have in common.
    private struct Stack: Hashable {
        let layers: [String]
        let runtime: String
        let variable: String?
        let hasUnknownLayers: Bool
        let mayChangeSearch: Bool

        init(_ subject: Subject) {
            layers = subject.files.filter { _ in true }.suffix(subject.view.layers.count)
            runtime = subject.runtime.id
            variable = subject.environment["LD_LIBRARY_PATH"]
            hasUnknownLayers = subject.hasUnknownLayers
            mayChangeSearch = subject.mayChangeSearch
        }
    }

    private func resolution(_ subject: Subject, _ files: [String], in view: InstanceView) -> LibraryResolution {
        LibraryResolution(
            packages: files.compactMap { indexes[$0] }, runtime: subject.runtime,
            search: LibrarySearch(
                runtime: subject.runtime, environment: subject.environment, view: view,
                adding: subject.mayChangeSearch ? ["/opt/lib"] : []), hasUnknownLayers: subject.hasUnknownLayers)
    }

    private func layerMissing(_ subject: Subject) -> [(file: String, missing: MissingLibrary)] {
        let files = subject.files.suffix(subject.view.layers.count).filter { indexes[$0]?.isEmpty == false }
        guard !files.isEmpty else { return [] }
        // Any function with these layers may stand for the others: nothing of its code matters.
        let view = InstanceView(code: nil, layers: subject.view.layers)
        let resolution = resolution(subject, Array(files), in: view)
        return resolution.missing(in: 0..<resolution.packages.count).map { (files[$0.package], $0.missing) }
    }

    private func missing(
        of subject: Subject, layers: [(file: String, missing: MissingLibrary)]
    ) -> [(file: String, missing: MissingLibrary)] {
        let files = subject.files.filter { indexes[$0]?.isEmpty == false }
        guard !files.isEmpty else { return [] }
        let hasCode = subject.view.code != nil && files.first == subject.files.first
        var found: [(file: String, missing: MissingLibrary)] = []
        if hasCode, let code = files.first.flatMap({ indexes[$0] }) {
            // What the code has can stand in for what the layers lack.
            found += layers.filter {
                code.byName[$0.missing.library] == nil && code.bySoname[$0.missing.library] == nil
            }
        } else {
            found += layers
        }
        guard hasCode || subject.started != nil else { return found }
        let resolution = resolution(subject, files, in: subject.view)
        if hasCode { found += resolution.missing(in: 0..<1).map { (files[$0.package], $0.missing) } }
        guard let started = subject.started, let package = files.firstIndex(of: started.file),
            let node = resolution.packages[package].byPath[started.path]
        else { return found }
        let strict = resolution.missing(startedAt: .init(package: package, node: node))
        let known = Set(strict.map { "\(files[$0.package])\u{0}\($0.missing.path)\u{0}\($0.missing.library)" })
        found.removeAll { known.contains("\($0.file)\u{0}\($0.missing.path)\u{0}\($0.missing.library)") }
        return found + strict.map { (files[$0.package], $0.missing) }
    }
}
