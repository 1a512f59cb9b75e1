import Binaries
import BuildModel
import FunctionCompute

/// The symbol version of a file that its runtime does not have.
struct SymbolNeed: Sendable {
    /// As the loader names it, for example `GLIBC_2.34`.
    let text: String
    /// A function that needs it.
    let symbol: String?
    /// What the runtime has, for example `GLIBC_2.28`.
    let available: String
    /// How far the need is above it, to find the worst; glibc before libstdc++.
    let excess: Int
    /// Whether a release has what is needed.
    let fits: @Sendable (DebianRelease) -> Bool

    static let glibcLibraries: Set<String> = [
        "libc.so.6", "libm.so.6", "libpthread.so.0", "libdl.so.2", "librt.so.1", "libutil.so.1", "libresolv.so.2",
        "libmvec.so.1", "libanl.so.1", "libcrypt.so.1", "ld-linux-x86-64.so.2", "libnsl.so.1", "libBrokenLocale.so.1",
    ]

    /// The highest need that a release does not have; weak needs and those of bundled libraries do not count.
    static func worst(of elf: ELFFile, on debian: DebianRelease, bundled: Set<String>) -> SymbolNeed? {
        let families: [(String, Set<String>, @Sendable (DebianRelease) -> DottedVersion)] = [
            ("GLIBC_", glibcLibraries, \.glibc), ("GLIBCXX_", ["libstdc++.so.6"], \.glibcxx),
            ("CXXABI_", ["libstdc++.so.6"], \.cxxabi),
        ]
        for (rank, (prefix, libraries, version)) in families.enumerated() {
            var worst: (DottedVersion, ELFVersionNeed)?
            for need in elf.versionNeeds
            where !need.isWeak && libraries.contains(need.library) && !bundled.contains(need.library) {
                guard let wanted = number(need, prefix), wanted > version(debian), wanted > worst?.0 ?? "0" else {
                    continue
                }
                worst = (wanted, need)
            }
            guard let (wanted, need) = worst else { continue }
            let parts = wanted.parts + [0, 0]
            return SymbolNeed(
                text: need.version, symbol: need.symbol, available: "\(prefix)\(version(debian))",
                excess: (families.count - rank) * 1_000_000_000 + parts[0] * 1_000_000 + parts[1] * 1000 + parts[2],
                fits: { version($0) >= wanted })
        }
        return nil
    }

    private static func number(_ need: ELFVersionNeed, _ prefix: String) -> DottedVersion? {
        // Packed relative relocations came with glibc 2.36.
        if prefix == "GLIBC_", need.version == "GLIBC_ABI_DT_RELR" { return "2.36" }
        return need.numbers(after: prefix).map(DottedVersion.init)
    }
}
