/// Chooses one of a binary's functions by the handler string.
enum FunctionChoice {
    static func choose(_ types: [any Function.Type], handler: String) throws(StartFailure) -> FunctionType {
        let all = types.map(FunctionType.init)
        guard let first = all.first else {
            throw StartFailure("the program has no functions: its FunctionGroup is empty")
        }
        if all.count == 1 { return first }

        let names = "found: " + all.map { "`\($0.shortName)`" }.joined(separator: ", ")
        guard !handler.isEmpty else {
            throw StartFailure("the program has \(all.count) functions and `FC_FUNCTION_HANDLER` names none; \(names)")
        }
        let fitting = all.filter { $0.name == handler || $0.shortName == handler }
        if fitting.count == 1 { return fitting[0] }
        if fitting.count > 1 {
            throw StartFailure(
                "handler `\(handler)` names several functions: "
                    + fitting.map { "`\($0.name)`" }.joined(separator: ", "))
        }
        var message = "handler `\(handler)` names no function of this program; \(names)"
        if let near = nearest(handler, all) { message += "; did you mean `\(near)`?" }
        throw StartFailure(message)
    }

    /// The name at the least distance, where at most a third of it would have to change.
    private static func nearest(_ handler: String, _ all: [FunctionType]) -> String? {
        let wanted = Array(handler.lowercased().utf8)
        var best: (name: String, distance: Int)?
        for name in all.flatMap({ [String($0.shortName), $0.name] }) {
            let distance = distance(wanted, Array(name.lowercased().utf8))
            if distance <= max(1, name.utf8.count / 3), distance < best?.distance ?? .max { best = (name, distance) }
        }
        return best?.name
    }

    /// Levenshtein's.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (i, byte) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in right.enumerated() {
                let above = row[j + 1]
                row[j + 1] = min(row[j + 1] + 1, row[j] + 1, diagonal + (byte == other ? 0 : 1))
                diagonal = above
            }
        }
        return row[right.count]
    }
}
