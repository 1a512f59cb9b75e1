import BuildModel
import SourceScanners

/// Something that is no function.
struct HandlerNotCallable: FunctionRule {
    static let description = RuleDescription(
        "handler-not-callable", .error, "the handler's name is bound to something that cannot be called",
        """
        The runtime takes whatever the name stands for and calls it.

        Wrong: `handler = "index.main"`, `handler: Callable` without a value, `handler = Service()` without `__call__`

        Right: `handler = main`, where `main` is a function

        Source: D/148
        """)

    func check(_ subject: FunctionSubject) -> [Finding] {
        subject.entries.compactMap { entry in
            guard case .broken(.notCallable(let site, let value, let className)) = entry.verdict else { return nil }
            let what =
                switch value {
                case .instance: "an instance of `\(className ?? "a class")` without `__call__`"
                case .none: "`None`"
                case .ellipsis: "`...`"
                default: "a \(value.rawValue)"
                }
            return Self.description.finding(
                "\(entry.words) is \(what) \(subject.words(for: site)), which cannot be called",
                at: subject.location(of: entry.role, entry: subject.shown(site.path)))
        }
    }
}
