/// The `#!` line of a script as the Linux kernel reads it.
public struct ScriptHeader: Hashable, Sendable, Codable {
    /// The program that runs the script; empty when the line names none.
    public let interpreter: String
    /// All after the interpreter as one argument (Linux does not split it), without spaces around it.
    public let argument: String?
    /// Whether the line ends in CR LF; the kernel then looks for a program whose name ends in CR.
    public let endsInCarriageReturn: Bool
    /// Whether a UTF-8 byte order mark stands before `#!`; the kernel then does not see a script.
    public let followsByteOrderMark: Bool

    /// How many bytes at the start of a file are enough: what the kernel reads, and a byte order mark.
    public static let bytesNeeded = 259

    /// Reads the first line; `nil` unless the bytes begin with `#!`, a byte order mark before it set aside.
    public init?(firstBytes bytes: some Collection<UInt8>) {
        var head = Array(bytes.prefix(Self.bytesNeeded))[...]
        followsByteOrderMark = head.starts(with: [0xEF, 0xBB, 0xBF])
        if followsByteOrderMark { head = head.dropFirst(3) }
        guard head.starts(with: [0x23, 0x21]) else { return nil }
        var line = head.dropFirst(2).prefix { $0 != 0x0A && $0 != 0 }
        endsInCarriageReturn = line.last == 0x0D
        if endsInCarriageReturn { line = line.dropLast() }
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
        line = line.drop(while: isBlank)
        let program = line.prefix { !isBlank($0) }
        interpreter = String(decoding: program, as: UTF8.self)
        var rest = line.dropFirst(program.count).drop(while: isBlank)
        while let last = rest.last, isBlank(last) { rest = rest.dropLast() }
        argument = rest.isEmpty ? nil : String(decoding: rest, as: UTF8.self)
    }
}
