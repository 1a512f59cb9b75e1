/// The processor of an ELF file (`e_machine`).
public struct ELFMachine: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
    /// The number in the file.
    public let rawValue: UInt16

    /// Any number.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// 32-bit x86.
    public static let i386 = ELFMachine(rawValue: 3)
    /// 32-bit Arm.
    public static let arm = ELFMachine(rawValue: 40)
    /// x86-64.
    public static let x86_64 = ELFMachine(rawValue: 62)
    /// 64-bit Arm.
    public static let aarch64 = ELFMachine(rawValue: 183)

    /// The usual name, or `machine N`.
    public var description: String {
        switch rawValue {
        case 3: "i386"
        case 8: "mips"
        case 20: "ppc"
        case 21: "ppc64"
        case 22: "s390"
        case 40: "arm"
        case 62: "x86-64"
        case 183: "aarch64"
        case 243: "riscv"
        case 258: "loongarch"
        default: "machine \(rawValue)"
        }
    }
}

/// What an ELF file is for (`e_type`).
public enum ELFType: Hashable, Sendable, Codable {
    /// An object file of a compiler.
    case relocatable
    /// A program at a fixed address.
    case executable
    /// A shared library or a position-independent program.
    case sharedObject
    /// The memory of a process that crashed.
    case core
    /// A number that Linux does not use.
    case other(UInt16)

    init(_ number: UInt16) {
        switch number {
        case 1: self = .relocatable
        case 2: self = .executable
        case 3: self = .sharedObject
        case 4: self = .core
        default: self = .other(number)
        }
    }
}
