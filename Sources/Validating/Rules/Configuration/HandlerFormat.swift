import BuildModel
import FunctionCompute

/// A handler or hook string that its runtime cannot take apart.
struct HandlerFormat: ConfigurationRule {
    static let description = RuleDescription(
        "handler-format", .error, "the handler is not written as its runtime wants it",
        """
        Python, Node.js and PHP want `file.function`: the text is cut at the last dot, what stands before it is the file
        without its extension. Java wants `package.Class::method`, .NET `Assembly::Namespace.Class::Method`.

        Wrong: `handler: index` · `handler: index.py.handler` · `handler: src\\index.handler`

        Right: `handler: index.handler` · `handler: src/index.handler`

        Source: D/143 to D/148
        """)

    func check(_ function: ConfiguredFunction) -> [Finding] {
        guard let runtime = function.runtime else { return [] }
        var findings: [Finding] = []
        let description = function.description
        if !description.handler.isEmpty {
            findings += problem(of: description.handler, named: "handler", runtime, function.location(of: "handler"))
        }
        for hook in description.hooks {
            guard let handler = hook.handler, !handler.isEmpty else { continue }
            let name = hook.kind.rawValue
            findings += problem(of: handler, named: name, runtime, function.location(of: name))
        }
        return findings
    }

    private func problem(
        of handler: String, named name: String, _ runtime: Runtime, _ location: Finding.Location
    ) -> [Finding] {
        // The switch of a hook on Go and custom runtimes is any text (D/119).
        do {
            _ = try HandlerReference(handler, family: runtime.family)
            return []
        } catch {
            let shown = handler.count > 80 ? handler.prefix(77) + "..." : handler[...]
            let (words, hint) = words(for: error, handler: handler, runtime)
            return [Self.description.finding("\(name) `\(visible(shown))` \(words)", at: location, hint: hint)]
        }
    }

    private func words(
        for problem: HandlerReference.Problem, handler: String, _ runtime: Runtime
    ) -> (String, String?) {
        switch problem {
        case .empty: ("is empty", nil)
        case .tooLong: ("is longer than \(HandlerReference.longest) bytes", nil)
        case .forbiddenCharacter:
            if handler.contains("\\") {
                (
                    "has a backslash: folders are separated by `/`",
                    "write `\(String(handler.map { $0 == "\\" ? "/" : $0 }))`"
                )
            } else {
                ("has white space or a control character in it", nil)
            }
        case .leavesCode:
            ("does not stay inside the code: it begins with `/`, or has an empty part or `..`", nil)
        case .noFunction:
            (
                "has no `.function` at the end",
                handler.contains(".") || handler.contains("/") ? nil : "write for example `\(handler).handler`"
            )
        case .extensionInside(let suggestion):
            ("has the extension of the file in it", "write `\(suggestion)`")
        case .otherForm(let expected):
            ("is not of the form of \(runtime.id)", "write `\(expected)`")
        }
    }

    private func visible(_ text: Substring) -> String {
        String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? "\u{FFFD}" : $0 }))
    }
}
