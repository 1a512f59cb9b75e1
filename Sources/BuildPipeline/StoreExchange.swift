import Archives
import ArtifactStore
public import BuildModel
import FileTrees
import Reporting

/// The store in one file, for the cache step of a CI service.
extension StoreKeeping {
    /// Writes what was used last, at most `limit` bytes, into a tar archive; says how much.
    public func export(to file: String, limit: Int64) async throws(StageFailure) -> String {
        let store = store
        let result = await Blocking.run { () -> Result<(Int, Int64), StageFailure> in
            Result { () throws(StageFailure) in try Self.write(store, to: file, limit: limit) }
        }
        let (count, size) = try result.get()
        return "wrote \(StoreReport.count(count, "file")), \(StoreReport.size(size)), into `\(file)`\n"
    }

    /// Takes in an archive that `export` wrote. Every file is held against its digest; an archive with anything else in it is
    /// refused.
    public func take(from file: String, ifPresent: Bool = false) async throws(StageFailure) -> String {
        if ifPresent, !Files.exists(file) { return "there is no `\(file)` yet\n" }
        let store = store
        let result = await Blocking.run { () -> Result<(Int, Int64), StageFailure> in
            Result { () throws(StageFailure) in try Self.read(file, into: store) }
        }
        let (count, size) = try result.get()
        return "took \(StoreReport.count(count, "file")), \(StoreReport.size(size)), into `\(store.root)`\n"
    }

    private static func write(
        _ store: ContentStore, to file: String, limit: Int64
    ) throws(StageFailure) -> (Int, Int64) {
        let hold = StoreHold(store)
        defer { withExtendedLifetime(hold) {} }
        let temporary = file + ".part"
        do {
            let items = try store.transferable(limit: limit)
            var writer = try TarWriter(path: temporary)
            for (name, item) in items { try writer.add(fileAt: item.path, size: item.size, as: name) }
            try writer.finish()
            try Files.move(temporary, to: file)
            return (items.count, items.reduce(0) { $0 + $1.item.size })
        } catch {
            try? Files.remove(temporary)
            if let error = error as? StoreError { throw failure(error) }
            throw refusal(.environment, "cannot write `\(file)`: \(error)")
        }
    }

    private static func read(_ file: String, into store: ContentStore) throws(StageFailure) -> (Int, Int64) {
        let hold = StoreHold(store)
        defer { withExtendedLifetime(hold) {} }
        do {
            // Archives of ours are not compressed: what unpacks to more than the archive has is none.
            let length = UInt64(try Files.status(file).size)
            let bounds = TarBounds(entries: 1_000_000, memberBytes: length, totalBytes: length)
            var reader = try TarReader(path: file, bounds: bounds)
            var (count, size) = (0, Int64(0))
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
                    guard try store.adopt(note: try reader.contents(limit: 64 << 20), at: path) else {
                        throw refusal(.usage, "`\(file)` is damaged: `\(entry.path)` is not what it was")
                    }
                }
                count += 1
                size += Int64(entry.size)
            }
            _ = consume scratch
            return (count, size)
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
