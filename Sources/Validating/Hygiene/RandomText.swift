/// Tells what a machine made from what a person wrote as a stand-in.
struct RandomText {
    private var distinct = 0
    private var hasUpper = false
    private var hasLower = false
    private var hasDigit = false
    private var longestRun = 0
    private var lowercase: [UInt8] = []

    /// Looks at a run of letters and digits.
    init(_ bytes: some Sequence<UInt8>) {
        var seen: Set<UInt8> = []
        var last: UInt8 = 0
        var run = 0
        for byte in bytes {
            seen.insert(byte)
            let lower = byte | 0x20
            switch byte {
            case 0x41...0x5A: hasUpper = true
            case 0x61...0x7A: hasLower = true
            default: hasDigit = true
            }
            run = lower == last ? run + 1 : 1
            longestRun = max(longestRun, run)
            last = lower
            lowercase.append(lower)
        }
        distinct = seen.count
    }

    /// Whether it may be the rest of a real AccessKey ID behind `LTAI`.
    var isKeyID: Bool {
        let kinds = [hasUpper, hasLower, hasDigit].count { $0 }
        return distinct >= 7 && kinds >= 2 && longestRun < 4 && !isStandIn
    }

    /// Whether it may be the secret of an AccessKey.
    var isSecret: Bool { distinct >= 12 && hasUpper && hasLower && longestRun < 4 && !isStandIn }

    /// Words that people write where a key will stand.
    private var isStandIn: Bool {
        let text = String(decoding: lowercase, as: UTF8.self)
        return ["xxx", "your", "example", "sample", "accesskey", "secret", "placeholder", "dummy", "1234567", "abcdef"]
            .contains { text.contains($0) }
    }

    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
