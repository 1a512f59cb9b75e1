import Archives
import BuildModel
import Dispatch
import FileTrees
import Synchronization

/// Where the members of a wheel go in a package: the binary distribution format's spreading of `.data` folders (PEP 427),
/// with the members' compressed bytes left as they are.
struct WheelPlacement {
    /// A wheel that cannot be placed, though it was verified.
    struct Failure: Error {
        let entry: String?
        let reason: String
    }

    /// An entry of the package.
    struct Placed: Sendable {
        let member: ZipMember
        let fingerprint: PackageContents.Fingerprint
    }

    private let wheel: ZipDirectory
    private let distribution: LockedDistribution
    private let destination: String
    private let information: String
    private var records: [WheelRecord] = []
    private var placed: [Placed] = []

    /// The entries of all distributions, each wheel opened and spread on whatever core is free. They stand in the order of
    /// the distributions, a failure in the place of the entries of a wheel that cannot be placed.
    static func entries(
        of distributions: [LockedDistribution], destination: String
    ) -> [Result<[Placed], any Error>] {
        let results = Mutex<[Result<[Placed], any Error>]>(Array(repeating: .success([]), count: distributions.count))
        DispatchQueue.concurrentPerform(iterations: distributions.count) { index in
            let result = Result {
                var placement = try WheelPlacement(of: distributions[index], destination: destination)
                try placement.place()
                return placement.placed
            }
            results.withLock { $0[index] = result }
        }
        return results.withLock { $0 }
    }

    /// Opens the wheel of a distribution; modules go to `destination` (empty for the root), scripts to `bin`.
    private init(of distribution: LockedDistribution, destination: String) throws {
        wheel = try ZipDirectory(path: distribution.wheel)
        self.distribution = distribution
        self.destination = destination
        guard
            let record = wheel.entries.first(where: {
                $0.name.hasSuffix(".dist-info/RECORD") && !$0.name.dropLast(17).contains("/")
            })
        else { throw Failure(entry: nil, reason: "has no `.dist-info/RECORD`") }
        information = String(record.name.dropLast("/RECORD".count))
    }

    /// Places all entries of the wheel, the scripts that it declares, and RECORD and INSTALLER as an installer writes them.
    private mutating func place() throws {
        let hashes = try recordedHashes()
        let declared = try text(of: information + "/entry_points.txt").map(ConsoleScripts.parse) ?? []
        let replaced = Set(declared.map(\.name))
        for entry in wheel.entries where !entry.isDirectory {
            guard entry.kind == .file else { throw Failure(entry: entry.name, reason: "is no plain file") }
            guard let place = try place(of: entry) else { continue }
            guard let record = hashes[entry.name] else { throw Failure(entry: entry.name, reason: "is not in RECORD") }
            // Old build tools pack a starter for each declared script as well; installers write their own in its place.
            if place.isScript, replaced.contains(place.path.name) { continue }
            if place.isScript, let script = try rewrittenScript(entry) {
                add(script, at: place.path, executable: true)
            } else {
                let member = ZipMember(
                    path: place.path, isExecutable: entry.isExecutable || place.isScript,
                    content: .copied(from: wheel, entry))
                placed.append(Placed(member: member, fingerprint: .record(record.hash)))
                records.append(WheelRecord(path: relative(place.path), hash: record.hash, size: Int64(entry.size)))
            }
        }
        try addGeneratedFiles(scripts: declared)
    }

    private func recordedHashes() throws -> [String: WheelRecord] {
        guard let text = try text(of: information + "/RECORD"), let lines = WheelRecord.parse(text) else {
            throw Failure(entry: information + "/RECORD", reason: "cannot be read")
        }
        return Dictionary(lines.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The place of a member; `nil` for what an installer writes anew.
    private func place(of entry: ZipEntry) throws -> (path: PackagePath, isScript: Bool)? {
        let data = information.dropLast("dist-info".count) + "data/"
        if entry.name.hasPrefix(data) {
            let parts = entry.name.dropFirst(data.count).split(separator: "/", maxSplits: 1)
            guard parts.count == 2 else {
                throw Failure(entry: entry.name, reason: "lies beside the folders of `.data`")
            }
            let rest = String(parts[1])
            switch parts[0] {
            case "purelib", "platlib", "data": return (try path(destination, rest), false)
            case "scripts": return (try path("bin", rest), true)
            case "headers": return (try path(destination, "include/" + distribution.name + "/" + rest), false)
            default: throw Failure(entry: entry.name, reason: "is in an unknown folder of `.data`")
            }
        }
        if entry.name.hasPrefix(information + "/") {
            switch entry.name.dropFirst(information.count + 1) {
            case "RECORD", "RECORD.jws", "RECORD.p7s", "INSTALLER": return nil
            default: break
            }
        }
        return (try path(destination, entry.name), false)
    }

    private mutating func addGeneratedFiles(scripts: [ConsoleScripts.Script]) throws {
        for script in scripts {
            let path = try path("bin", script.name)
            add(Array(ConsoleScripts.text(of: script).utf8), at: path, executable: true)
        }
        let installer = try path(destination, information + "/INSTALLER")
        add(Array("fclayer\n".utf8), at: installer, executable: false)
        let record = try path(destination, information + "/RECORD")
        records.append(WheelRecord(path: relative(record), hash: "", size: nil))
        let lines = records.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }.map { $0.line + "\n" }
        let bytes = Array(lines.joined().utf8)
        let member = ZipMember(path: record, isExecutable: false, content: .bytes(bytes))
        placed.append(Placed(member: member, fingerprint: .bytes(bytes)))
    }

    private mutating func add(_ bytes: [UInt8], at path: PackagePath, executable: Bool) {
        let member = ZipMember(path: path, isExecutable: executable, content: .bytes(bytes))
        placed.append(Placed(member: member, fingerprint: .bytes(bytes)))
        let hash = WheelRecord.hashField(of: FileDigest.sha256(of: bytes))
        records.append(WheelRecord(path: relative(path), hash: hash, size: Int64(bytes.count)))
    }

    /// The script with the target's interpreter line, if it asks for one with `#!python` (PEP 427). Wheels ship programs
    /// of tens of megabytes as scripts, too; nothing of that size was written in Python.
    private func rewrittenScript(_ entry: ZipEntry) throws -> [UInt8]? {
        guard entry.size <= 4 << 20 else { return nil }
        let bytes = try wheel.bytes(of: entry)
        guard bytes.starts(with: Array("#!python".utf8)) else { return nil }
        let rest = bytes.drop { $0 != UInt8(ascii: "\n") }.dropFirst()
        return Array(ConsoleScripts.interpreterLine.utf8) + rest
    }

    private func text(of name: String) throws -> String? {
        guard let entry = wheel.entry(named: name) else { return nil }
        return String(decoding: try wheel.bytes(of: entry, limit: 64 << 20), as: UTF8.self)
    }

    private func path(_ folder: String, _ rest: String) throws -> PackagePath {
        do {
            return try PackagePath(folder.isEmpty ? rest : folder + "/" + rest)
        } catch {
            throw Failure(entry: rest, reason: error.description)
        }
    }

    /// A path as RECORD writes it: relative to the folder of the modules.
    private func relative(_ path: PackagePath) -> String {
        guard !destination.isEmpty else { return path.text }
        return path.text.hasPrefix(destination + "/")
            ? String(path.text.dropFirst(destination.count + 1)) : "../" + path.text
    }
}
