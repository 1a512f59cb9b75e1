import Archives
import BuildModel
import FileTrees
import FunctionCompute

/// Lays out what Maven or Gradle made as Function Compute wants it: classes at the root and jars in `lib` (D/065), or one jar
/// that has everything; in layers jars alone (D/021).
struct JavaPlacement {
    let build: ToolBuild
    /// The empty folder that takes the results.
    let output: String
    /// Folders with the project's own classes and resources.
    var classes: [String]
    /// The jars that it needs when it runs.
    var jars: [JavaJar]
    /// Folders in which the tool leaves jars of its own.
    var made: [String]
    /// What the project is called, for a jar of its own.
    var name: String

    /// Places all; returns the jars that went in.
    func place() throws(StageFailure) -> [JavaJar] {
        let isBuiltIn = RuntimeCatalogue.runtime(build.runtime)?.family == .java
        if build.part == .all, let whole = wholeJar(forBuiltIn: isBuiltIn) {
            let file = Self.name(whole)
            try copy(
                JavaJar(file: whole, name: file, isOwn: true), to: isBuiltIn || build.isLayer ? "lib/" + file : file)
            return jars
        }
        if build.part != .dependencies {
            if build.isLayer {
                let target = output + "/lib/" + name + ".jar"
                if try !files(in: classes).isEmpty {
                    try BuildFailure.onDisk { () throws(FileTreeError) in try Files.makeFolders(output + "/lib") }
                    try JarWriter.write(classes, to: target)
                }
            } else {
                try copyClasses()
            }
        }
        guard build.part != .code else { return [] }
        for jar in named(jars) { try copy(jar, to: "lib/" + jar.name) }
        return jars
    }

    /// A jar that holds more than the project's own classes: made by the shade, assembly or Spring Boot plugins, by Shadow or
    /// by a task of the user's. The jars of Spring Boot start themselves, which only a custom runtime lets them do.
    private func wholeJar(forBuiltIn isBuiltIn: Bool) -> String? {
        let own = Set((try? files(in: classes)) ?? [])
        var best: (path: String, size: UInt64)?
        for folder in made {
            for name in ((try? Files.names(inFolder: folder)) ?? []).sorted() where Self.mayBeWhole(name) {
                guard let jar = try? ZipDirectory(path: folder + "/" + name, policy: .inspect) else { continue }
                let boots = jar.entries.contains { $0.name.hasPrefix("BOOT-INF/") }
                guard !boots || !isBuiltIn else { continue }
                let hasMore = jar.entries.contains {
                    $0.name.hasSuffix(".class") && !$0.name.hasPrefix("META-INF/") && !own.contains($0.name)
                }
                guard boots || hasMore, jar.fileSize > best?.size ?? 0 else { continue }
                best = (jar.path, jar.fileSize)
            }
        }
        return best?.path
    }

    private static func mayBeWhole(_ name: String) -> Bool {
        guard name.hasSuffix(".jar"), !name.hasPrefix("original-") else { return false }
        return !["-sources", "-javadoc", "-tests", "-test-sources", "-plain"].contains { name.hasSuffix($0 + ".jar") }
    }

    /// Jars of different groups may have one file name: those get their groups in front.
    private func named(_ jars: [JavaJar]) -> [JavaJar] {
        var count: [String: Int] = [:]
        for jar in jars { count[jar.name.lowercased(), default: 0] += 1 }
        return jars.map { jar in
            guard count[jar.name.lowercased()] ?? 0 > 1, !jar.group.isEmpty else { return jar }
            var jar = jar
            jar.name = jar.group + "." + jar.name
            return jar
        }
    }

    private func copyClasses() throws(StageFailure) {
        for folder in classes.reversed() {
            try BuildFailure.onDisk { () throws(FileTreeError) in
                let listing = try FileTree.walk(folder)
                for entry in listing.entries where entry.kind == .file {
                    let target = output + "/" + entry.path
                    if let parent = Files.parentFolder(of: target) { try Files.makeFolders(parent) }
                    try Files.remove(target)
                    try Files.copy(folder + "/" + entry.path, to: target, mode: entry.isExecutable ? 0o755 : 0o644)
                }
            }
        }
    }

    private func copy(_ jar: JavaJar, to place: String) throws(StageFailure) {
        let target = output + "/" + place
        try BuildFailure.onDisk { () throws(FileTreeError) in
            if let parent = Files.parentFolder(of: target) { try Files.makeFolders(parent) }
        }
        if jar.isOwn { return try JarWriter.normalise(jar.file, to: target) }
        try BuildFailure.onDisk { () throws(FileTreeError) in
            try Files.remove(target)
            try Files.copy(jar.file, to: target, mode: 0o644)
        }
    }

    private func files(in folders: [String]) throws(StageFailure) -> [String] {
        var files: [String] = []
        for folder in folders {
            let listing = try BuildFailure.onDisk { () throws(FileTreeError) in try FileTree.walk(folder) }
            files += listing.entries.filter { $0.kind == .file }.map(\.path)
        }
        return files
    }

    private static func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
}
