import BuildModel
import FunctionCompute
import SourceScanners

/// Words for what keeps a PHP entry point from working.
struct PHPEntryWords {
    let question: EntryQuestion
    let tree: PHPSourceTree
    let entry: PHPEntry

    func problem(_ problem: PHPEntryProblem) -> EntryProblem? {
        switch problem {
        case .malformed: return nil  // handler-format
        case .fileMissing(let missing): return fileMissing(missing)
        case .doesNotCompile(let path, let obstacle): return doesNotCompile(path, obstacle)
        case .requiredFileMissing(let site, let isComposer, let lookedFor):
            return requiredFileMissing(site, isComposer, lookedFor)
        case .functionMissing(let missing): return functionMissing(missing)
        case .wrongArity(let site, let parameters, let given): return wrongArity(site, parameters, given)
        }
    }

    // MARK: Files

    private func fileMissing(_ missing: PHPMissingFile) -> EntryProblem {
        let path = missing.lookedFor
        if let folder = question.wrappingFolder(holding: path) {
            return question.wrapped(in: folder, entry.words, entry.property, use: "\(folder)/\(entry.text)")
        }
        let inLayer = "/opt/php/" + path.dropFirst("/code/".count)
        if question.view.file(at: inLayer) != nil {
            return question.unverified(
                "\(entry.words) is not verified: `\(inLayer)` is in a layer, and the handler's file belongs into the code",
                entry.property)
        }
        return EntryProblem(
            rule: EntryFileMissing.description.id, severity: question.missingSeverity,
            message: "\(entry.words): no file `\(question.shown(path))` in the code (looked for `\(path)`)",
            property: entry.property, hint: hint(missing) ?? question.madeBeforeDeployment)
    }

    private func hint(_ missing: PHPMissingFile) -> String? {
        if let other = missing.otherCase {
            return "`\(question.shown(other))` differs only by case: names are case-sensitive in the cloud"
        }
        if let site = missing.elsewhere.first {
            return "`\(question.shown(site.path))` defines `\(entry.function)`: use "
                + "`\(reference(site.path)).\(entry.function)`"
        }
        let names = question.view.names(in: "/code")
        let modules = names.filter { $0.hasSuffix(".php") }.map { String($0.dropLast(4)) }
        if let nearest = NearestName.nearest(to: entry.module, among: modules) {
            return "did you mean `\(nearest).\(entry.function)`?"
        }
        if let other = names.first(where: { name in [".py", ".js", ".mjs", ".jar"].contains(where: name.hasSuffix) }) {
            return "`\(other)` is there: is `\(question.runtime.id)` the right runtime?"
        }
        return modules.isEmpty ? nil : "at the root of the code: " + listed(modules.map { $0 + ".php" })
    }

    /// A file as handlers name it.
    private func reference(_ path: String) -> String {
        let file = question.shown(path)
        return file.hasSuffix(".php") ? String(file.dropLast(4)) : file
    }

    private func requiredFileMissing(
        _ site: SourceSite, _ isComposer: Bool, _ lookedFor: [String]
    ) -> EntryProblem {
        if question.hasUnknownLayers, lookedFor.contains(where: { $0.hasPrefix("/opt/") }) {
            return question.unverified(
                "\(entry.words) is not verified: what is required \(question.words(for: site)) is not in the code, and the "
                    + "contents of a layer are not known", entry.property, entry: question.shown(site.path),
                line: site.place.line)
        }
        let composer = question.view.file(at: "/code/composer.json") != nil
        return EntryProblem(
            rule: DependencyMissing.description.id, severity: question.missingSeverity,
            message: "\(entry.words): the file required \(question.words(for: site)) is not in the package (looked for "
                + "\(listed(lookedFor)))", property: entry.property, entry: question.shown(site.path),
            line: site.place.line,
            hint: isComposer
                ? "run `composer install` before packing\(composer ? "" : ", where `composer.json` is"), or require "
                    + "`/opt/php/vendor/autoload.php` of a layer"
                : question.madeBeforeDeployment)
    }

    private func doesNotCompile(_ path: String, _ obstacle: PHPObstacle) -> EntryProblem {
        let file = question.shown(path)
        switch obstacle {
        case .feature(let use):
            return EntryProblem(
                rule: SyntaxTooNew.description.id,
                message:
                    "`\(file)` line \(use.place.line), column \(use.place.column): \(Self.name(use.feature)) needs PHP "
                    + "\(use.feature.introduced), and `\(question.runtime.id)` has PHP \(tree.version): the file does not "
                    + "compile", property: "handler", entry: file, line: use.place.line,
                hint: "write it for PHP \(tree.version), or run a newer PHP from a layer on a custom runtime")
        case .problem(let problem):
            return EntryProblem(
                rule: SyntaxError.description.id,
                message:
                    "`\(file)` line \(problem.place.line), column \(problem.place.column): \(words(problem.kind)): the "
                    + "file does not compile", property: "handler", entry: file, line: problem.place.line)
        }
    }

