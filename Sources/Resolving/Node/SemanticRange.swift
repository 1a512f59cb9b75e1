/// A range of versions as `package.json` writes it: `^1.2`, `>=1 <3 || 5.x`, `1 - 2`.
struct SemanticRange: Sendable {
    private enum Sign { case less, lessOrEqual, greater, greaterOrEqual, equal }

    private struct Bound {
        var sign: Sign
        var version: SemanticVersion

        func holds(_ other: SemanticVersion) -> Bool {
            switch sign {
            case .less: other < version
            case .lessOrEqual: other <= version
            case .greater: other > version
            case .greaterOrEqual: other >= version
            case .equal: other == version
            }
        }
    }

    private var choices: [[Bound]] = []

    /// Reads a range; `nil` for text that is none, for example a tag.
    init?(_ text: String) {
        for choice in Self.alternatives(text) {
            guard let bounds = Self.bounds(choice) else { return nil }
            choices.append(bounds)
        }
    }

    /// Whether a version lies in the range. Prereleases do only where the range names one of the same numbers, unless
    /// `includingPrereleases` takes them all.
    func contains(_ version: SemanticVersion, includingPrereleases: Bool = false) -> Bool {
        choices.contains { bounds in
            guard bounds.allSatisfy({ $0.holds(version) }) else { return false }
            guard !version.prerelease.isEmpty, !includingPrereleases else { return true }
            return bounds.contains { !$0.version.prerelease.isEmpty && $0.version.numbers == version.numbers }
        }
    }

    private static func alternatives(_ text: String) -> [String] {
        var result: [String] = [""]
        var isBar = false
        for character in text {
            if character == "|" {
                if isBar { result.append("") }
                isBar.toggle()
            } else {
                result[result.count - 1].append(character)
                isBar = false
            }
        }
        return result
    }

    private static func bounds(_ text: String) -> [Bound]? {
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        if words.count == 3, words[1] == "-" {
            guard let low = Partial(words[0]), let high = Partial(words[2]) else { return nil }
            return [Bound(sign: .greaterOrEqual, version: low.lowest)] + (high.upTo.map { [$0] } ?? [])
        }
        var bounds: [Bound] = []
        var sign = ""
        for word in words {
            // A sign may stand apart from its version.
            let signs = word.prefix { "<>=~^".contains($0) }
            sign += signs
            let rest = word.dropFirst(signs.count)
            if rest.isEmpty { continue }
            guard let partial = Partial(String(rest)), let some = partial.bounds(sign) else { return nil }
            bounds += some
            sign = ""
        }
        return sign.isEmpty ? bounds : nil
    }

    /// A version whose last numbers may be left open.
    private struct Partial {
        var numbers: [Int] = []
        var prerelease: [String] = []

        init?(_ text: String) {
            var rest = text.drop { $0 == "v" || $0 == "=" }
            if let plus = rest.firstIndex(of: "+") { rest = rest[..<plus] }
            if rest.isEmpty { return }
            let dash = rest.firstIndex(of: "-") ?? rest.endIndex
            let parts = rest[..<dash].split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count <= 3 else { return nil }
            var isOpen = false
            for part in parts {
                if ["x", "X", "*"].contains(part) {
                    isOpen = true
                } else {
                    guard let number = Int(part), number >= 0 else { return nil }
                    if !isOpen { numbers.append(number) }
                }
            }
            if numbers.count == 3 { prerelease = rest[dash...].dropFirst().split(separator: ".").map(String.init) }
        }

        var lowest: SemanticVersion {
            let all = numbers + [0, 0, 0]
            return SemanticVersion(all[0], all[1], all[2], prerelease: prerelease)
        }

        /// The first version behind those that agree in the first `count` numbers. The lowest prerelease of it, so that none of
        /// its prereleases counts either.
        func next(_ count: Int) -> SemanticVersion {
            var all = Array(numbers.prefix(count))
            all[count - 1] += 1
            all += [0, 0, 0]
            return SemanticVersion(all[0], all[1], all[2], prerelease: ["0"])
        }

        var upTo: Bound? {
            if numbers.isEmpty { return nil }
            return numbers.count == 3
                ? Bound(sign: .lessOrEqual, version: lowest) : Bound(sign: .less, version: next(numbers.count))
        }

        func bounds(_ sign: String) -> [Bound]? {
            let least = Bound(sign: .greaterOrEqual, version: lowest)
            let isOpen = numbers.isEmpty
            switch sign {
            case "", "=", "==":
                if isOpen { return [Bound(sign: .greaterOrEqual, version: SemanticVersion(0, 0, 0))] }
                return numbers.count == 3
                    ? [Bound(sign: .equal, version: lowest)]
                    : [least, Bound(sign: .less, version: next(numbers.count))]
            case "^":
                if isOpen { return [least] }
                let first = numbers.firstIndex { $0 != 0 } ?? numbers.count - 1
                return [least, Bound(sign: .less, version: next(first + 1))]
            case "~", "~>":
                return isOpen ? [least] : [least, Bound(sign: .less, version: next(min(2, numbers.count)))]
            case ">=": return [least]
            case "<=": return upTo.map { [$0] } ?? []
            case ">":
                if isOpen { return [Bound(sign: .less, version: SemanticVersion(0, 0, 0, prerelease: ["0"]))] }
                return numbers.count == 3
                    ? [Bound(sign: .greater, version: lowest)]
                    : [Bound(sign: .greaterOrEqual, version: next(numbers.count).released)]
            case "<":
                // Nothing lies below everything.
                return [
                    Bound(
                        sign: .less,
                        version: numbers.count == 3
                            ? lowest
                            : SemanticVersion(
                                lowest.numbers[0], lowest.numbers[1], lowest.numbers[2], prerelease: ["0"]))
                ]
            default: return nil
            }
        }
    }
}

extension SemanticVersion {
    fileprivate var released: SemanticVersion { SemanticVersion(numbers[0], numbers[1], numbers[2]) }
}
