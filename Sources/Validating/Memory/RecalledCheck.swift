import BuildModel
import FunctionCompute

/// A check as far as it is known from earlier ones, to be filled up with what is found.
struct RecalledCheck: Sendable {
    /// Functions that must be looked at, by their place.
    private(set) var fresh: [Int] = []
    /// What each function asks of its packages.
    var demands: [LayerDemand]
    /// Findings of each function.
    var functions: [[Finding]]
    /// Findings of packages, by the path of the zip.
    var findings: [String: [Finding]] = [:]

    private let groups: [FunctionGroup]
    private var kept = CheckedParts()

    init(_ functions: [FunctionUnderTest], _ limits: Limits, _ known: CheckMemory) async {
        groups = await FunctionGroup.all(of: functions, limits: limits)
        demands = Array(repeating: LayerDemand(), count: functions.count)
        self.functions = Array(repeating: [], count: functions.count)
        for group in groups {
            guard let (key, record) = known.recall(group.question, as: FunctionRecord.self),
                record.functions.count == group.indices.count
            else {
                fresh += group.indices
                continue
            }
            kept.keep(key, of: known)
            if let code = group.code { findings[code] = record.code }
            for (index, part) in zip(group.indices, record.functions) {
                demands[index] = part.demand
                self.functions[index] = part.findings
            }
        }
        fresh.sort()
    }

    /// Recalls what is known of packages by themselves.
    mutating func recall(_ packages: [(file: String, question: CheckQuestion)], _ known: CheckMemory) {
        for (file, question) in packages {
            guard let (key, record) = known.recall(question, as: [Finding].self) else { continue }
            kept.keep(key, of: known)
            findings[file] = record
        }
    }

    /// What the next check may know: nothing of functions with a zip that could not be opened.
    func parts(
        _ opened: OpenedPackages, _ packages: [(file: String, question: CheckQuestion)],
        _ all: [FunctionUnderTest]
    ) -> CheckedParts {
        var parts = kept
        let unknown = Set(fresh)
        for group in groups where unknown.contains(group.indices[0]) {
            guard group.indices.allSatisfy({ all[$0].files.allSatisfy { opened.failures[$0] == nil } }) else {
                continue
            }
            parts.add(
                FunctionRecord(
                    code: group.code.flatMap { findings[$0] } ?? [],
                    functions: group.indices.map { .init(findings: functions[$0], demand: demands[$0]) }),
                for: group.question)
        }
        for (file, question) in packages { parts.add(findings[file] ?? [], for: question) }
        return parts
    }
}
