/// Little-endian numbers in bytes that came from outside. Each load is checked against the length; outside is 0, so a
/// caller compares lengths first and cannot trap if it forgets to.
struct LittleEndian {
    let bytes: [UInt8]

    var count: Int { bytes.count }

    func u16(_ at: Int) -> UInt16 { UInt16(truncatingIfNeeded: load(at, 2)) }
    func u32(_ at: Int) -> UInt32 { UInt32(truncatingIfNeeded: load(at, 4)) }
    func u64(_ at: Int) -> UInt64 { load(at, 8) }

    private func load(_ at: Int, _ width: Int) -> UInt64 {
        guard at >= 0, width <= bytes.count, at <= bytes.count - width else { return 0 }
        var value: UInt64 = 0
        for position in stride(from: at + width - 1, through: at, by: -1) {
            value = value << 8 | UInt64(bytes[position])
        }
        return value
    }
}
