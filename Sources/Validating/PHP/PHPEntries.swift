import BuildModel
import FunctionCompute
import SourceScanners

/// Looks up the entry points of PHP functions: a file of the code, and a global function in it or in what it includes
/// (validate.md, sections 3 and 4.4; D/147).
struct PHPEntries {
    let question: EntryQuestion
    let tree: PHPSourceTree

    static func problems(of question: EntryQuestion) -> [EntryProblem] {
        let number = question.runtime.languageVersion ?? "7.2"
        let view = question.view
        let tree = PHPSourceTree(
            version: PHPVersion(number.major, number.minor), read: { view.bytes(at: $0) },
            list: { view.names(in: $0) })
        let entries = PHPEntries(question: question, tree: tree)
        var problems: [EntryProblem] = []
        for reference in question.references {
            // Strings that are not of the form are findings of `handler-format` and `handler-empty`.
            guard case .module(let module, let function)? = try? HandlerReference(reference.text, family: .php) else {
                continue
            }
            let entry = PHPEntry(
                property: reference.property, text: reference.text, module: module, function: function,
                isRequest: reference.property == "handler" && question.description.trigger == .http)
            // A file that does not compile is one problem, however many entry points it has.
            for problem in entries.problems(of: entry) where !problems.contains(where: { $0.isSame(as: problem) }) {
                problems.append(problem)
            }
        }
        return problems
    }

    private func problems(of entry: PHPEntry) -> [EntryProblem] {
        let verdict = PHPEntryResolver(tree: tree).resolve(entry.text, call: entry.call)
        switch verdict {
        case .ok(let definition):
            return [PHPCallCheck(question: question, tree: tree, entry: entry).problem(of: definition)]
                .compactMap(\.self) + leadingText(entry)
        case .broken(let problem):
            return PHPEntryWords(question: question, tree: tree, entry: entry).problem(problem).map { [$0] } ?? []
        case .unsure(let doubt):
            return [
                question.unverified(
                    "\(entry.words) is not verified: \(words(doubt))", entry.property)
            ] + leadingText(entry)
        }
    }

    /// What the entry point's own file sends before anything is called.
    private func leadingText(_ entry: PHPEntry) -> [EntryProblem] {
        guard let module = tree.module(at: entry.path), let leading = module.leadingText, module.hasCode else {
            return []
        }
        let file = question.shown(entry.path)
        let what =
            switch leading {
            case .byteOrderMark: "begins with a byte order mark"
            case .blank: "has blanks before `<?php`"
            case .interpreterLine: "has a `#!` line before `<?php`"
            case .text: "has text before `<?php`"
            }
        if let namespace = module.namespaces.first {
            return [
                EntryProblem(
                    rule: SyntaxError.description.id,
                    message: "`\(file)` \(what), and `namespace \(namespace)` must be its first statement: it does not "
                        + "compile", property: entry.property, entry: file, line: 1,
                    hint: "let the file begin with `<?php`")
            ]
        }
        return [
            EntryProblem(
                rule: PHPLeadingOutput.description.id, severity: leading == .text ? nil : .note,
                message: "`\(file)` \(what), which is sent as output when the file is loaded",
                property: entry.property, entry: file, line: 1, hint: "let the file begin with `<?php`")
        ]
    }

    private func words(_ doubt: PHPEntryDoubt) -> String {
        switch doubt {
        case .tooLarge(let path, let size): "`\(question.shown(path))` has \(size) bytes"
        case .noBytes(let path): "`\(question.shown(path))` is damaged or larger than 16 MB"
        case .dynamicInclude(let site): "an include computes its path \(question.words(for: site))"
        case .evaluation(let site): "`eval` may define it \(question.words(for: site))"
        case .definedByFunction(let site, let holder): "a call of `\(holder)` defines it \(question.words(for: site))"
        case .includedByFunction(let site): "a function includes its file \(question.words(for: site))"
        case .tooMany(let path): "too many files are included (`\(question.shown(path))` is one of them)"
        }
    }
}

/// A handler or hook of a PHP function.
struct PHPEntry {
    /// `handler`, or the kind of hook.
    let property: String
    /// The string of the manifest.
    let text: String
    /// The part before the last dot.
    let module: String
    /// The part behind it.
    let function: String
    /// Whether an FC 2 HTTP trigger calls it.
    let isRequest: Bool

    var isHook: Bool { property != "handler" }
    var call: PHPCall { isHook ? .hook : isRequest ? .request : .event }
    /// Words for messages: ``handler `index.handler` ``.
    var words: String { "\(property) `\(text)`" }
    /// The call as it looks.
    var callText: String {
        isHook
            ? "\(function)($context)" : isRequest ? "\(function)($request, $context)" : "\(function)($event, $context)"
    }
    /// Where the file must be.
    var path: String { "/code/" + module.split { $0 == "." || $0 == "/" }.joined(separator: "/") + ".php" }
}

extension EntryProblem {
    /// Whether two entry points have one problem.
    func isSame(as other: EntryProblem) -> Bool {
        rule == other.rule && message == other.message && entry == other.entry && line == other.line
    }
}
