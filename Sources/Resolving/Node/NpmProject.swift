import BuildModel
import FileTrees

/// A project of npm as it stands on disk: `package.json`, the lock, and the folders that are part of it.
struct NpmProject: Sendable {
    let folder: String
    /// How messages name the lock.
    let shownLock: String
    let manifest: NpmPackage
    let tree: NpmTree
    /// What the lock and `package.json` disagree about, in words; empty where they are in step.
    let differences: [String]

    /// Reads a project whose lock is there.
    init(_ source: NodeSource, settings: ResolverSettings) throws(StageFailure) {
        folder = source.folder
        shownLock = settings.shown(source.lock)
        let bytes: [UInt8]
        do throws(FileTreeError) { bytes = try Files.read(source.lock) } catch { throw StageFailure(error) }
        let lock: NpmLock
        do throws(NpmLock.Trouble) { lock = try NpmLock(bytes) } catch {
            throw StageFailure(
                .project, "lock-unreadable", "the lock `\(shownLock)` cannot be used: \(error.message)",
                at: .init(file: shownLock), hint: error.hint)
        }
        // As in npm, a lock without `package.json` stands for it.
        let read = try Self.manifest(in: folder, settings: settings)
        guard let manifest = read ?? lock.packages[""] else {
            throw StageFailure(
                .project, "lock-unreadable", "the lock `\(shownLock)` says nothing about the project itself",
                at: .init(file: shownLock), hint: "write it anew with `npm install --package-lock-only`")
        }
        self.manifest = manifest
        var manifests = ["": manifest]
        for package in lock.packages.values {
            guard let target = NpmTree.target(of: package), !target.isEmpty else { continue }
            let place = AbsolutePath.join(folder, target)
            if let own = try Self.manifest(in: place, settings: settings) { manifests[target] = own }
        }
        let workspaces = NpmWorkspaces(folder: folder, patterns: manifest.workspaces).folders(settings: settings)
        var tree = NpmTree(lock, manifests: manifests, workspaces: workspaces)
        let check = NpmLockCheck(lock: lock, tree: tree, manifests: manifests, workspaces: workspaces)
        differences = check.differences
        if check.isRootChanged { tree.renewFlags() }
        self.tree = tree
    }

    /// The manifest in a folder; `nil` where there is none.
    static func manifest(in folder: String, settings: ResolverSettings) throws(StageFailure) -> NpmPackage? {
        let path = folder + "/package.json"
        guard Files.exists(path) else { return nil }
        let bytes: [UInt8]
        do throws(FileTreeError) { bytes = try Files.read(path) } catch { throw StageFailure(error) }
        guard let package = NpmPackage(bytes) else {
            throw StageFailure(
                .project, "npm-manifest-unreadable", "`\(settings.shown(path))` is not a JSON object",
                at: .init(file: settings.shown(path)),
                hint: "`node -p 'require(\"./package.json\")'` says where it breaks")
        }
        return package
    }
}

/// The folders that `workspaces` of a `package.json` names.
struct NpmWorkspaces: Sendable {
    let folder: String
    let patterns: [String]

    /// Folders relative to the project by the names of their packages.
    func folders(settings: ResolverSettings) -> [String: String] {
        var found: Set<String> = []
        for pattern in patterns {
            let isTaken = !pattern.hasPrefix("!")
            let parts = (isTaken ? pattern[...] : pattern.dropFirst()).split(separator: "/").filter { $0 != "." }
            let matches = match(parts[...], in: "")
            if isTaken { found.formUnion(matches) } else { found.subtract(matches) }
        }
        var result: [String: String] = [:]
        for place in found {
            guard let package = try? NpmProject.manifest(in: folder + "/" + place, settings: settings) else { continue }
            result[package.name ?? AbsolutePath.name(of: place)] = place
        }
        return result
    }

    private func match(_ parts: ArraySlice<Substring>, in place: String) -> Set<String> {
        guard let part = parts.first else {
            return !place.isEmpty && Files.exists("\(folder)/\(place)/package.json") ? [place] : []
        }
        func below(_ name: String) -> String { place.isEmpty ? name : place + "/" + name }
        let rest = parts.dropFirst()
        guard part.contains(where: { "*?[{".contains($0) }) else { return match(rest, in: below(String(part))) }
        var found: Set<String> = part == "**" ? match(rest, in: place) : []
        let names = (try? Files.names(inFolder: folder + "/" + place)) ?? []
        for name in names where !name.hasPrefix(".") && name != "node_modules" {
            guard (try? Files.status("\(folder)/\(below(name))", followingLink: false))?.kind == .folder else {
                continue
            }
            if part == "**" {
                found.formUnion(match(parts, in: below(name)))
            } else if Self.fits(Array(name), Array(part)) {
                found.formUnion(match(rest, in: below(name)))
            }
        }
        return found
    }

    /// `*` and `?` within a name.
    private static func fits(_ name: [Character], _ pattern: [Character]) -> Bool {
        var (index, place) = (0, 0)
        var star: (pattern: Int, name: Int)?
        while index < name.count {
            if place < pattern.count, pattern[place] == "*" {
                star = (place, index)
                place += 1
            } else if place < pattern.count, pattern[place] == "?" || pattern[place] == name[index] {
                index += 1
                place += 1
            } else if let last = star {
                star = (last.pattern, last.name + 1)
                place = last.pattern + 1
                index = last.name + 1
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == "*" }
    }
}
