import Archives
import Binaries
import Synchronization

/// What the Swift programs of one run tell, each read once however many functions start it.
final class SwiftPrograms: Sendable {
    /// The module of the library for handlers.
    static let library = "FunctionComputeRuntime"
    /// Larger programs are not read: a static one with full Foundation has 60 MB.
    private static let largest = 256 << 20

    private struct Key: Hashable {
        let package: ObjectIdentifier
        let path: String
    }

    /// Programs are read one at a time: each takes as much memory as it is long.
    private let known = Mutex<[Key: SwiftProgram?]>([:])

    /// What a file tells; `nil` where it is no Swift program, or damaged.
    func program(_ file: InstanceView.File) -> SwiftProgram? {
        known.withLock { known in
            let key = Key(package: ObjectIdentifier(file.package), path: file.path)
            if let program = known[key] { return program }
            let program = Self.read(file)
            known[key] = .some(program)
            return program
        }
    }

    private static func read(_ file: InstanceView.File) -> SwiftProgram? {
        guard file.entry.size <= UInt64(largest), file.entry.size >= 64,
            let bytes = try? file.package.directory.bytes(of: file.entry, limit: largest),
            BinaryKind(firstBytes: bytes.prefix(BinaryKind.bytesNeeded)) == .elf
        else { return nil }
        return (try? SwiftProgram(bytes: bytes, protocolsOf: [library])) ?? nil
    }
}
