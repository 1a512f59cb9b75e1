/// Finds what a user probably meant.
public enum NearestName {
    /// The candidate with the fewest edits (insert, delete, replace, swap of neighbours) if at most a third of the longer
    /// name differs; `nil` if none is near. Case is ignored; ties go to the first candidate.
    public static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
        let wanted = Array(name.lowercased().unicodeScalars.prefix(128))
        var best: (name: String, distance: Int)?
        for candidate in candidates {
            let letters = Array(candidate.lowercased().unicodeScalars.prefix(128))
            let bound = max(1, max(wanted.count, letters.count) / 3)
            guard abs(wanted.count - letters.count) <= bound else { continue }
            let distance = editDistance(wanted, letters)
            // A name of which no letter is left is never meant.
            guard distance <= bound, distance < max(wanted.count, letters.count), distance < best?.distance ?? .max
            else { continue }
            best = (candidate, distance)
        }
        return best?.name
    }

    private static func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var cost = min(
                    previous[column] + (letter == other ? 0 : 1), previous[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                    cost = min(cost, beforePrevious[column - 1] + 1)
                }
                current.append(cost)
            }
            beforePrevious = previous
            previous = current
        }
        return previous[right.count]
    }
}
