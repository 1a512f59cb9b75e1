import BuildModel
import FileTrees
import FunctionCompute

extension LibraryCheck {
    /// What the files of each package need and do not find, in all functions of a check; layers that no function uses are
    /// looked at by themselves, on the runtimes that they name.
    static func missing(
        _ functions: [FunctionUnderTest], _ facts: [FunctionFacts], _ opened: OpenedPackages,
        _ packages: [PackageSubject], _ own: [Package]
    ) async -> [ObjectIdentifier: [MissingLibrary]] {
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
        var used: Set<String> = []
        for (function, facts) in zip(functions, facts) {
            let files = ([function.code] + function.layers.map(\.file)).compactMap(\.self)
            used.formUnion(files)
            guard let runtime = facts.runtime, runtime.debian != nil else { continue }
            subjects.append(
                Subject(function, facts, runtime, opened, natives, files: files.filter { opened.contents[$0] != nil }))
        }
        for package in own where !used.contains(package.file) && package.id.kind == .layer {
            guard let contents = opened.contents[package.file] else { continue }
            for runtime in package.runtimes.compactMap({ RuntimeCatalogue.runtime($0) }) where runtime.debian != nil {
                subjects.append(
                    Subject(
                        name: "", runtime: runtime, view: InstanceView(code: nil, layers: [contents]), environment: [:],
                        files: [package.file], hasUnknownLayers: false, started: nil, mayChangeSearch: true))
            }
        }
        let missing = await LibraryCheck(indexes: indexes).missing(of: subjects)
        var byPackage: [ObjectIdentifier: [MissingLibrary]] = [:]
        for (file, items) in missing {
            if let contents = opened.contents[file] { byPackage[ObjectIdentifier(contents)] = items }
        }
        return byPackage
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
            name: description.name, runtime: runtime, view: facts.view, environment: description.environment,
            files: files, hasUnknownLayers: function.layers.contains { $0.file.flatMap { opened.contents[$0] } == nil },
            started: started, mayChangeSearch: runtime.family == .custom && !isProgram)
    }
}
