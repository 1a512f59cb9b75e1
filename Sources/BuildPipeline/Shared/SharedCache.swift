import Archives
import BuildModel
import Downloads
import FileTrees
import FunctionCompute

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Packages in a cache on another machine, by a key that every machine computes alike.
struct SharedCache: Sendable {
    /// What a cache says of a package beside its bytes. The rest is read from the zip.
    private struct Description: Codable {
        var form = 2
        var components: [PackageComponent]
        /// What was said when it was made, none of it an error.
        var said: [Finding]
    }

    /// A package of the cache.
    struct Found: Sendable {
        var package: Package
        /// SHA-256 of the zip, taken while it came in.
        var digest: Digest
        var said: [Finding]
    }

    let remote: RemoteCache
    let mode: SharedCacheChoice.Mode
    /// The project's folder, which no machine shares.
    let root: String

    /// The package of a key, fetched to `file` whose folder exists; `nil` if the cache does not have it, or not as it should be.
    func find(_ key: Digest, plan: PackagePlan, to file: String) async -> Found? {
        guard let bytes = await remote.record(key), let record = ActionRecord(bytes),
            (0...Self.sizeLimit).contains(record.file.size),
            let described = try? JSONDecoder().decode(Description.self, from: Data(record.text)), described.form == 2,
            described.said.count <= Self.mostSaid,
            await remote.fetch(record.file.digest, size: record.file.size, to: file)
        else { return nil }
        let package = await Blocking.run { () -> Package? in
            self.package(plan, file, components: described.components)
        }
        guard let package else {
            try? Files.remove(file)
            return nil
        }
        // Nobody elsewhere ends a build here.
        return Found(
            package: package, digest: record.file.digest, said: described.said.filter { $0.severity != .error })
    }

    /// Gives the cache a package; whether it took it.
    func offer(_ offer: SharedPackages.Offer) async -> Bool {
        let (package, sums) = (offer.sealed.package, offer.sealed.sums)
        guard offer.said.count <= Self.mostSaid, !offer.said.contains(where: { $0.severity == .error }) else {
            return false
        }
        let described = Description(
            components: package.components.map {
                var component = $0
                component.origin = PortableKey.shared(component.origin, root: root)
                return component
            }, said: offer.said)
        guard let text = try? JSONEncoder().encode(described), text.count < RemoteCache.recordLimit / 2,
            await remote.give(fileAt: package.file, digest: sums.sha256)
        else { return false }
        let file = ActionRecord.File(name: "package.zip", digest: sums.sha256, size: package.zippedSize)
        return await remote.give(record: ActionRecord(file: file, text: Array(text)).bytes, for: offer.key)
    }

    /// Findings that a record has at most.
    private static let mostSaid = 1000

    /// No package that the platform takes is larger.
    private static let sizeLimit: Int64 = 512 << 20

    /// A package as its zip says; `nil` for a zip that is damaged or hostile.
    private func package(_ plan: PackagePlan, _ file: String, components: [PackageComponent]) -> Package? {
        let isCopy = if case .archive = plan.ingredients.first { true } else { false }
        guard let zip = try? ZipDirectory(path: file, policy: isCopy ? .inspect : .strict) else { return nil }
        var contents = CustomRuntimeEnvironment.LayerContents()
        for entry in zip.entries { contents.insert(entry.name) }
        return Package(
            id: plan.id, file: file, runtimes: plan.runtimes, zippedSize: Int64(clamping: zip.fileSize),
            unpackedSize: zip.entries.reduce(0) { $0 &+ Int64(clamping: $1.size) }, entryCount: zip.entries.count,
            components: components.map {
                var component = $0
                component.origin = PortableKey.local(component.origin, root: root)
                return component
            }, contents: contents)
    }
}
