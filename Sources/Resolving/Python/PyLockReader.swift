import BuildModel
import FileTrees
import TOMLKit

/// Reads PEP 751 locks: those that fclayer writes, those of uv and pip, and those that users bring.
struct PyLockReader {
    /// Why a lock cannot be used.
    struct Trouble: Error, Hashable {
        /// In words, with backticks.
        var message: String
        /// Line, where it is known.
        var line: Int?
    }

    /// Folder of the lock; paths in it count from there.
    let folder: String

    /// Reads a file.
    static func read(_ path: String) throws(Trouble) -> PyLock {
        let bytes: [UInt8]
        do { bytes = try Files.read(path) } catch { throw Trouble(message: "\(error)", line: nil) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Trouble(message: "it is not UTF-8 text", line: nil)
        }
        return try PyLockReader(folder: AbsolutePath.folder(of: path)).lock(text)
    }

    /// Reads text.
    func lock(_ text: String) throws(Trouble) -> PyLock {
        let table: TOMLTable
        do { table = try TOMLTable(string: text) } catch let error as TOMLParseError {
            throw Trouble(message: "it is not TOML: \(error.description)", line: Int(error.source.begin.line))
        } catch {
            throw Trouble(message: "it is not TOML: \(error)", line: nil)
        }
        guard let version = table["lock-version"]?.string else {
            throw Trouble(message: "it has no `lock-version`, so it is not a lock of PEP 751", line: nil)
        }
        guard version == "1" || version.hasPrefix("1.") else {
            throw Trouble(message: "its `lock-version` is \(version), fclayer reads 1.0", line: nil)
        }
        var lock = PyLock()
        lock.requiresPython = table["requires-python"]?.string
        lock.defaultGroups = strings(table["default-groups"])
        for (number, value) in (table["packages"]?.array ?? TOMLArray()).enumerated() {
            guard let entry = value.table else {
                throw Trouble(message: "`packages[\(number)]` is no table", line: nil)
            }
            lock.packages.append(try package(entry, number: number))
        }
        if let stamp = table["tool"]?.table?["fclayer"]?.table,
            let inputs = stamp["inputs"]?.string.flatMap({ Digest($0) })
        {
            lock.stamp = LockStamp(
                inputs: inputs, runtime: stamp["runtime"]?.string ?? "", resolver: stamp["resolver"]?.string ?? "")
        }
        return lock
    }

    private func package(_ table: TOMLTable, number: Int) throws(Trouble) -> PyLockPackage {
        guard let name = table["name"]?.string, PythonName.isName(name) else {
            throw Trouble(message: "`packages[\(number)]` has no name", line: nil)
        }
        var package = PyLockPackage(name: PythonName.normalised(name))
        package.version = table["version"]?.string
        package.marker = table["marker"]?.string
        package.requiresPython = table["requires-python"]?.string
        package.index = table["index"]?.string.map(URLText.withoutCredentials)
        for value in table["wheels"]?.array ?? TOMLArray() {
            if let wheel = value.table { package.wheels.append(try file(wheel, of: name)) }
        }
        if let sdist = table["sdist"]?.table { package.sdist = try file(sdist, of: name) }
        if let archive = table["archive"]?.table { package.archive = try file(archive, of: name) }
        if let directory = table["directory"]?.table {
            guard let path = directory["path"]?.string else {
                throw Trouble(message: "the `directory` of `\(name)` has no path", line: nil)
            }
            package.directory = .init(
                path: AbsolutePath.join(folder, path), isEditable: directory["editable"]?.bool ?? false,
                subfolder: directory["subdirectory"]?.string)
        }
        if let vcs = table["vcs"]?.table {
            guard let commit = vcs["commit-id"]?.string, let url = vcs["url"]?.string ?? vcs["path"]?.string else {
                throw Trouble(message: "the `vcs` of `\(name)` lacks `url` or `commit-id`", line: nil)
            }
            package.repository = .init(
                kind: vcs["type"]?.string ?? "git", url: URLText.withoutCredentials(url), commit: commit,
                subfolder: vcs["subdirectory"]?.string)
        }
        return package
    }

    private func file(_ table: TOMLTable, of package: String) throws(Trouble) -> PyLockFile {
        var url = table["url"]?.string.map(URLText.withoutCredentials)
        var path = table["path"]?.string.map { AbsolutePath.join(folder, $0) }
        if let text = url, let local = FileURL.path(text) {
            path = local
            url = nil
        }
        guard let place = path ?? url else {
            throw Trouble(message: "a file of `\(package)` has neither `url` nor `path`", line: nil)
        }
        let last = path == nil ? URLText.fileName(of: place) : AbsolutePath.name(of: place)
        let name = table["name"]?.string ?? last
        guard !name.isEmpty, !name.contains("/"), name != "..", name != "." else {
            throw Trouble(message: "a file of `\(package)` has no usable name", line: nil)
        }
        return PyLockFile(
            name: name, url: url, path: path, size: table["size"]?.int.map(Int64.init),
            digest: table["hashes"]?.table?["sha256"]?.string.flatMap { Digest($0) },
            subfolder: table["subdirectory"]?.string)
    }

    private func strings(_ value: (any TOMLValueConvertible)?) -> [String] {
        (value?.array).map { $0.compactMap { $0.string } } ?? []
    }
}
