public import BuildModel
import FileTrees
public import FunctionCompute

/// The Swift SDKs of this machine that fclayer made. They lie where SwiftPM looks for SDKs by itself.
public struct SwiftSDKStore: Sendable {
    /// The folder of the bundles (absolute).
    public let folder: String
    /// The version of fclayer, for records.
    let version: String

    /// A store in a folder.
    public init(folder: String, version: String) {
        self.folder = folder
        self.version = version
    }

    /// The folder by the environment: `FCLAYER_SWIFT_SDKS`, else SwiftPM's own under the home folder; `nil` without either.
    public static func location(environment: [String: String]) -> String? {
        if let own = environment["FCLAYER_SWIFT_SDKS"], own.hasPrefix("/") { return own }
        guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
        #if os(macOS)
            return home + "/Library/org.swift.swiftpm/swift-sdks"
        #else
            return home + "/.swiftpm/swift-sdks"
        #endif
    }

    /// The SDK of a target and a toolchain, whether it is there or not.
    public func sdk(_ target: SDKTarget, _ toolchain: SwiftToolchain) -> SwiftSDK {
        SwiftSDK(target: target, toolchain: toolchain, folder: folder)
    }

    /// How an SDK stands: a look at each of its files, none is read.
    public func state(of sdk: SwiftSDK) -> SwiftSDKState {
        guard Files.exists(sdk.bundle) else { return .missing }
        guard let record = SDKRecord(bundle: sdk.bundle) else { return .incomplete }
        return state(of: record, at: sdk.bundle, for: sdk.toolchain)
    }

    private func state(of record: SDKRecord, at bundle: String, for toolchain: SwiftToolchain?) -> SwiftSDKState {
        guard let toolchain, record.toolchain.isSame(as: toolchain),
            Files.exists(toolchain.usr + "/" + SDKBundle.staticStart)
        else { return .otherToolchain }
        guard record.recipe == SDKRecord.currentRecipe, let contents = try? SDKContents(bundle: bundle),
            contents == record.contents
        else { return .incomplete }
        return .ready
    }

    /// The toolchains that the SDKs here were made with.
    public var knownToolchains: [SwiftToolchain] { records().map(\.record.toolchain) }

    /// An SDK as `fclayer sdk list` shows it.
    public struct Installed: Hashable, Sendable, Codable {
        /// The identifier for `--swift-sdk`.
        public var id: String
        /// What it is for.
        public var target: SDKTarget
        /// The newest version of glibc that what is linked with it can need.
        public var glibc: DottedVersion
        /// The version of the toolchain that it was made with, and where that is.
        public var swift: DottedVersion
        /// The folder of that toolchain.
        public var toolchain: String
        /// How it stands.
        public var state: SwiftSDKState
        /// Bytes on disk, without the toolchain's libraries.
        public var size: Int64
        /// The bundle's folder.
        public var path: String
    }

    /// The SDKs here, by identifier. Those of others are left out.
    ///
    /// - Parameter toolchain: The toolchain on `PATH`, if there is one.
    public func list(_ toolchain: SwiftToolchain?) -> [Installed] {
        records().map { found in
            let record = found.record
            return Installed(
                id: found.id, target: record.target, glibc: record.glibc, swift: record.toolchain.version,
                toolchain: record.toolchain.usr, state: state(of: record, at: found.bundle, for: toolchain),
                size: record.contents.size, path: found.bundle)
        }
    }

    private func records() -> [(id: String, bundle: String, record: SDKRecord)] {
        let suffix = ".artifactbundle"
        return ((try? Files.names(inFolder: folder)) ?? []).filter { $0.hasSuffix(suffix) }.compactMap { name in
            let bundle = folder + "/" + name
            return SDKRecord(bundle: bundle).map { (String(name.dropLast(suffix.count)), bundle, $0) }
        }
    }

    /// Removes an SDK by its identifier, or those of a target. Gives the identifiers of what was removed; none is no error.
    public func remove(id: String? = nil, target: SDKTarget? = nil) async throws(StageFailure) -> [String] {
        let wanted = records().filter { $0.id == id || (target != nil && $0.record.target == target) }
        guard !wanted.isEmpty else { return [] }
        let lock = try await self.lock()
        for found in wanted {
            // By way of another name: what is half removed is never seen as an SDK.
            let aside = folder + "/" + Self.debrisPrefix + found.id
            try onDisk { () throws(FileTreeError) in
                try Files.remove(aside)
                try Files.move(found.bundle, to: aside)
                try Files.remove(aside)
            }
        }
        withExtendedLifetime(lock) {}
        return wanted.map(\.id)
    }

    /// What begins so in the folder is work in progress, or was left over by a run that was killed.
    static let debrisPrefix = ".fclayer-sdk-"

    /// One fclayer at a time changes the folder.
    func lock() async throws(StageFailure) -> FileLock {
        try onDisk { () throws(FileTreeError) in try Files.makeFolders(folder) }
        do { return try await FileLock.acquire(at: folder + "/.fclayer.lock", timeout: .seconds(600)) } catch {
            throw SDKFailure.disk(error)
        }
    }

    /// Removes what killed runs left over; only under the lock.
    func sweep() {
        for name in (try? Files.names(inFolder: folder)) ?? [] where name.hasPrefix(Self.debrisPrefix) {
            try? Files.remove(folder + "/" + name)
        }
    }
}
