/// SplitMix64: the same numbers from the same seed on every platform.
struct FuzzRandom: RandomNumberGenerator {
    private var state: UInt64

    /// The numbers of one round; no round needs those before it.
    init(seed: UInt64, round: Int) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: round) &* 0xD1B5_4A32_D192_ED03
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }

    /// A number from 0 up to `bound` exclusive; 0 for a bound that is not positive.
    mutating func below(_ bound: Int) -> Int { bound > 0 ? Int(next() % UInt64(bound)) : 0 }

    /// Whether one chance in so many came true.
    mutating func oneIn(_ chances: Int) -> Bool { below(chances) == 0 }

    /// One of the values, `nil` if there are none.
    mutating func pick<Value>(_ values: [Value]) -> Value? { values.isEmpty ? nil : values[below(values.count)] }
}
