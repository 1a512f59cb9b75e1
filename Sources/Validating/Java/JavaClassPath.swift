import Archives
import Binaries
import BuildModel

/// Where a Java runtime finds classes: the root of the code, jars there and in `lib/`, and `/opt/java/lib` (D/021, D/065).
/// Jars are opened when a class is looked for that nothing before them has; their directories are read, not their contents.
/// Not for use from several tasks at once.
final class JavaClassPath {
    /// What became of looking for a class.
    enum Lookup {
        case missing
        case found(JavaFoundClass)
        /// It is there and its bytes cannot be had.
        case unreadable(place: String)
    }

    /// Jars in the order in which they are searched.
    private(set) var jars: [JavaJar] = []
    private let view: InstanceView
    private var known: [String: Lookup] = [:]
    /// What may still be unpacked into memory for this function.
    private var budget = 192 << 20

    private let shelf: JarShelf

    init(view: InstanceView, shelf: JarShelf) {
        self.view = view
        self.shelf = shelf
        for folder in ["/code", "/code/lib", "/opt/java/lib"] {
            for name in view.names(in: folder) where name.hasSuffix(".jar") {
                guard let file = view.file(at: folder + "/" + name) else { continue }
                jars.append(JavaJar(file: file, mayHoldJars: folder == "/code"))
            }
        }
    }

    /// Jars that were looked into and cannot be read.
    var damaged: [(jar: JavaJar, words: String)] {
        jars.compactMap { jar in if case .damaged(let words) = jar.state { (jar, words) } else { nil } }
    }
    /// Whether a jar was left closed because it is too large, or locked: what is not found may be in it.
    var isIncomplete: Bool { jars.contains { if case .leftOut = $0.state { true } else { false } } }

    /// Looks for a class by its name with slashes.
    func find(_ name: String) -> Lookup {
        if let lookup = known[name] { return lookup }
        let lookup = search(name)
        known[name] = lookup
        return lookup
    }

    /// Whether the class is there, without reading it.
    func has(_ name: String) -> Bool {
        if case .found? = known[name] { return true }
        let entry = name + ".class"
        if view.file(at: "/code/" + entry) != nil { return true }
        // The jar that probably has it comes first, so that others stay closed.
        let (likely, others) = (
            jars.filter { $0.name.hasPrefix("fc-java-core") }, jars.filter { !$0.name.hasPrefix("fc-java-core") }
        )
        return (likely + others).contains { open($0)?.contains(entry) ?? false }
            || jars.contains { open($0)?.contains(entry) ?? false }
    }

    private func search(_ name: String) -> Lookup {
        let entry = name + ".class"
        if let file = view.file(at: "/code/" + entry) {
            guard let bytes = file.package.bytes(at: file.path) else { return .unreadable(place: file.path) }
            return .found(JavaFoundClass(name: name, place: file.path, jar: nil, bytes: bytes))
        }
        // The list grows by jars in jars.
        var index = 0
        while index < jars.count {
            defer { index += 1 }
            let jar = jars[index]
            guard let archive = open(jar), archive.contains(entry) else { continue }
            let place = "\(jar.shown)!\(entry)"
            guard let bytes = try? archive.bytes(of: entry) else { return .unreadable(place: place) }
            return .found(JavaFoundClass(name: name, place: place, jar: jar, bytes: bytes))
        }
        return .missing
    }

    /// The jar's directory, read on first use; `nil` if it cannot be had.
    func open(_ jar: JavaJar) -> NestedArchive? {
        if case .closed = jar.state {
            jar.open(limit: min(budget, NestedArchive.largest), shelf)
            if case .open(let archive) = jar.state {
                budget -= archive.unpackedSize
                if jar.mayHoldJars {
                    let inside = archive.names(endingWith: ".jar", limit: 500).filter {
                        $0.hasPrefix("lib/") && !$0.dropFirst(4).contains("/")
                    }
                    jars += inside.sorted().map { JavaJar(inside: jar, entry: $0) }
                }
            }
        }
        if case .open(let archive) = jar.state { return archive }
        return nil
    }

    /// Names of classes (with slashes) at the root and in the user's jars, for hints: no more than `limit`.
    func classNames(limit: Int) -> [String] {
        var names: [String] = []
        for path in view.code.map({ Array($0.files.keys) }) ?? [] where path.hasSuffix(".class") {
            names.append(String(path.dropLast(6)))
        }
        names.sort()
        for jar in jars where names.count < limit && !jar.isFromLayer {
            guard let archive = open(jar) else { continue }
            names += archive.names(endingWith: ".class", limit: limit - names.count).map { String($0.dropLast(6)) }
        }
        return Array(names.prefix(limit))
    }
}

/// A class that was found, with where it lies.
struct JavaFoundClass {
    /// With slashes, as it was looked for.
    let name: String
    /// Path inside the package, `lib/a.jar!com/example/A.class` in a jar.
    let place: String
    let jar: JavaJar?
    /// Facts, or why the file is no class.
    let file: Result<JavaClassFile, JavaClassError>

    init(name: String, place: String, jar: JavaJar?, bytes: [UInt8]) {
        self.name = name
        self.place = place
        self.jar = jar
        file = Result { () throws(JavaClassError) in try JavaClassFile(bytes: bytes) }
    }
}

/// A jar of the class path.
final class JavaJar {
    enum State {
        case closed
        case open(NestedArchive)
        case damaged(String)
        /// Too large, or of a kind that cannot be read here.
        case leftOut
    }

    /// Path inside its package, or in the jar around it.
    let shown: String
    let isFromLayer: Bool
    let mayHoldJars: Bool
    private(set) var state = State.closed
    private let source: Source

    private enum Source {
        case file(InstanceView.File)
        case inside(JavaJar, entry: String)
    }

    init(file: InstanceView.File, mayHoldJars: Bool) {
        source = .file(file)
        isFromLayer = file.instancePath.hasPrefix("/opt/")
        shown = isFromLayer ? file.instancePath : file.path
        self.mayHoldJars = mayHoldJars
    }

    init(inside jar: JavaJar, entry: String) {
        source = .inside(jar, entry: entry)
        isFromLayer = jar.isFromLayer
        shown = jar.shown + "!" + entry
        mayHoldJars = false
    }

    /// The last part of the path.
    var name: Substring { shown.lastIndex(of: "/").map { shown[shown.index(after: $0)...] } ?? shown[...] }

    func open(limit: Int, _ shelf: JarShelf) {
        do throws(ArchiveError) {
            switch source {
            case .file(let file):
                // What is left out must not depend on what the shelf happens to have.
                guard file.entry.size <= UInt64(max(0, limit)) else {
                    state = .leftOut
                    return
                }
                state = .open(try shelf.archive(file.path, file, limit: limit).get())
            case .inside(let jar, let entry):
                guard case .open(let archive) = jar.state,
                    let inner = try archive.archive(named: entry, limit: limit)
                else {
                    state = .leftOut
                    return
                }
                state = .open(inner)
            }
        } catch {
            switch error.code {
            case .memberTooLarge, .unsupportedMethod, .outOfResources, .systemFailure, .notPermitted:
                state = .leftOut
            default: state = .damaged(error.detail)
            }
        }
    }
}
