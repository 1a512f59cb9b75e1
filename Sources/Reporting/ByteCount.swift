/// Sizes for people. Units are powers of 1024 and are written as the platform writes its limits (`docs/limits.md`).
enum ByteCount {
    /// For example `812 B`, `4.0 KB`, `31.4 MB`, `2.0 GB`.
    static func text(_ bytes: Int64) -> String {
        guard abs(bytes) >= 1024 else { return "\(bytes) B" }
        var unit = 0
        var divisor: Int64 = 1024
        while unit < 3, tenths(bytes, divisor) >= 10_240 {
            divisor *= 1024
            unit += 1
        }
        return fixed(tenths(bytes, divisor)) + [" KB", " MB", " GB", " TB"][unit]
    }

    /// A limit, without a fraction where it has none: `500 MB`, `2 GB`.
    static func limit(_ bytes: Int64) -> String {
        for (factor, unit) in [(Int64(1) << 30, "GB"), (1 << 20, "MB"), (1 << 10, "KB")]
        where bytes >= factor && bytes % factor == 0 {
            return "\(bytes / factor) \(unit)"
        }
        return text(bytes)
    }

    /// Share of a limit, for example `31.4 %`; anything but nothing is at least `<0.1 %`.
    static func percent(_ bytes: Int64, of limit: Int64) -> String {
        guard limit > 0 else { return "-" }
        let tenths = Int64((Double(bytes) / Double(limit) * 1000).rounded())
        if tenths == 0, bytes > 0 { return "<0.1 %" }
        // Never rounded down to the limit itself: 100.0 % is said only of what fits.
        if tenths == 1000, bytes > limit { return ">100 %" }
        return fixed(tenths) + " %"
    }

    /// Share of a limit with four decimals.
    static func share(_ bytes: Int64, of limit: Int64) -> Double {
        limit > 0 ? (Double(bytes) / Double(limit) * 10_000).rounded() / 10_000 : 0
    }

    private static func tenths(_ bytes: Int64, _ divisor: Int64) -> Int64 {
        Int64((Double(bytes) / Double(divisor) * 10).rounded())
    }

    private static func fixed(_ tenths: Int64) -> String {
        (tenths < 0 ? "-" : "") + "\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }
}
