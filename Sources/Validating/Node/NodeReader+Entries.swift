import BuildModel
import FunctionCompute
import SourceScanners

/// What is said of entry points.
extension NodeReader {
    /// What is wrong with an entry point, or not known of it; `nil` if nothing.
    func problem(_ entry: Entry) -> EntryProblem? {
        switch entry.verdict {
        case .ok: nil
        case .unsure(let doubt):
            EntryProblem(
                rule: "entry-unverified", message: "\(entry.words) is not verified: \(words(doubt))",
                property: entry.property)
        case .broken(let problem): self.problem(problem, entry)
        }
    }

    private func problem(_ problem: JavaScriptEntryProblem, _ entry: Entry) -> EntryProblem? {
        switch problem {
        case .moduleMissing(let missing): return fileMissing(missing, entry)
        case .doesNotCompile(let path, let obstacle): return self.obstacle(obstacle, in: path, entry.property)
        case .moduleSyntaxInCommonJS(let site, let package):
            return moduleSyntax(site, package: package, entry.property)
        case .commonJSInModule(let site, let package): return commonJS(site, package: package, entry.property)
        case .modulesUnsupported(let path, let package):
            let reason = package.map { " by `\"type\": \"module\"` in `\(shown($0))`" } ?? ""
            return EntryProblem(
                rule: "esm-mismatch",
                message: "`\(shown(path))` is an ES module\(reason), and `\(question.runtime.id)` loads CommonJS only",
                property: entry.property, entry: shown(path),
                hint:
                    "use `nodejs18` or later, or remove `\"type\": \"module\"` and write `exports.\(entry.function) = …`"
            )
        case .symbolMissing(let missing): return symbolMissing(missing, entry)
        case .requiredModuleMissing(let site, let specifier, let lookedFor):
            return EntryProblem(
                rule: "dependency-missing", severity: missingSeverity,
                message: "\(entry.words) comes from `\(specifier)` \(words(site)), which is not there "
                    + "(looked for \(list(lookedFor)))", property: entry.property, entry: shown(site.path),
                line: site.place.line)
        case .undefinedName(let name, let site):
            return at(
                site, entry, entry.isHook ? "hook-missing" : "entry-symbol-missing",
                "`\(entry.function)` is set to `\(name)`, which nothing declares")
        case .notCallable(let site, let value):
            return at(
                site, entry, "handler-not-callable", "is \(words(value))", joined: " ", tail: ", which cannot be called"
            )
        case .generator(let site):
            return at(
                site, entry, "handler-generator", "is a generator (`function*`)", joined: " ",
                tail: ": calling it runs nothing of its body", hint: "make it an `async function`")
        case .wrongContract(let site, let parameters, let contract):
            return wrongContract(site, parameters, contract, entry)
        case .callbackNeverUsed(let site, let function): return callbackNeverUsed(site, function, entry)
        }
    }

    private func at(
        _ site: SourceSite, _ entry: Entry, _ rule: String, _ text: String, joined: String = ": ", tail: String = "",
        severity: Finding.Severity? = nil, hint: String? = nil
    ) -> EntryProblem {
        EntryProblem(
            rule: rule, severity: severity, message: "\(entry.words)\(joined)\(text) \(words(site))\(tail)",
            property: entry.property, entry: shown(site.path), line: site.place.line, hint: hint)
    }

    func list(_ paths: [String]) -> String {
        paths.prefix(6).map { "`\($0)`" }.joined(separator: ", ") + (paths.count > 6 ? ", …" : "")
    }

    // MARK: Files

    private func fileMissing(_ missing: JavaScriptMissingModule, _ entry: Entry) -> EntryProblem {
        if let folder = missing.lookedFor.lazy.compactMap(question.wrappingFolder).first {
            return question.wrapped(in: folder, entry.words, entry.property, use: "\(folder)/\(entry.text)")
        }
        for ending in [".js", ".mjs", ".cjs"] {
            for root in ["/opt/nodejs/node_modules/", "/opt/nodejs/", "/opt/"]
            where question.view.file(at: root + entry.module + ending) != nil {
                return EntryProblem(
                    rule: "handler-in-layer",
                    message:
                        "\(entry.words): `\(root)\(entry.module)\(ending)` is in a layer; `\(question.runtime.id)` "
                        + "looks for it in `/code` only", property: entry.property,
                    hint: "put a file into the code that exports `\(entry.function)` of the layer's file")
            }
        }
        if let module = missing.near.first(where: { $0.hasSuffix(".mjs") }) {
            return EntryProblem(
                rule: "esm-mismatch",
                message: "\(entry.words): `\(shown(module))` is an ES module, and `\(question.runtime.id)` loads only "
                    + "`\(entry.module).js`", property: entry.property, entry: shown(module),
                hint: "use `nodejs18` or later, or compile to CommonJS")
        }
        return EntryProblem(
            rule: "entry-file-missing", severity: missingSeverity,
            message: "\(entry.words): no file for `\(entry.module)` (looked for \(list(missing.lookedFor)))",
            property: entry.property, hint: hint(missing, entry))
    }

