import Binaries
import BuildModel
import FunctionCompute

extension LibraryResolution {
    /// Looks for one name.
    ///
    /// - Parameters:
    ///   - chain: Folders of DT_RPATH that count for the file.
    ///   - isStrict: Whether nothing else was loaded before.
    func answer(_ name: String, _ place: Place, chain: [String], isStrict: Bool) -> Answer {
        let node = node(place)
        if name.contains("/") { return answerPath(name, place, node) }
        let folders = chain + search.variable + search.folders(node.elf.runpath, origin: node.folder)
        let wanted = Set(folders)
        var isNoLibrary = false
        var elsewhere: String?
        for (index, package) in packages.enumerated() {
            for candidate in package.byName[name] ?? [] {
                guard wanted.contains(candidate.folder) else {
                    elsewhere = elsewhere ?? candidate.folder + "/" + name
                    continue
                }
                if let node = candidate.node { return .loaded(Place(package: index, node: node)) }
                guard candidate.isNoLibrary else { return .fine }
                isNoLibrary = true
            }
        }
        let presence = ImageLibraries.presence(of: name, on: runtime)
        if presence == .present, !isNoLibrary { return .fine }
        // A copy for a musl system is a finding of its own.
        if Musl.isLibrary(name) { return .fine }
        if !isStrict, !isNoLibrary {
            if let elsewhere, !Self.isLikeSystem(elsewhere) { return .fine }
            if packages.contains(where: { $0.bySoname[name] != nil }) { return .fine }
        }
        let isSure = presence == .unpackaged || isNoLibrary
        return .missing(
            MissingLibrary(
                path: node.path, library: name, runtime: runtime, presence: presence,
                lookedIn: folders.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }, elsewhere: elsewhere,
                isNoLibrary: isNoLibrary, severity: severity(name, node, isSure: isSure, isStrict: isStrict)))
    }

    /// A name with a slash is a path: relative ones from the working folder, which is `/code`.
    private func answerPath(_ name: String, _ place: Place, _ node: LibraryIndex.Node) -> Answer {
        let last = LibraryIndex.lastPart(name)
        for text in LibrarySearch.expand(name, origin: node.folder) {
            guard let path = InstanceView.join("/code", text) else { continue }
            for (index, package) in packages.enumerated() where path.hasPrefix(package.root + "/") {
                let inside = String(path.dropFirst(package.root.count + 1))
                if let node = package.byPath[inside] { return .loaded(Place(package: index, node: node)) }
            }
            guard LibrarySearch.isOfPackages(path) else { return .fine }
        }
        if packages.contains(where: { $0.byName[last] != nil || $0.bySoname[last] != nil }) { return .fine }
        return .missing(
            MissingLibrary(
                path: node.path, library: name, runtime: runtime, presence: .unknown, lookedIn: [],
                severity: severity(name, node, isSure: false, isStrict: false)))
    }

    private func severity(
        _ name: String, _ node: LibraryIndex.Node, isSure: Bool, isStrict: Bool
    ) -> Finding.Severity {
        if hasUnknownLayers || search.hasUnknownFolders { return .note }
        if isStrict { return isSure ? .error : .warning }
        return LoadedByItself.isOptional(node) || LoadedByItself.isOptional(need: name) ? .note : .warning
    }

    /// A folder as system packages have it: nothing loads its libraries before they are asked for.
    private static func isLikeSystem(_ path: String) -> Bool {
        let folder = path[..<(path.lastIndex(of: "/") ?? path.endIndex)]
        return ["/opt/lib", "/opt/lib64", "/code/lib", "/code/lib64"].contains { folder == $0 }
            || ["/usr/lib", "/usr/lib64", "/usr/local/lib", "/x86_64-linux-gnu"].contains { folder.hasSuffix($0) }
    }
}

/// Libraries of the musl C library, as Alpine Linux has it.
enum Musl {
    static func isLibrary(_ name: String) -> Bool { name == "libc.so" || name.hasPrefix("libc.musl-") }

    /// Whether a file was built for musl: nothing of it loads where glibc is.
    static func built(_ elf: ELFFile) -> Bool {
        elf.needed.contains(where: isLibrary) || elf.interpreter?.contains("/ld-musl-") == true
    }
}

/// Which files are loaded by themselves, and which only where something special is used.
enum LoadedByItself {
    /// A module of Python or Node.js, or a program.
    static func isEntry(_ node: LibraryIndex.Node) -> Bool {
        // Some libraries can be executed too, to print their version.
        let isProgram = node.elf.interpreter != nil && !node.path.contains(".so")
        if node.path.hasSuffix(".node") || isProgram { return true }
        guard node.path.hasSuffix(".so") else { return false }
        return ExtensionModule(node.path) != nil
    }

    /// Plugins, tests and optional parts: a framework tries them and goes on without.
    static func isOptional(_ node: LibraryIndex.Node) -> Bool {
        let parts = node.path.split(separator: "/")
        let last = parts.last ?? ""
        // The windowing and sound parts of a JDK; numba's threading layers beside its own.
        if [
            "libawt_xawt.so", "libjawt.so", "libsplashscreen.so", "libjsound.so", "libjsoundalsa.so",
            "libfontmanager.so",
            "libjavafx",
        ].contains(where: { last.hasPrefix($0) }) {
            return true
        }
        if parts.contains("numba"), last.hasPrefix("tbbpool") || last.hasPrefix("omppool") { return true }
        return parts.dropLast().contains { optionalFolders.contains(String($0)) }
    }

    /// .NET's own tracing, which a published program always carries, asks for LTTng and is left alone without it.
    static func isOptional(need name: String) -> Bool { name.hasPrefix("liblttng-ust.so.") }

    private static let optionalFolders: Set<String> = [
        "plugins", "plugin", "tests", "test", "testing", "examples", "demos", "android", "electron",
    ]
}
