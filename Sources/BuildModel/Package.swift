public import FunctionCompute

/// A finished package: the wall behind `Assembling`.
public struct Package: Hashable, Sendable, Codable {
    /// Which package.
    public var id: PackageID
    /// Absolute path of the zip.
    public var file: String
    /// The runtimes it is for.
    public var runtimes: [String]
    /// Bytes of the zip.
    public var zippedSize: Int64
    /// Bytes of all entries after unpacking.
    public var unpackedSize: Int64
    /// Number of entries.
    public var entryCount: Int
    /// What it is made of: dependencies with version and licence, and the user's own folders; largest first.
    public var components: [PackageComponent]
    /// The folders in it that variables of a custom runtime must name.
    public var contents: CustomRuntimeEnvironment.LayerContents

    /// Makes a value.
    public init(
        id: PackageID, file: String, runtimes: [String], zippedSize: Int64, unpackedSize: Int64, entryCount: Int,
        components: [PackageComponent],
        contents: CustomRuntimeEnvironment.LayerContents = .init()
    ) {
        self.id = id
        self.file = file
        self.runtimes = runtimes
        self.zippedSize = zippedSize
        self.unpackedSize = unpackedSize
        self.entryCount = entryCount
        self.components = components
        self.contents = contents
    }
}

/// What a finished package is known by. It is computed while the package is checked, since it needs the zip alone.
public struct PackageSums: Hashable, Sendable, Codable {
    /// SHA-256 of the zip.
    public var sha256: Digest
    /// CRC-64/ECMA-182 of the zip, as the platform computes it; `codeChecksum` is its decimal text.
    public var crc64: UInt64

    /// Makes a value.
    public init(sha256: Digest, crc64: UInt64) {
        self.sha256 = sha256
        self.crc64 = crc64
    }
}

/// A finished package with its sums: what reports speak of.
public struct SealedPackage: Hashable, Sendable, Codable {
    /// The package.
    public var package: Package
    /// What its zip is known by.
    public var sums: PackageSums

    /// Makes a value.
    public init(package: Package, sums: PackageSums) {
        self.package = package
        self.sums = sums
    }
}

/// A part of a package: a distribution, or a folder or file of the user's.
public struct PackageComponent: Hashable, Sendable, Codable {
    /// Name of the distribution, or the path of the user's folder or file.
    public var name: String
    /// Version of a distribution.
    public var version: String?
    /// Where it came from, without credentials: a URL or a path.
    public var origin: String
    /// The licence that its metadata names.
    public var licence: String?
    /// SHA-256 of the wheel it came from.
    public var digest: Digest?
    /// Entries that it brought.
    public var entryCount: Int
    /// Bytes of its entries in the zip.
    public var zippedSize: Int64
    /// Bytes of its entries after unpacking.
    public var unpackedSize: Int64

    /// Makes a value.
    public init(
        name: String, version: String? = nil, origin: String, licence: String? = nil, digest: Digest? = nil,
        entryCount: Int = 0, zippedSize: Int64 = 0, unpackedSize: Int64 = 0
    ) {
        self.name = name
        self.version = version
        self.origin = origin
        self.licence = licence
        self.digest = digest
        self.entryCount = entryCount
        self.zippedSize = zippedSize
        self.unpackedSize = unpackedSize
    }
}
