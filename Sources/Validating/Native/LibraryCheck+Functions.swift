import BuildModel
import FileTrees
import FunctionCompute

extension LibraryCheck {
    /// What files need and do not find.
    struct Answer: Sendable {
        /// For each function, with the path of the package that needs it.
        var functions: [[(file: String, missing: MissingLibrary)]] = []
        /// In layers that no function uses, on the runtimes that they name.
        var unused: [(file: String, missing: MissingLibrary)] = []
    }

    /// Looks up what the files of packages need, in the instances of functions.
    ///
    /// - Parameters:
    ///   - functions: The functions with what is known of them.
    ///   - unused: Layers that no function uses.
    static func missing(
        _ functions: [(function: FunctionUnderTest, facts: FunctionFacts)], _ opened: OpenedPackages,
        _ packages: [PackageSubject], unused: [Package]
    ) async -> Answer {
        let natives = Dictionary(
            packages.map { (ObjectIdentifier($0.contents), $0.natives) }, uniquingKeysWith: { first, _ in first })
        var indexes: [String: LibraryIndex] = [:]
        let all = await inParallel(opened.order, limit: 16) { file -> LibraryIndex? in
            guard let contents = opened.contents[file], let natives = natives[ObjectIdentifier(contents)] else {
                return nil
            }
            return LibraryIndex(contents, natives: natives, root: opened.kinds[file] == .layer ? "/opt" : "/code")
        }
        for (file, index) in zip(opened.order, all.map(\.self)) { indexes[file] = index }
        var subjects: [Subject] = []
        var places: [Int] = []
        for (place, (function, facts)) in functions.enumerated() {
            guard let runtime = facts.runtime, runtime.debian != nil else { continue }
            let files = ([function.code] + function.layers.map(\.file)).compactMap(\.self)
            places.append(place)
            subjects.append(
                Subject(function, facts, runtime, opened, natives, files: files.filter { opened.contents[$0] != nil }))
        }
        for package in unused {
            guard let contents = opened.contents[package.file] else { continue }
            for runtime in package.runtimes.compactMap({ RuntimeCatalogue.runtime($0) }) where runtime.debian != nil {
                subjects.append(
                    Subject(
                        runtime: runtime, view: InstanceView(code: nil, layers: [contents]), environment: [:],
                        files: [package.file], hasUnknownLayers: false, started: nil, mayChangeSearch: true))
            }
        }
        let found = await LibraryCheck(indexes: indexes).missing(of: subjects)
        var answer = Answer(functions: Array(repeating: [], count: functions.count))
        for (place, items) in zip(places, found) { answer.functions[place] = items }
        answer.unused = found.dropFirst(places.count).flatMap(\.self)
        return answer
    }
}

extension LibraryCheck.Subject {
    fileprivate init(
        _ function: FunctionUnderTest, _ facts: FunctionFacts, _ runtime: Runtime, _ opened: OpenedPackages,
        _ natives: [ObjectIdentifier: NativeFiles], files: [String]
    ) {
        let description = function.plan.description
        var started: (file: String, path: String)?
        var isProgram = false
        if let file = facts.start?.executed.last {
            let native = natives[ObjectIdentifier(file.package)]?.files.first { $0.path == file.path }
            // A script may set the linker's variables before it starts what matters; its interpreter is loaded before that.
            isProgram = native?.elf != nil && facts.start?.scripts.isEmpty == true
            if native?.elf != nil, let package = files.first(where: { opened.contents[$0] === file.package }) {
                started = (package, file.path)
            }
        }
        self.init(
            runtime: runtime, view: facts.view, environment: description.environment,
            files: files, hasUnknownLayers: function.layers.contains { $0.file.flatMap { opened.contents[$0] } == nil },
            started: started, mayChangeSearch: runtime.family == .custom && !isProgram)
    }
}
