/// Takes the text of a PEP 440 version apart, in all the spellings that the appendix of PEP 440 allows.
struct VersionScanner {
    struct Parts {
        var epoch = 0
        var release: [Int] = []
        var preRelease: PythonVersion.PreRelease?
        var post: Int?
        var development: Int?
        var local: [PythonVersion.LocalPart] = []
    }

    /// The text without surrounding space.
    let text: String
    private let bytes: [UInt8]
    private var index = 0

    init(_ text: some StringProtocol) {
        var trimmed = text[...]
        while let first = trimmed.first, first.isWhitespace { trimmed = trimmed.dropFirst() }
        while let last = trimmed.last, last.isWhitespace { trimmed = trimmed.dropLast() }
        self.text = String(trimmed)
        bytes = Array(trimmed.lowercased().utf8)
    }

    mutating func version() -> Parts? {
        var parts = Parts()
        _ = take("v")
        guard let first = number() else { return nil }
        if take("!") {
            parts.epoch = first
            guard let number = number() else { return nil }
            parts.release = [number]
        } else {
            parts.release = [first]
        }
        while true {
            let mark = index
            guard take("."), let next = number() else {
                index = mark
                break
            }
            parts.release.append(next)
        }
        for (stage, names) in [["alpha", "a"], ["beta", "b"], ["preview", "pre", "rc", "c"]].enumerated() {
            guard parts.preRelease == nil, let number = suffix(names) else { continue }
            parts.preRelease = .init(stage: stage, number: number)
        }
        if let number = suffix(["post", "rev", "r"]) {
            parts.post = number
        } else {
            let mark = index
            if take("-"), let number = number() { parts.post = number } else { index = mark }
        }
        parts.development = suffix(["dev"])
        if take("+") {
            guard let local = localParts() else { return nil }
            parts.local = local
        }
        return index == bytes.count ? parts : nil
    }

    private mutating func take(_ word: String) -> Bool {
        guard bytes[index...].starts(with: word.utf8) else { return false }
        index += word.utf8.count
        return true
    }

    private mutating func number() -> Int? {
        let start = index
        while index < bytes.count, bytes[index] >= 48, bytes[index] <= 57 { index += 1 }
        return start == index ? nil : Int(String(decoding: bytes[start..<index], as: UTF8.self))
    }

    /// `[.-_]? name [.-_]? number?`: the number, 0 where it is left out.
    private mutating func suffix(_ names: [String]) -> Int? {
        let mark = index
        _ = take(".") || take("-") || take("_")
        guard names.contains(where: { take($0) }) else {
            index = mark
            return nil
        }
        let behindName = index
        _ = take(".") || take("-") || take("_")
        if let number = number() { return number }
        index = behindName
        return 0
    }

    private mutating func localParts() -> [PythonVersion.LocalPart]? {
        var parts: [PythonVersion.LocalPart] = []
        let separators: [UInt8] = [UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_")]
        for piece in bytes[index...].split(omittingEmptySubsequences: false, whereSeparator: separators.contains) {
            let isPlain = piece.allSatisfy { ($0 >= 48 && $0 <= 57) || ($0 >= 97 && $0 <= 122) }
            guard !piece.isEmpty, isPlain else { return nil }
            let word = String(decoding: piece, as: UTF8.self)
            parts.append(Int(word).map { .number($0) } ?? .word(word))
        }
        index = bytes.count
        return parts
    }
}
