import Archives

/// Which entries of a package are looked into for secrets: the user's own texts. What installers brought is not: keys in
/// there are for their own tests.
struct SecretScan: Sendable {
    private let folders: PackageFolders
    private let isOurs: Bool

    /// Bytes of our own zips that are unpacked only to look for secrets. Of others every entry is read anyhow.
    private static let mostOfOurs: UInt64 = 64 << 20

    init(_ folders: PackageFolders, isOurs: Bool) {
        self.folders = folders
        self.isOurs = isOurs
    }

    /// The entries of a package that are to be looked into, by their places in the directory.
    func places(in contents: PackageContents) -> Set<Int> {
        var places: Set<Int> = []
        var bytes: UInt64 = 0
        let wanted = contents.files.filter { isText($0.key, $0.value) }
        for (_, entry) in isOurs ? wanted.sorted(by: { $0.value.size < $1.value.size }) : Array(wanted) {
            bytes += entry.size
            if isOurs, bytes > Self.mostOfOurs { break }
            places.insert(entry.index)
        }
        return places
    }

    private func isText(_ path: String, _ entry: ZipEntry) -> Bool {
        guard entry.kind == .file, !entry.isEncrypted, (16...SecretText.largest).contains(entry.size) else {
            return false
        }
        let (traits, _, name) = folders.traits(of: path)
        guard traits.isDisjoint(with: [.thirdParty, .versionControl, .cache]) else { return false }
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return true }
        return !Self.binary.contains(name[name.index(after: dot)...].lowercased())
    }

    private static let binary: Set<String> = [
        "so", "pyc", "pyd", "class", "jar", "war", "zip", "gz", "bz2", "xz", "tar", "whl", "png", "jpg", "jpeg", "gif",
        "webp", "ico", "pdf", "woff", "woff2", "ttf", "otf", "eot", "mp3", "mp4", "wav", "npy", "npz", "pb", "onnx",
        "node", "dll", "exe", "dylib", "a", "o", "wasm", "sqlite", "db", "parquet", "dat", "bin", "svg",
    ]
}

/// The bytes of one entry on their way to the search for secrets.
struct SecretReading: Sendable {
    private let size: Int
    private var bytes: [UInt8] = []
    /// What was found.
    private(set) var sightings: [SecretSighting] = []

    init(size: Int) { self.size = size }

    /// Takes the next piece; most files come as one.
    mutating func take(_ piece: UnsafeRawBufferPointer) {
        if piece.count == size {
            sightings = SecretText.sightings(in: piece)
            return
        }
        guard bytes.count + piece.count <= Int(SecretText.largest) else { return }
        bytes.append(contentsOf: piece)
        guard bytes.count == size else { return }
        sightings = bytes.withUnsafeBytes { SecretText.sightings(in: $0) }
        bytes = []
    }
}
