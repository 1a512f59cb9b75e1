/// Sizes as people write them.
public enum SizeText {
    /// Bytes of `500 MB`, `1 GiB`, `4096`. Units are powers of two, as the platform's are (see `Limits`); a fraction must come
    /// out whole.
    public static func bytes(_ text: String) -> Int64? {
        let letters = text.filter { !$0.isWhitespace }.lowercased()
        let digits = letters.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let unit = letters.dropFirst(digits.count)
        let scale = unit.prefix { $0 != "i" && $0 != "b" }
        guard let power = ["": 0, "k": 10, "m": 20, "g": 30][scale] else { return nil }
        let rest = unit.dropFirst(scale.count)
        guard ["", "b", "ib"].contains(String(rest)), power > 0 || rest != "ib" else { return nil }
        guard let number = Double(digits), number.isFinite, number >= 0 else { return nil }
        let bytes = number * Double(Int64(1) << Int64(power))
        guard bytes < 0x1p53, bytes == bytes.rounded() else { return nil }
        return Int64(bytes)
    }
}
