import BuildModel
import SourceScanners

/// A generator.
struct HandlerGenerator: FunctionRule {
    static let description = RuleDescription(
        "handler-generator", .error, "a handler or hook is a generator function",
        """
        A function with `yield` in its body gives a generator: nothing of it runs when it is called, and the result of an
        event handler cannot be sent. (Under an FC 2 HTTP trigger an iterable is what is wanted.)

        Wrong: `def handler(event, context): yield row`

        Right: `def handler(event, context): return list(rows(event))`

        Source: measured (validate.md 4.1)
        """)

    func check(_ subject: FunctionSubject) -> [Finding] {
        subject.entries.compactMap { entry in
            guard case .broken(.generator(let site)) = entry.verdict else { return nil }
            return Self.description.finding(
                "\(entry.words) is a generator (`yield`) \(subject.words(for: site)): "
                    + (entry.isHook ? "calling it runs nothing" : "its result cannot be sent"),
                at: subject.location(of: entry.role, entry: subject.shown(site.path)),
                hint: entry.isHook ? "remove `yield`" : "return a value, for example a list")
        }
    }
}
