/// Finds out for which Node.js an addon was compiled.
enum ELFNodeModule {
    private static let prefix = Array("node_register_module_v".utf8)
    /// Addons have small tables of names; larger ones are not searched.
    private static let largest = 4 << 20

    /// The number behind the prefix in a table of NUL-terminated names.
    static func version(in strings: [UInt8]) -> Int? {
        guard strings.count <= largest, strings.count > prefix.count else { return nil }
        return strings.withUnsafeBufferPointer { bytes in
            var start = 0
            let last = bytes.count - prefix.count
            while start <= last {
                // The underscore is rarer than the first letter.
                guard bytes[start + 4] == 0x5F, bytes[start] == 0x6E,
                    prefix.indices.allSatisfy({ bytes[start + $0] == prefix[$0] })
                else {
                    start += 1
                    continue
                }
                var number = 0
                for byte in bytes[(start + prefix.count)...].prefix(6) {
                    guard byte >= 0x30, byte <= 0x39 else { break }
                    number = number * 10 + Int(byte - 0x30)
                }
                return number > 0 ? number : nil
            }
            return nil
        }
    }
}
