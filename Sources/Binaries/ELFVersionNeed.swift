/// A symbol version that an ELF file needs from a library.
public struct ELFVersionNeed: Hashable, Sendable, Codable {
    /// The library that must have the version, for example `libc.so.6`.
    public let library: String
    /// The name of the version, for example `GLIBC_2.28`.
    public let version: String
    /// Whether the dynamic linker only warns when the version is missing.
    public let isWeak: Bool
    /// One symbol that needs the version, where the file tells.
    public internal(set) var symbol: String?

    /// Makes a need.
    public init(library: String, version: String, isWeak: Bool = false, symbol: String? = nil) {
        self.library = library
        self.version = version
        self.isWeak = isWeak
        self.symbol = symbol
    }

    /// The numbers behind a prefix: `[2, 28]` for `GLIBC_2.28` and the prefix `GLIBC_`; `nil` where the prefix or
    /// anything but numbers stands there (`GLIBC_PRIVATE`).
    public func numbers(after prefix: String) -> [Int]? {
        guard version.hasPrefix(prefix) else { return nil }
        let parts = version.dropFirst(prefix.count).split(separator: ".", omittingEmptySubsequences: false)
        var numbers: [Int] = []
        for part in parts {
            guard part.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let number = Int(part) else { return nil }
            numbers.append(number)
        }
        return numbers
    }
}

extension ELFFile {
    /// The highest version with a prefix by number (2.9 is below 2.28), strong needs before weak ones of the same
    /// number; `nil` where the file needs none. Prefixes: `GLIBC_`, `GLIBCXX_`, `CXXABI_`, `GCC_`.
    public func highestNeed(prefix: String) -> ELFVersionNeed? {
        var best: (numbers: [Int], need: ELFVersionNeed)?
        for need in versionNeeds {
            guard let numbers = need.numbers(after: prefix) else { continue }
            if let current = best {
                let isHigher = current.numbers.lexicographicallyPrecedes(numbers)
                guard isHigher || (current.numbers == numbers && current.need.isWeak && !need.isWeak) else { continue }
            }
            best = (numbers, need)
        }
        return best?.need
    }

    /// Needs with a prefix that is not followed by a number: `GLIBC_PRIVATE` ties a file to one glibc build,
    /// `GLIBC_ABI_DT_RELR` needs glibc 2.36, `CXXABI_TM_1` and `CXXABI_FLOAT128` come with libstdc++.
    public func unnumberedNeeds(prefix: String) -> [ELFVersionNeed] {
        versionNeeds.filter { $0.version.hasPrefix(prefix) && $0.numbers(after: prefix) == nil }
    }
}