    private func words(_ kind: PHPProblem.Kind) -> String {
        switch kind {
        case .unclosedString: "the string that begins here never ends"
        case .unclosedComment: "the comment that begins here never ends"
        case .unclosedBracket(let bracket): "`\(bracket)` is never closed"
        case .unmatchedBracket(let bracket): "`\(bracket)` closes nothing"
        }
    }

    // MARK: Functions

    private func functionMissing(_ missing: PHPMissingFunction) -> EntryProblem {
        let file = question.shown(missing.path)
        var text = "\(entry.words): `\(missing.name)` is not defined by `\(file)` as a global function"
        var line: Int?
        if !missing.hasCode {
            text += ": the file has no `<?php`"
        } else if let place = missing.hiddenByComment {
            line = place.line
            text += ": the comment that begins in line \(place.line) never ends"
        } else if let place = missing.hiddenByAttribute {
            line = place.line
            text += ": PHP \(tree.version) reads the attribute in line \(place.line) as a comment up to the line's end"
        } else if let name = missing.inNamespaces.first {
            text += ": it is `\(name)`, in a namespace"
        } else if let name = missing.inClasses.first {
            text += ": it is a method of class `\(name)`"
        } else {
            text += missing.functions.isEmpty ? "; found: no function" : "; found: " + listed(missing.functions)
        }
        let rule = entry.isHook ? HookMissing.description : EntrySymbolMissing.description
        return EntryProblem(
            rule: rule.id, message: text, property: entry.property, entry: file, line: line, hint: hint(missing))
    }

    private func hint(_ missing: PHPMissingFunction) -> String? {
        if !missing.hasCode || missing.hiddenByComment != nil || missing.hiddenByAttribute != nil { return nil }
        if !missing.inNamespaces.isEmpty { return "define `\(missing.name)` outside of the namespace" }
        if let name = missing.inClasses.first {
            return "add `function \(entry.callText) { … }` that calls the method of `\(name)`"
        }
        if let site = missing.elsewhere.first {
            return "`\(question.shown(site.path))` defines `\(missing.name)`: use "
                + "`\(reference(site.path)).\(missing.name)`, or require it"
        }
        if let nearest = NearestName.nearest(to: missing.name, among: missing.functions) {
            return "did you mean `\(entry.module).\(nearest)`?"
        }
        let usual = ["handler", "main_handler", "main", "handle"]
        if !entry.isHook,
            let name = missing.functions.first(where: usual.contains)
                ?? (missing.functions.count == 1 ? missing.functions.first : nil)
        {
            return "did you mean `\(entry.module).\(name)`?"
        }
        return nil
    }

    private func wrongArity(_ site: SourceSite, _ parameters: PHPParameters, _ given: Int) -> EntryProblem {
        let names = parameters.names.map { "$" + $0 }
        let text = "\(entry.function)(\(names.joined(separator: ", ")))"
        let file = question.shown(site.path)
        if !entry.isHook, names.count >= 2, ["req", "request"].contains(parameters.names[0].lowercased()),
            ["res", "resp", "response"].contains(parameters.names[1].lowercased())
        {
            return EntryProblem(
                rule: HandlerKind.description.id,
                message:
                    "\(entry.words) takes (\(names.joined(separator: ", "))) \(question.words(for: site)), the HTTP "
                    + "handler of other platforms; it is called as `\(entry.callText)`", property: entry.property,
                entry: file, line: site.place.line, hint: "write `function \(entry.callText)`")
        }
        let rule = entry.isHook ? HookSignature.description : HandlerSignature.description
        return EntryProblem(
            rule: rule.id,
            message: "\(entry.words) is called as `\(entry.callText)` with \(given) argument\(given == 1 ? "" : "s"), "
                + "`\(text)` \(question.words(for: site)) needs \(parameters.required)", property: entry.property,
            entry: file, line: site.place.line, hint: "write `function \(entry.callText)`")
    }

    static func name(_ feature: PHPFeature) -> String {
        switch feature {
        case .flexibleHeredoc: "a heredoc with an indented end"
        case .trailingCommaInCall: "a comma after the last argument"
        case .typedProperty: "the type of a property"
        case .arrowFunction: "`fn`"
        case .coalescingAssignment: "`??=`"
        case .spreadInArray: "`...` in an array"
        case .numericSeparator: "`_` in a number"
        case .matchExpression: "`match`"
        case .namedArgument: "a named argument"
        case .nullsafeOperator: "`?->`"
        case .attribute: "an attribute"
        case .constructorPromotion: "a property declared by a constructor's parameter"
        case .unionType: "a union type"
        case .trailingCommaInParameters: "a comma after the last parameter"
        case .catchWithoutVariable: "`catch` without a variable"
        case .throwExpression: "`throw` inside an expression"
        case .classOfObject: "`::class` of an object"
        case .enumeration: "`enum`"
        case .readonlyProperty: "a `readonly` property"
        case .firstClassCallable: "`f(...)`"
        case .explicitOctal: "an octal number with `0o`"
        case .readonlyClass: "a `readonly` class"
        }
    }
}