    private func hint(_ missing: JavaScriptMissingModule, _ entry: Entry) -> String? {
        if let other = missing.otherCase {
            return "`\(shown(other))` differs only by case: names are case-sensitive in the cloud"
        }
        if let near = missing.near.first {
            let file = shown(near)
            if near.hasSuffix("ts") || near.hasSuffix("x") {
                return "`\(file)` is there: compile it to `\(entry.module).js`"
            }
            if near.hasSuffix("/index.js") || near.hasSuffix("/index.mjs") {
                return "`\(file)` is there: use `\(entry.module)/index.\(entry.function)`"
            }
            return "`\(file)` is there: rename it to `\(entry.module).js`"
        }
        if let site = missing.elsewhere.first {
            let file = shown(site.path)
            return "`\(file)` exports `\(entry.function)`: use `\(file.droppingJavaScript).\(entry.function)`"
        }
        let names = question.view.code?.folders[""] ?? []
        let modules = names.filter { $0.droppingJavaScript != $0 }.map(\.droppingJavaScript)
        if let nearest = NearestName.nearest(to: entry.module, among: modules) {
            return "did you mean `\(nearest).\(entry.function)`?"
        }
        if let other = names.first(where: { [".py", ".php", ".jar"].contains(where: $0.hasSuffix) }) {
            return "`\(other)` is there: is `\(question.runtime.id)` the right runtime?"
        }
        if let made = madeBeforeDeployment { return made }
        return modules.isEmpty
            ? nil : "at the root of the code: " + modules.prefix(8).map { "`\($0).js`" }.joined(separator: ", ")
    }

    // MARK: Names

    private func symbolMissing(_ missing: JavaScriptMissingSymbol, _ entry: Entry) -> EntryProblem {
        var text = "\(entry.words): `\(missing.name)` is not exported by `\(shown(missing.path))`"
        if let site = missing.askedAt { text += " (asked for \(words(site)))" }
        if let place = missing.lostAt {
            text += ": line \(place.line) sets it on an object that `module.exports` no longer is"
        } else if let place = missing.exportsRebound {
            text += ": line \(place.line) gives `exports` another value, which exports nothing"
        }
        let found = missing.exported.filter { $0 != "default" }
        text += "; found: "
        text += found.isEmpty ? "nothing" : found.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
        if found.count > 8 { text += ", …" }
        return EntryProblem(
            rule: entry.isHook ? "hook-missing" : "entry-symbol-missing", message: text, property: entry.property,
            entry: shown(missing.path), line: (missing.lostAt ?? missing.exportsRebound)?.line,
            hint: hint(missing, entry))
    }

    private func hint(_ missing: JavaScriptMissingSymbol, _ entry: Entry) -> String? {
        if missing.exportsRebound != nil || missing.lostAt != nil {
            return "write `module.exports = { \(missing.name) }`, or `exports.\(missing.name) = …` alone"
        }
        guard missing.askedAt == nil else { return nil }
        if let nearest = NearestName.nearest(to: missing.name, among: missing.exported) {
            return "did you mean `\(entry.module).\(nearest)`?"
        }
        if let site = missing.elsewhere.first {
            let file = shown(site.path)
            return "`\(file)` exports `\(missing.name)`: use `\(file.droppingJavaScript).\(missing.name)`"
        }
        if missing.exported == ["default"] {
            return "`export default` is not found by name: write `export const \(missing.name) = …`"
        }
        let usual = ["handler", "main_handler", "main", "lambda_handler", "handle"]
        let only = missing.exported.count == 1 ? missing.exported.first : nil
        if !entry.isHook, let name = missing.exported.first(where: usual.contains) ?? only {
            return "did you mean `\(entry.module).\(name)`?"
        }
        return nil
    }

    // MARK: Calls

    private func wrongContract(
        _ site: SourceSite, _ parameters: [String], _ contract: JavaScriptContract, _ entry: Entry
    ) -> EntryProblem {
        let signature = "(" + parameters.joined(separator: ", ") + ")"
        if entry.isHook {
            return at(
                site, entry, "hook-signature", "is written as `\(signature)`", joined: " ",
                tail: ", and hooks are called as `\(entry.call)`: `\(parameters.last ?? "callback")` is undefined",
                hint: "remove `\(parameters.first ?? "event")`")
        }
        let isHTTP = entry.contract == .http
        let caller =
            isHTTP ? "an FC 2 HTTP trigger" : question.plan.isFC3 == false ? "an event function" : "FC 3"
        let kind = contract == .http ? "an HTTP handler" : "an event handler"
        return at(
            site, entry, "handler-kind", "is \(kind) `\(signature)`", joined: " ",
            tail: "; \(caller) calls `\(entry.call)`",
            hint: isHTTP
                ? "answer with `resp.send(…)` from `(req, resp, context)`"
                : "return `{ statusCode, headers, body }`, or use a custom runtime")
    }

    /// Up to Node.js 16 the platform waits for the callback (D/143). A function that returns nothing and is not `async`
    /// gives it nothing else to wait for; of hooks the manual says that returning is enough (D/120).
    private func callbackNeverUsed(
        _ site: SourceSite, _ function: JavaScriptFunction, _ entry: Entry
    ) -> EntryProblem {
        let mayReturn = function.isAsync || function.returnsValue
        let name = function.parameters.dropFirst(entry.isHook ? 1 : 2).first ?? "callback"
        return at(
            site, entry, "callback-never-called", "never uses its callback", joined: " ",
            tail: ": `\(question.runtime.id)` waits for it until the time is over",
            severity: entry.isHook ? (mayReturn ? .note : .warning) : mayReturn ? .warning : .error,
            hint: "call `\(name)(null, result)` at the end, or use `nodejs18` or later with an `async` function")
    }
}

extension String {
    /// Without `.js`, `.mjs` or `.cjs`.
    var droppingJavaScript: String {
        for ending in [".js", ".mjs", ".cjs"] where hasSuffix(ending) { return String(dropLast(ending.count)) }
        return self
    }
}
