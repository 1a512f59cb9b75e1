import Binaries
import BuildModel
import FunctionCompute

/// Whether a method is one that the platform can call as a handler or a hook (D/144, D/121).
struct DotNetContractCheck {
    let question: EntryQuestion
    let entry: DotNetEntry
    let type: CLIType
    let members: DotNetMembers

    func problems() -> [EntryProblem] {
        let named = members.named(entry.method)
        let callable = named.filter { $0.method.visibility == .public && !$0.method.isAbstract }
        guard !named.isEmpty else { return [methodMissing()] }
        guard !callable.isEmpty else {
            if members.unknownBase != nil { return [unsure()] }
            let isAbstract = named.contains { $0.method.visibility == .public }
            return [
                said(
                    HandlerNotCallable.description,
                    "`\(entry.method)` of `\(type.fullName)` is \(isAbstract ? "abstract" : "not public")",
                    hint: isAbstract ? "name a type that implements it" : "write `public`")
            ]
        }
        let fitting = callable.filter { shapeProblem(of: $0.method) == nil }
        guard let chosen = fitting.first else {
            guard members.unknownBase == nil, let first = callable.first, let problem = shapeProblem(of: first.method)
            else { return [unsure()] }
            return [problem]
        }
        if callable.count > 1 {
            return [
                question.unverified(
                    "\(entry.words) is not verified: `\(type.fullName)` has \(callable.count) methods `\(entry.method)`, and "
                        + "which one is taken is not documented", entry.property, entry: entry.file)
            ]
        }
        return objectProblems(chosen) + asyncProblem(chosen.method) + requestProblem(chosen.method)
    }

    // MARK: Parameters

    private func shapeProblem(of method: CLIMethod) -> EntryProblem? {
        let parameters = method.parameters
        if method.genericParameterCount > 0 {
            return signature(method, "has type parameters, which nobody gives it")
        }
        if parameters.contains(where: { $0.hasSuffix("&") || $0.hasSuffix("*") }) {
            return signature(method, "takes a reference or a pointer")
        }
        if entry.isHook {
            switch parameters.count {
            case 0: return nil
            case 1 where Self.isContext(parameters[0]): return nil
            default: return signature(method, "does not fit: a hook gets `IFcContext`, or nothing")
            }
        }
        switch parameters.count {
        case 1 where !Self.isContext(parameters[0]): return nil
        case 2 where Self.isContext(parameters[1]): return nil
        // The HTTP base class: (HttpRequest, HttpResponse, IFcContext). Which calls reach it is not documented for FC 3.
        case 3 where Self.isContext(parameters[2]): return nil
        default: return signature(method, "does not fit: a handler gets its input, and `IFcContext` if it wants it")
        }
    }

    private func requestProblem(_ method: CLIMethod) -> [EntryProblem] {
        guard method.parameters.count == 3, question.description.trigger != .http else { return [] }
        return [
            question.unverified(
                "\(entry.words) is not verified: `\(entry.method)(\(Self.shown(method.parameters)))` is a handler of HTTP "
                    + "requests, and whether `\(question.runtime.id)` calls it so is not known", entry.property,
                entry: entry.file)
        ]
    }

    /// `Aliyun.Serverless.Core.IFcContext`.
    private static func isContext(_ type: String) -> Bool {
        let name = type.split(separator: ".").last ?? ""
        return name == "IFcContext" || name == "FcContext"
    }

    private func signature(_ method: CLIMethod, _ words: String) -> EntryProblem {
        said(
            entry.isHook ? HookSignature.description : HandlerSignature.description,
            "`\(entry.method)(\(Self.shown(method.parameters)))` \(words)", hint: hint(method))
    }

    private func hint(_ method: CLIMethod) -> String {
        if entry.isHook { return "write `public void \(entry.method)(IFcContext context)`" }
        let input = method.parameters.first { !Self.isContext($0) } ?? "System.IO.Stream"
        let result = method.returnType == "System.Void" ? "Stream" : Self.short(method.returnType)
        return "write `public \(result) \(entry.method)(\(Self.short(input)) input, IFcContext context)`"
    }

