import Archives
import ArtifactStore
public import BuildModel
import FileTrees
import Reporting

/// The store in one file, for the cache step of a CI service.
extension StoreKeeping {
    /// Writes what was used last, at most `limit` bytes, into a tar archive; says how much.
    public func export(to file: String, limit: Int64) async throws(StageFailure) -> String {
        let (store, secret) = (store, try secret())
        let result = await Blocking.run { () -> Result<(Int, Int64), StageFailure> in
            Result { () throws(StageFailure) in try Self.write(store, to: file, limit: limit, secret) }
        }
        let (count, size) = try result.get()
        return "wrote \(StoreReport.count(count, "file")), \(StoreReport.size(size)), into `\(file)`\n"
    }

    /// Takes in an archive that `export` wrote. Every file is held against its digest and every note against its proof; an archive
    /// with anything else in it is refused.
    public func take(from file: String, ifPresent: Bool = false) async throws(StageFailure) -> String {
        if ifPresent, !Files.exists(file) { return "there is no `\(file)` yet\n" }
        let (store, secret) = (store, try secret())
        let result = await Blocking.run { () -> Result<Taken, StageFailure> in
            Result { () throws(StageFailure) in try Self.read(file, into: store, secret) }
        }
        let taken = try result.get()
        var text =
            "took \(StoreReport.count(taken.count, "file")), \(StoreReport.size(taken.size)), into `\(store.root)`\n"
        if taken.unproven > 0 {
            text += "left out \(StoreReport.count(taken.unproven, "note")): "
            text +=
                secret == nil
                ? "`\(Self.variable)` is not set\n" : "they were written under another `\(Self.variable)`\n"
        }
        return text
    }

    /// What was taken from an archive.
    private struct Taken {
        var count = 0
        var size: Int64 = 0
        /// Notes without a proof that holds.
        var unproven = 0
    }

    private static let variable = "FCLAYER_CACHE_SECRET"

    /// What the machines that exchange archives know and strangers do not; without it notes stay where they are.
    private func secret() throws(StageFailure) -> String? {
        guard let secret = settings.environment[Self.variable], !secret.isEmpty else { return nil }
        guard secret.utf8.count >= 16 else {
            throw StageFailure(
                .usage,
                [
                    Finding(
                        rule: "cache-setting", severity: .error,
                        message: "`\(Self.variable)` must have 16 characters or more",
                        hint: "`openssl rand -hex 32` makes one")
                ])
        }
        return secret
    }

    private static func write(
        _ store: ContentStore, to file: String, limit: Int64, _ secret: String?
    ) throws(StageFailure) -> (Int, Int64) {
        let hold = StoreHold(store)
        defer { withExtendedLifetime(hold) {} }
        let temporary = file + ".part"
        do {
            let items = try store.transferable(limit: limit, withNotes: secret != nil)
            var writer = try TarWriter(path: temporary)
            for (name, item) in items {
                if let secret, item.kind == .notes {
                    let note = try Files.read(item.path, limit: noteLimit)
                    try writer.add(ContentStore.sealed(note: note, at: name, secret: secret), as: name)
                } else {
                    try writer.add(fileAt: item.path, size: item.size, as: name)
                }
            }
            try writer.finish()
            try Files.move(temporary, to: file)
            return (items.count, items.reduce(0) { $0 + $1.item.size })
        } catch {
            try? Files.remove(temporary)
            if let error = error as? StoreError { throw failure(error) }
            if (error as? ArchiveError)?.code == .diskFull || (error as? FileTreeError)?.code == .diskFull {
                throw refusal(.environment, "free some space: cannot write `\(file)`: no space is left on the disk")
            }
            throw refusal(.environment, "cannot write `\(file)`: \(error)")
        }
    }

    private static let noteLimit = 64 << 20

    private static func read(
        _ file: String, into store: ContentStore, _ secret: String?
    ) throws(StageFailure) -> Taken {
        let hold = StoreHold(store)
        defer { withExtendedLifetime(hold) {} }
        do {
            // Archives of ours are not compressed: what unpacks to more than the archive has is none.
            let length = UInt64(try Files.status(file).size)
            let bounds = TarBounds(entries: 1_000_000, memberBytes: length, totalBytes: length)
            var reader = try TarReader(path: file, bounds: bounds)
            var taken = Taken()
            let scratch = try store.scratch()
            while let entry = try reader.next() {
                guard entry.kind == .file, let place = ContentStore.place(of: entry.path) else {
                    throw refusal(
                        .usage, "`\(file)` is no archive of `fclayer cache export`: it has `\(entry.path)`")
                }
                switch place {
                case .blob(let digest):
                    let own = scratch.path + "/blob"
                    try copy(&reader, to: own)
                    _ = try store.insert(fileAt: own, expected: digest, keepingOriginal: false)
                case .note(let path):
                    let note = try reader.contents(limit: noteLimit)
                    guard let secret, try store.adopt(note: note, at: path, secret: secret) else {
                        taken.unproven += 1
                        continue
                    }
                }
                taken.count += 1
                taken.size += Int64(entry.size)
            }
            _ = consume scratch
            return taken
        } catch let failure as StageFailure {
            throw failure
        } catch let error as StoreError {
            if case .digestMismatch(let expected, let found) = error.code {
                throw refusal(.usage, "`\(file)` is damaged: the file \(expected) in it has the digest \(found)")
            }
            throw failure(error)
        } catch let error as FileTreeError where error.code == .diskFull {
            throw refusal(.environment, "free some space: \(error)")
        } catch {
            throw refusal(.usage, "`\(file)` cannot be taken in: \(error)")
        }
    }

    /// Unpacks the entry at hand, piece by piece.
    private static func copy(_ reader: inout TarReader, to path: String) throws {
        var output = try GrowingFile(path: path)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
        defer { buffer.deallocate() }
        while true {
            let count = try reader.read(into: buffer)
            guard count > 0 else { return }
            try output.append(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }

    private static func refusal(_ kind: StageFailure.Kind, _ message: String) -> StageFailure {
        StageFailure(kind, [Finding(rule: "cache-archive", severity: .error, message: message)])
    }
}
