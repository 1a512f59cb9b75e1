/// A version as npm orders them (semver 2.0.0).
struct SemanticVersion: Hashable, Sendable, Comparable {
    let numbers: [Int]
    let prerelease: [String]

    init(_ major: Int, _ minor: Int, _ patch: Int, prerelease: [String] = []) {
        numbers = [major, minor, patch]
        self.prerelease = prerelease
    }

    /// Reads a version, with `v` or `=` in front if it must be; `nil` for other text.
    init?(_ text: String) {
        var rest = text.drop { $0 == "v" || $0 == "=" || $0 == " " }
        if let plus = rest.firstIndex(of: "+") { rest = rest[..<plus] }
        let dash = rest.firstIndex(of: "-") ?? rest.endIndex
        let digits = String(rest[..<dash])
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 3, let major = parts[0], let minor = parts[1], let patch = parts[2] else { return nil }
        let tail = String(rest[dash...].dropFirst())
        self.init(major, minor, patch, prerelease: tail.split(separator: ".").map(String.init))
    }

    static func < (left: SemanticVersion, right: SemanticVersion) -> Bool {
        if left.numbers != right.numbers { return left.numbers.lexicographicallyPrecedes(right.numbers) }
        if left.prerelease.isEmpty || right.prerelease.isEmpty {
            return !left.prerelease.isEmpty && right.prerelease.isEmpty
        }
        for (first, second) in zip(left.prerelease, right.prerelease) where first != second {
            switch (Int(first), Int(second)) {
            case (let one?, let two?): return one < two
            case (.some, nil): return true
            case (nil, .some): return false
            case (nil, nil): return first < second
            }
        }
        return left.prerelease.count < right.prerelease.count
    }
}