    private static func shown(_ parameters: [String]) -> String { parameters.map(short).joined(separator: ", ") }

    /// A type as C# programs write it, without its namespace.
    private static func short(_ type: String) -> String {
        guard !type.contains("<"), let dot = type.lastIndex(of: ".") else { return type }
        let name = String(type[type.index(after: dot)...])
        let keywords = ["String": "string", "Int32": "int", "Object": "object", "Boolean": "bool", "Void": "void"]
        return keywords[name] ?? name
    }

    // MARK: Objects

    private func objectProblems(_ chosen: DotNetMembers.Method) -> [EntryProblem] {
        if chosen.method.isStatic {
            guard chosen.isInherited else { return visibilityProblem() }
            return [
                question.unverified(
                    "\(entry.words) is not verified: `\(entry.method)` is a static method of a base type",
                    entry.property,
                    entry: entry.file)
            ]
        }
        if type.isInterface || type.isAbstract {
            return [
                said(
                    HandlerNotCallable.description,
                    "`\(type.fullName)` is \(type.isInterface ? "an interface" : "abstract"): no object can be made of it",
                    hint: "name a type that is derived from it, or make `\(entry.method)` static")
            ]
        }
        let constructors = members.methods.filter { !$0.isInherited && $0.method.name == ".ctor" }.map(\.method)
        // A structure has one without being told.
        guard
            type.baseType?.definition == "System.ValueType"
                || constructors.contains(where: { $0.parameters.isEmpty && $0.visibility == .public })
        else {
            return [
                said(
                    HandlerNotCallable.description,
                    "`\(type.fullName)` has no public constructor without parameters",
                    hint: "add `public \(type.name)() { }`, or make `\(entry.method)` static")
            ]
        }
        return visibilityProblem()
    }

    /// Reflection finds types that are not public too, if it is asked for them.
    private func visibilityProblem() -> [EntryProblem] {
        guard !type.isVisibleOutside else { return [] }
        var problem = said(
            HandlerNotCallable.description, "`\(type.fullName)` is not public",
            hint: "write `public class \(type.name)`")
        problem.severity = .warning
        return [problem]
    }

    private func asyncProblem(_ method: CLIMethod) -> [EntryProblem] {
        guard method.isAsync, method.returnType == "System.Void" else { return [] }
        var problem = said(
            HandlerAsync.description,
            "`\(entry.method)` is `async void`: nobody can wait for its end, or see its exceptions",
            hint: "write `public async Task \(entry.method)`")
        problem.severity = .warning
        return [problem]
    }

    // MARK: What is not there

    private func methodMissing() -> EntryProblem {
        if members.unknownBase != nil { return unsure() }
        let names = members.publicNames
        let nearest =
            NearestName.nearest(to: entry.method, among: names)
            ?? (names.count == 1 && !entry.isHook ? names.first : nil)
        return said(
            entry.isHook ? HookMissing.description : EntrySymbolMissing.description,
            "`\(type.fullName)` has no method `\(entry.method)`; found: " + (names.isEmpty ? "none" : listed(names)),
            hint: nearest.map { "did you mean `\(entry.assembly)::\(type.fullName)::\($0)`?" })
    }

    private func unsure() -> EntryProblem {
        question.unverified(
            "\(entry.words) is not verified: `\(type.fullName)` is derived from `\(members.unknownBase ?? "?")`, which is not "
                + "in the package", entry.property, entry: entry.file)
    }

    private func said(_ rule: RuleDescription, _ words: String, hint: String? = nil) -> EntryProblem {
        EntryProblem(
            rule: rule.id, message: "\(entry.words): \(words)", property: entry.property, entry: entry.file, hint: hint)
    }
}
