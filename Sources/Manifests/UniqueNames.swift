import BuildModel

/// Finds functions that would be one and the same, and names apart those that are not but share a name.
struct UniqueNames {
    let diagnostics: Diagnostics

    /// The functions with names that differ. In FC 2 the service belongs to the identity, so `service$function`, FC 3's name
    /// for such a function, tells two apart; one function in two regions is told apart by its key.
    func descriptions(_ drafts: [FunctionDraft]) -> [FunctionDescription] {
        var byName: [String: [Int]] = [:]
        for (index, draft) in drafts.enumerated() { byName[draft.description.name, default: []].append(index) }
        var descriptions = drafts.map(\.description)
        for indices in byName.values.sorted(by: { $0[0] < $1[0] }) where indices.count > 1 {
            var seen: [String: Int] = [:]
            for index in indices {
                let draft = drafts[index]
                let identity = (draft.service ?? "") + " " + (draft.region ?? "")
                if let first = seen[identity] {
                    report(draft.description, first: drafts[first].description)
                } else {
                    seen[identity] = index
                }
            }
            for index in indices where seen.count > 1 {
                let draft = drafts[index]
                if let service = draft.service, !service.isEmpty, !service.contains("${"),
                    Set(indices.map { drafts[$0].service }).count == indices.count
                {
                    descriptions[index].name = FunctionName.plain(service + "$" + draft.description.name)
                } else {
                    descriptions[index].name = FunctionName.plain(draft.description.key)
                }
            }
        }
        return numbered(descriptions)
    }

    /// Names made of keys may meet others; the later one gets a number.
    private func numbered(_ descriptions: [FunctionDescription]) -> [FunctionDescription] {
        guard diagnostics.errorCount == 0 else { return descriptions }
        var taken: Set<String> = []
        return descriptions.map { description in
            var description = description
            let name = description.name
            var number = 2
            while !taken.insert(description.name).inserted {
                description.name = "\(name)-\(number)"
                number += 1
            }
            return description
        }
    }

    private func report(_ function: FunctionDescription, first: FunctionDescription) {
        let other = first.location(of: "functionName")
        let place = [other.file, other.line.map(String.init), other.column.map(String.init)].compactMap(\.self)
        diagnostics.error(
            "duplicate-function",
            "two functions have the name `\(function.name)`: the first is `\(first.key)` at \(place.joined(separator: ":"))",
            at: function.location(of: "functionName"), hint: "rename one of them")
    }
}
