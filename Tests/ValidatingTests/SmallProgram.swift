/// Programs made by hand, as text, whose headers say what a test wants. All bytes are ASCII: machines above 127 cannot be made.
enum SmallProgram {
    /// An ELF program of 64 bits.
    static func text(machine: UInt8, interpreter: String = "", rest: String = "") -> String {
        let segments = interpreter.isEmpty ? 0 : 1
        let size = 64 + 56 * segments
        var bytes: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1] + [UInt8](repeating: 0, count: 9)
        bytes += number(2, 2) + number(Int(machine), 2) + number(1, 4) + number(0, 8) + number(64, 8) + number(0, 8)
        bytes += number(0, 4) + number(64, 2) + number(56, 2) + number(segments, 2) + number(64, 2) + number(0, 2)
        bytes += number(0, 2)
        if segments == 1 {
            let length = interpreter.utf8.count + 1
            bytes += number(3, 4) + number(4, 4) + number(size, 8) + number(size, 8) + number(size, 8)
            bytes += number(length, 8) + number(length, 8) + number(1, 8) + Array(interpreter.utf8) + [0]
        }
        return String(decoding: bytes, as: UTF8.self) + rest
    }

    private static func number(_ value: Int, _ width: Int) -> [UInt8] {
        (0..<width).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
}
