/// Runs work for each element, at most `limit` at a time, and answers in the order of the elements; after a cancellation only for
/// those that were begun.
public func inParallel<Element: Sendable, Answer: Sendable>(
    _ elements: [Element], limit: Int, _ work: @escaping @Sendable (Element) async -> Answer
) async -> [Answer] {
    await withTaskGroup(of: (Int, Answer).self) { group in
        var answers: [Answer?] = Array(repeating: nil, count: elements.count)
        var next = 0
        func add(to group: inout TaskGroup<(Int, Answer)>) {
            guard next < elements.count, !Task.isCancelled else { return }
            let index = next
            let element = elements[index]
            next += 1
            group.addTask { (index, await work(element)) }
        }
        for _ in 0..<limit { add(to: &group) }
        while let (index, answer) = await group.next() {
            answers[index] = answer
            add(to: &group)
        }
        return answers.compactMap(\.self)
    }
}
