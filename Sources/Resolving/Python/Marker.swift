/// An environment marker (PEP 508), for example `python_version < "3.9" and sys_platform == "linux"`.
indirect enum Marker: Hashable, Sendable {
    /// A side of a comparison.
    enum Operand: Hashable, Sendable {
        case variable(String)
        case text(String)
    }

    case all([Marker])
    case any([Marker])
    case comparison(Operand, String, Operand)

    /// Reads a marker; `nil` for text that is none.
    init?(_ text: String) {
        guard var parser = MarkerParser(text), let marker = parser.marker() else { return nil }
        self = marker
    }

    /// Whether it holds for an environment. A comparison that has no meaning does not hold.
    func holds(in environment: MarkerEnvironment) -> Bool {
        switch self {
        case .all(let parts): parts.allSatisfy { $0.holds(in: environment) }
        case .any(let parts): parts.contains { $0.holds(in: environment) }
        case .comparison(let left, let comparison, let right):
            Self.compare(left, comparison, right, environment)
        }
    }

    private static func compare(
        _ left: Operand, _ comparison: String, _ right: Operand, _ environment: MarkerEnvironment
    ) -> Bool {
        if case .variable(let name) = right, let set = environment.sets[name], case .text(let text) = left {
            let isMember = set.contains(PythonName.normalised(text))
            return comparison == "in" ? isMember : comparison == "not in" ? !isMember : false
        }
        let first = value(left, environment)
        let second = value(right, environment)
        let names = [left, right].compactMap { if case .variable(let name) = $0 { name } else { nil } }
        if names.contains("extra") {
            let equal = PythonName.normalised(first) == PythonName.normalised(second)
            return comparison == "==" ? equal : comparison == "!=" ? !equal : false
        }
        switch comparison {
        case "in": return second.isEmpty ? first.isEmpty : second.contains(first)
        case "not in": return !(second.isEmpty ? first.isEmpty : second.contains(first))
        default: break
        }
        if let specifier = VersionSpecifier(comparison + second), let version = PythonVersion(first) {
            return specifier.contains(version)
        }
        switch comparison {
        case "==": return first == second
        case "!=": return first != second
        case "<": return first < second
        case "<=": return first <= second
        case ">": return first > second
        case ">=": return first >= second
        default: return false
        }
    }

    private static func value(_ operand: Operand, _ environment: MarkerEnvironment) -> String {
        switch operand {
        case .text(let text): text
        case .variable(let name): environment.values[name] ?? ""
        }
    }
}
