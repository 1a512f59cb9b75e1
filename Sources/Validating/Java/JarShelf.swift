import Archives
import Synchronization

/// The jars of one run that were opened last, so that functions of one package do not unpack them again and again. Which
/// jars it still has changes nothing but time.
final class JarShelf: Sendable {
    /// What came of opening an entry.
    typealias Opening = Result<NestedArchive, ArchiveError>

    private struct Key: Hashable {
        let package: ObjectIdentifier
        let path: String
    }

    /// Jars that share a lock: one of them is opened at a time.
    private final class Board: Sendable {
        let jars = Mutex<(openings: [Key: Opening], bytes: Int)>(([:], 0))
    }

    /// What a board keeps unpacked.
    private static let largest = 48 << 20
    private let boards = (0..<8).map { _ in Board() }

    /// Opens an entry of a package, or hands out what is open already.
    func archive(_ path: String, _ file: InstanceView.File, limit: Int) -> Opening {
        let key = Key(package: ObjectIdentifier(file.package), path: path)
        let board = boards[Int(UInt(bitPattern: key.hashValue) % UInt(boards.count))]
        return board.jars.withLock { jars in
            if let known = jars.openings[key] { return known }
            let opening = Opening { () throws(ArchiveError) in
                try NestedArchive(file.entry, of: file.package.directory, limit: limit)
            }
            // A limit is a function's own: another one may have more room left.
            if case .failure(let error) = opening, error.code == .memberTooLarge { return opening }
            let bytes = (try? opening.get().unpackedSize) ?? 0
            if jars.bytes + bytes > Self.largest { jars = ([:], 0) }
            if bytes <= Self.largest {
                jars.openings[key] = opening
                jars.bytes += bytes
            }
            return opening
        }
    }
}
