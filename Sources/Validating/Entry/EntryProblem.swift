import BuildModel
import FunctionCompute

/// What the reader of a language is asked about a function.
struct EntryQuestion: Sendable {
    var plan: FunctionPlan
    let runtime: Runtime
    let view: InstanceView
    /// Whether the contents of a layer are not known: what is not found may be there.
    let hasUnknownLayers: Bool

    var description: FunctionDescription { plan.description }

    /// The handler and the hooks that name a function, with the keys under which the manifest has them.
    var references: [(property: String, text: String)] {
        [("handler", description.handler)]
            + description.hooks.compactMap { hook in hook.handler.map { (hook.kind.rawValue, $0) } }
    }

    /// The same question for another kind of call.
    func calling(_ trigger: FunctionDescription.Trigger) -> EntryQuestion {
        var question = self
        question.plan.description.trigger = trigger
        return question
    }

    /// A path of the instance as the user knows it: inside the code it is relative.
    func shown(_ path: String) -> String {
        path.hasPrefix("/code/") ? String(path.dropFirst("/code/".count)) : path
    }
}

/// What is wrong with an entry point, or not known of it, as the reader of its language found it. The rule of that name says it.
struct EntryProblem: Sendable {
    /// Name of the rule, for example `entry-symbol-missing`.
    let rule: String
    /// Only where it differs from the rule's own.
    var severity: Finding.Severity?
    let message: String
    /// The key under which the manifest has what is wrong: `handler`, or the kind of hook.
    let property: String
    /// Path inside the code, or in the instance for layers.
    var entry: String?
    /// Line in the entry, from 1.
    var line: Int?
    var hint: String?

    /// Asks the reader of the runtime's language. Where nobody says what calls the handler, the kind of call that it fits
    /// better is meant.
    static func all(of question: EntryQuestion, shared: SharedReadings) -> [EntryProblem] {
        guard question.view.code != nil else { return [] }
        guard question.description.trigger == .unknown else { return read(question, shared) }
        let asEvent = read(question.calling(.event), shared)
        guard asEvent.contains(where: \.breaksHandler) else { return asEvent }
        let asHTTP = read(question.calling(.http), shared)
        return asHTTP.count(where: \.breaksHandler) < asEvent.count(where: \.breaksHandler) ? asHTTP : asEvent
    }

    private var breaksHandler: Bool {
        property == "handler" && (severity ?? RuleList.describe(rule)?.severity) == .error
    }

    private static func read(_ question: EntryQuestion, _ shared: SharedReadings) -> [EntryProblem] {
        switch question.runtime.family {
        case .python: return shared.python.read(question).problems
        case .php: return PHPEntries.problems(of: question)
        case .go: return GoEntries.problems(of: question)
        case .java: return JavaEntries.problems(of: question, shelf: shared.jars)
        case .dotnet: return DotNetEntries.problems(of: question)
        case .nodejs: return NodeReader.problems(question)
        case .custom: return NodeStart.problems(question) + SwiftEntries.problems(of: question, shared.swift)
        case .container: return []
        }
    }
}
