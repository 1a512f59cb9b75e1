import Archives
import BuildModel

/// Packs a package's tarball into a zip with the files that npm would install from it.
enum NpmTarball {
    /// The form of the zips in the store; counts up when what `pack` writes changes.
    static let bucket = "npm-tarball-3"

    /// What a tarball holds.
    struct Facts: Codable, Sendable {
        /// The package itself and those that are bundled in it.
        var packages: [Inner] = []

        /// The package in a folder of the tarball; the tarball's own is in the empty one.
        func package(at folder: String) -> Inner? { packages.first { $0.folder == folder } }
    }

    /// A package in a tarball.
    struct Inner: Codable, Sendable {
        var folder: String
        var name: String?
        var version: String?
        var licence: String?
        /// Its programs that are there; paths in its folder.
        var programs: [String]
        /// Scripts that npm would run, in their order.
        var scripts: [Script]
        /// Whether it has what node-gyp compiles.
        var isCompiled: Bool
        /// Platforms that it says it is for; npm's locks leave `libc` out.
        var os: [String]?
        var cpu: [String]?
        var libc: [String]?
    }

    /// A script that npm runs when it installs a package.
    struct Script: Codable, Sendable {
        var event: String
        var command: String
    }

    /// Packs a tarball and tells what it holds. As npm does, it drops the first part of every name and every link, makes
    /// `.gitignore` an `.npmignore`, and takes carriage returns off the first lines of programs.
    static func pack(_ tarball: String, into zip: String, scratch: String) throws(ArchiveError) -> Facts {
        var ignoreFiles: Set<String> = []
        var facts = Facts()
        _ = try TarReader(path: tarball).pack(
            into: zip, scratch: scratch,
            placing: { (entry) throws(ArchiveError) -> PackedPlace? in
                guard case .file = entry.kind, let slash = entry.path.firstIndex(of: "/") else { return nil }
                var path = String(entry.path[entry.path.index(after: slash)...])
                let name = path.split(separator: "/").last.map(String.init) ?? path
                if name == ".npmignore" { ignoreFiles.insert(path) }
                if name == ".gitignore" {
                    path = path.dropLast(".gitignore".count) + ".npmignore"
                    if ignoreFiles.contains(path) { return nil }
                }
                do throws(PackagePath.Refusal) {
                    return PackedPlace(try PackagePath(path))
                } catch {
                    throw ArchiveError(
                        .refused(.nameWithControlCharacter), .read, path: tarball, entry: entry.path,
                        detail: "the name \(error)")
                }
            },
            finishing: { (members) throws(ArchiveError) in
                facts = Self.facts(of: members)
                guard facts.package(at: "") != nil else {
                    throw ArchiveError(
                        .notTar, .read, path: tarball, detail: "it has no `package.json`, so it is no package of npm")
                }
                for inner in facts.packages {
                    for program in inner.programs { finish(join(inner.folder, program), in: &members) }
                }
            })
        return facts
    }

    static func join(_ folder: String, _ path: String) -> String { folder.isEmpty ? path : folder + "/" + path }

    private static func facts(of members: [PackagePath: ZipMember]) -> Facts {
        var facts = Facts()
        for (path, member) in members where path.name == "package.json" {
            guard path.folder.isEmpty || NpmLocation.name(path.folder) != nil,
                case .bytes(let bytes) = member.content, var package = NpmPackage(bytes)
            else { continue }
            func exists(_ name: String) -> Bool {
                (try? PackagePath(join(path.folder, name))).map { members[$0] != nil } ?? false
            }
            // A text for `bin` is a program with the package's name, which a package inside of others may lack.
            if package.name == nil, let name = NpmLocation.name(path.folder) { package.name = name }
            facts.packages.append(
                Inner(
                    folder: path.folder, name: package.name, version: package.version, licence: package.licence,
                    programs: Set(package.bin.values).filter(exists).sorted(),
                    scripts: scripts(of: package, hasBinding: exists("binding.gyp")),
                    isCompiled: exists("binding.gyp"), os: package.os, cpu: package.cpu, libc: package.libc))
        }
        facts.packages.sort { $0.folder < $1.folder }
        return facts
    }

    /// What npm runs: without a script that says otherwise, a `binding.gyp` is compiled.
    private static func scripts(of package: NpmPackage, hasBinding: Bool) -> [Script] {
        var commands = package.scripts.filter { !$0.value.isEmpty }
        if hasBinding, !package.refusesCompiling, commands["install"] == nil, commands["preinstall"] == nil {
            commands["install"] = "node-gyp rebuild"
        }
        return ["preinstall", "install", "postinstall"].compactMap { event in
            commands[event].map { Script(event: event, command: $0) }
        }
    }

    /// `#!/usr/bin/env node` with a carriage return behind it starts nothing.
    private static func finish(_ program: String, in members: inout [PackagePath: ZipMember]) {
        guard let path = try? PackagePath(program), let member = members[path], case .bytes(var bytes) = member.content,
            bytes.starts(with: "#!".utf8), let end = bytes.firstIndex(of: UInt8(ascii: "\n")), end > 3,
            bytes[end - 1] == UInt8(ascii: "\r")
        else { return }
        bytes.remove(at: end - 1)
        members[path] = ZipMember(path: path, isExecutable: member.isExecutable, content: .bytes(bytes))
    }
}
