/// A list of conditions on a version, for example `>=3.8, !=3.9.0, <4` (PEP 440, "Version specifiers").
struct VersionSpecifier: Hashable, Sendable {
    private enum Comparison: String, CaseIterable {
        // Longer operators first: `===` before `==`.
        case identical = "==="
        case equal = "=="
        case unequal = "!="
        case compatible = "~="
        case atMost = "<="
        case atLeast = ">="
        case below = "<"
        case above = ">"
    }

    private struct Clause: Hashable, Sendable {
        var comparison: Comparison
        var text: String
        var version: PythonVersion?
        var isPrefix: Bool
    }

    private let clauses: [Clause]

    /// Reads conditions with commas between; `nil` for text that is none. Empty text takes every version.
    init?(_ text: some StringProtocol) {
        var clauses: [Clause] = []
        for piece in text.split(separator: ",") {
            let piece = String(piece.filter { !$0.isWhitespace })
            if piece.isEmpty { continue }
            guard let clause = Self.clause(piece) else { return nil }
            clauses.append(clause)
        }
        self.clauses = clauses
    }

    /// Whether a version meets all conditions. Pre-releases count like any other version.
    func contains(_ version: PythonVersion) -> Bool { clauses.allSatisfy { Self.meets(version, $0) } }

    private static func clause(_ text: String) -> Clause? {
        guard let comparison = Comparison.allCases.first(where: { text.hasPrefix($0.rawValue) }) else { return nil }
        var rest = text.dropFirst(comparison.rawValue.count)
        guard !rest.isEmpty else { return nil }
        if comparison == .identical {
            return Clause(comparison: comparison, text: String(rest), version: nil, isPrefix: false)
        }
        let isPrefix = rest.hasSuffix(".*")
        if isPrefix {
            guard comparison == .equal || comparison == .unequal else { return nil }
            rest = rest.dropLast(2)
        }
        guard let version = PythonVersion(rest) else { return nil }
        if comparison == .compatible, version.releaseLength < 2 { return nil }
        if !version.local.isEmpty, isPrefix || (comparison != .equal && comparison != .unequal) { return nil }
        return Clause(comparison: comparison, text: String(rest), version: version, isPrefix: isPrefix)
    }

    private static func meets(_ version: PythonVersion, _ clause: Clause) -> Bool {
        guard let other = clause.version else { return version.description.lowercased() == clause.text.lowercased() }
        // Only == and != look at local parts, and only where the condition has one.
        let order = version.publicOrder(to: other)
        switch clause.comparison {
        case .identical: return false
        case .equal: return isEqual(version, other, clause)
        case .unequal: return !isEqual(version, other, clause)
        case .atMost: return order != false
        case .atLeast: return order != true
        case .below:
            guard order == true else { return false }
            return other.isPreRelease || !version.isPreRelease || version.release != other.release
                || version.epoch != other.epoch
        case .above:
            guard order == false else { return false }
            return other.post != nil || version.post == nil || version.release != other.release
                || version.epoch != other.epoch
        case .compatible:
            let length = other.releaseLength - 1
            return order != true && hasPrefix(version, other, length: length)
        }
    }

    private static func isEqual(_ version: PythonVersion, _ other: PythonVersion, _ clause: Clause) -> Bool {
        if clause.isPrefix {
            guard hasPrefix(version, other, length: other.releaseLength) else { return false }
            return other.preRelease == nil || version.preRelease == other.preRelease
        }
        guard version.publicOrder(to: other) == nil else { return false }
        return other.local.isEmpty || version.local == other.local
    }

    private static func hasPrefix(_ version: PythonVersion, _ other: PythonVersion, length: Int) -> Bool {
        version.epoch == other.epoch
            && version.release(paddedTo: length).prefix(length) == other.release(paddedTo: length).prefix(length)
    }
}
