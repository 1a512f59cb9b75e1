/// A version as PEP 440 writes and orders them: `1.0`, `2!1.0rc1.post2.dev3+local.1`.
struct PythonVersion: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// A part of the text behind `+`: numbers are newer than words.
    enum LocalPart: Hashable, Sendable, Comparable {
        case word(String)
        case number(Int)
    }

    /// Alpha, beta or release candidate.
    struct PreRelease: Hashable, Sendable, Comparable {
        /// 0 alpha, 1 beta, 2 release candidate.
        var stage: Int
        var number: Int

        static func < (left: PreRelease, right: PreRelease) -> Bool {
            (left.stage, left.number) < (right.stage, right.number)
        }
    }

    /// The text as it was written, without surrounding space.
    let description: String
    let epoch: Int
    /// The numbers, without trailing zeros.
    let release: [Int]
    /// How many numbers were written, zeros included.
    let releaseLength: Int
    let preRelease: PreRelease?
    let post: Int?
    let development: Int?
    let local: [LocalPart]

    /// Whether pip and uv take it only when asked to.
    var isPreRelease: Bool { preRelease != nil || development != nil }

    /// Reads a version; `nil` for text that PEP 440 does not take.
    init?(_ text: some StringProtocol) {
        var scanner = VersionScanner(text)
        guard let parts = scanner.version() else { return nil }
        description = scanner.text
        epoch = parts.epoch
        releaseLength = parts.release.count
        release = Self.trimmed(parts.release)
        preRelease = parts.preRelease
        post = parts.post
        development = parts.development
        local = parts.local
    }

    /// The numbers, with zeros up to a length.
    func release(paddedTo length: Int) -> [Int] {
        release + Array(repeating: 0, count: max(0, length - release.count))
    }

    static func == (left: PythonVersion, right: PythonVersion) -> Bool {
        left.epoch == right.epoch && left.release == right.release && left.preRelease == right.preRelease
            && left.post == right.post && left.development == right.development && left.local == right.local
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(epoch)
        hasher.combine(release)
        hasher.combine(post)
    }

    static func < (left: PythonVersion, right: PythonVersion) -> Bool {
        if let order = left.publicOrder(to: right) { return order }
        return left.local.lexicographicallyPrecedes(right.local)
    }

    /// Whether it is older without regard to local parts; `nil` if they are equal so far.
    func publicOrder(to other: PythonVersion) -> Bool? {
        if epoch != other.epoch { return epoch < other.epoch }
        if release != other.release { return release.lexicographicallyPrecedes(other.release) }
        if preKey != other.preKey { return preKey.lexicographicallyPrecedes(other.preKey) }
        if (post ?? -1) != (other.post ?? -1) { return (post ?? -1) < (other.post ?? -1) }
        let ends = (development ?? Int.max, other.development ?? Int.max)
        return ends.0 == ends.1 ? nil : ends.0 < ends.1
    }

    /// `1.0.dev1` < `1.0a1` < `1.0rc1` < `1.0` (PEP 440, "Summary of permitted suffixes and relative ordering").
    private var preKey: [Int] {
        if let preRelease { return [preRelease.stage, preRelease.number] }
        return post == nil && development != nil ? [-1] : [3]
    }

    private static func trimmed(_ numbers: [Int]) -> [Int] {
        var numbers = numbers
        while numbers.count > 1, numbers.last == 0 { numbers.removeLast() }
        return numbers
    }
}
