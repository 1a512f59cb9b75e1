/// Rules in the grammar of `.gitignore`, used for `.fcignore` and for built-in names. The last rule that matches wins;
/// what lies in a folder that is left out cannot be taken in again.
public struct IgnoreRules: Hashable, Sendable {
    private var rules: [IgnoreRule] = []

    /// No rules: nothing is ignored.
    public init() {}

    /// Whether there is no rule at all.
    public var isEmpty: Bool { rules.isEmpty }

    /// Adds the rules of a file; they are stronger than those added before.
    public mutating func add(text: String, file: String? = nil) { add(bytes: Array(text.utf8), file: file) }

    /// Adds the rules of a file from its bytes, which need not be UTF-8.
    public mutating func add(bytes: [UInt8], file: String? = nil) {
        var lines = bytes[...]
        if lines.starts(with: [0xEF, 0xBB, 0xBF]) { lines = lines.dropFirst(3) }
        var number = 0
        for line in lines.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            var line = line
            if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
            if let rule = IgnoreRule(line: line, file: file, number: number) { rules.append(rule) }
        }
    }

    /// Adds patterns that do not come from a file, each in the grammar of one line; `origin` is what reports call them.
    public mutating func add(patterns: [String], origin: String? = nil) {
        for pattern in patterns {
            if let rule = IgnoreRule(line: Array(pattern.utf8)[...], file: origin, number: nil) { rules.append(rule) }
        }
    }

    /// The rule that decides about a path relative to the folder of the rules, `nil` if none does. A folder on the way
    /// to it that is left out decides first.
    public func match(_ path: String, isFolder: Bool) -> IgnoreMatch? {
        let bytes = Array(path.utf8)
        return bytes.withUnsafeBufferPointer { bytes in
            for index in bytes.indices where bytes[index] == UInt8(ascii: "/") && index > 0 {
                let parent = UnsafeBufferPointer(rebasing: bytes[..<index])
                if let match = lastMatch(parent, isFolder: true), match.ignores { return match }
            }
            return lastMatch(bytes, isFolder: isFolder)
        }
    }

    /// The last rule that matches the path itself; folders above it are not looked at.
    func lastMatch(_ path: UnsafeBufferPointer<UInt8>, isFolder: Bool) -> IgnoreMatch? {
        guard !rules.isEmpty else { return nil }
        let nameStart = path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
        let name = UnsafeBufferPointer(rebasing: path[nameStart...])
        var index = rules.count - 1
        while index >= 0 {
            if rules[index].matches(path: path, name: name, isFolder: isFolder) { return rules[index].match }
            index -= 1
        }
        return nil
    }
}

/// The rule that decided about a path.
public struct IgnoreMatch: Hashable, Sendable {
    /// The rule as it was written.
    public let rule: String
    /// The file that it comes from, or where else rules came from.
    public let file: String?
    /// Its line in the file, from 1.
    public let line: Int?
    /// Whether the rule takes in (`!…`) rather than leaves out.
    public let isNegated: Bool

    /// Whether the path is left out.
    public var ignores: Bool { !isNegated }
}
