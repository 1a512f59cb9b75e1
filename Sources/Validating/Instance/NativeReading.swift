import Binaries

/// The state of reading one entry: the bytes are kept only as long as they are needed, and only of ELF files.
struct NativeReading: Sendable {
    private let size: Int
    private var bytes: [UInt8] = []
    private var head: [UInt8] = []
    private var taken = 0
    private var elf: Result<ELFFile, ELFError>?
    /// What is found of secrets, where they are looked for.
    private(set) var secrets: SecretReading?

    init(size: Int, looksForSecrets: Bool = false) {
        self.size = size
        if looksForSecrets { secrets = SecretReading(size: size) }
    }

    /// Takes the next piece.
    mutating func take(_ piece: UnsafeRawBufferPointer) {
        defer { taken += piece.count }
        secrets?.take(piece)
        if head.count < ScriptHeader.bytesNeeded {
            head.append(contentsOf: piece.prefix(ScriptHeader.bytesNeeded - head.count))
        }
        guard BinaryKind(firstBytes: head.prefix(BinaryKind.bytesNeeded)) == .elf else { return }
        if piece.count == size {
            elf = Result { () throws(ELFError) in try ELFFile(piece) }
            return
        }
        if bytes.isEmpty { bytes.reserveCapacity(size) }
        bytes.append(contentsOf: piece)
        if taken + piece.count == size {
            let whole = bytes
            bytes = []
            elf = Result { () throws(ELFError) in try ELFFile(bytes: whole) }
        }
    }

    /// What was found, `nil` for contents that are no program, library or script.
    func file(at path: String, whatever isStarted: Bool) -> NativeFile? {
        let kind = BinaryKind(firstBytes: head.prefix(BinaryKind.bytesNeeded))
        let script = ScriptHeader(firstBytes: head)
        switch (kind, elf) {
        case (.elf, .success(let facts)?):
            return NativeFile(path: path, kind: kind, elf: facts, problem: nil, script: nil)
        case (.elf, .failure(let problem)?):
            return NativeFile(path: path, kind: kind, elf: nil, problem: problem, script: nil)
        case (.machO, _), (.machOFat, _), (.pe, _):
            return NativeFile(path: path, kind: kind, elf: nil, problem: nil, script: nil)
        default:
            guard script != nil || isStarted || path.hasSuffix(".so") || path.contains(".so.") else { return nil }
            return NativeFile(path: path, kind: kind, elf: nil, problem: nil, script: script)
        }
    }
}
