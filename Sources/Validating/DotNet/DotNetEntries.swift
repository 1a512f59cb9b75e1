import Binaries
import BuildModel
import FunctionCompute

/// Looks up the entry points of .NET functions: a type of an assembly at the root of the code, and a method of it (D/144,
/// D/121; validate.md, section 4.6).
final class DotNetEntries {
    let question: EntryQuestion
    let assemblies: DotNetAssemblies
    private var problems: [EntryProblem] = []
    /// Assemblies and types that something has been said of: a hook there has no problem of its own.
    private var told: Set<String> = []

    private init(_ question: EntryQuestion) {
        self.question = question
        assemblies = DotNetAssemblies(view: question.view)
    }

    static func problems(of question: EntryQuestion) -> [EntryProblem] {
        let entries = DotNetEntries(question)
        for reference in question.references {
            // Strings that are not of the form are findings of `handler-format` and `handler-empty`.
            guard
                case .dotnetMethod(let assembly, let type, let method)? = try? HandlerReference(
                    reference.text, family: .dotnet)
            else { continue }
            entries.check(
                DotNetEntry(
                    property: reference.property, text: reference.text, assembly: assembly, type: type, method: method))
        }
        return entries.problems
    }

    private func check(_ entry: DotNetEntry) {
        guard !told.contains(entry.assembly) else { return }
        let words = DotNetWords(question: question, assemblies: assemblies, entry: entry)
        switch assemblies.load(entry.assembly) {
        case .missing:
            told.insert(entry.assembly)
            problems.append(words.assemblyMissing())
        case .unreadable:
            told.insert(entry.assembly)
            problems.append(
                question.unverified(
                    "\(entry.words) is not verified: `\(entry.file)` cannot be read", entry.property, entry: entry.file)
            )
        case .broken(let error):
            told.insert(entry.assembly)
            problems.append(words.assemblyBroken(error))
        case .loaded(let assembly): check(entry, assembly, words)
        }
    }

    private func check(_ entry: DotNetEntry, _ assembly: CLIAssembly, _ words: DotNetWords) {
        if entry.property == "handler" {
            problems += DotNetSurroundings(question: question, entry: entry).problems(assembly, assemblies)
        }
        // Nothing of an assembly for a newer .NET is loaded.
        if problems.contains(where: { $0.rule == DotNetFramework.description.id }) {
            told.insert(entry.assembly)
            return
        }
        guard let type = assembly.type(named: entry.type) else {
            if told.insert(entry.assembly + "::" + entry.type).inserted {
                problems.append(words.typeMissing(assembly))
            }
            return
        }
        let members = DotNetMembers(of: type, in: assembly, assemblies)
        let check = DotNetContractCheck(question: question, entry: entry, type: type, members: members)
        problems += check.problems()
    }
}

/// A handler or hook of a .NET function.
struct DotNetEntry {
    /// `handler`, or the kind of hook.
    let property: String
    /// The string of the manifest.
    let text: String
    let assembly: String
    /// Namespace and name, nested types with `+`.
    let type: String
    let method: String

    var isHook: Bool { property != "handler" }
    /// Words for messages: ``handler `HelloApp::Example.Hello::Handle` ``.
    var words: String { "\(property) `\(text)`" }
    /// The assembly's file.
    var file: String { assembly + ".dll" }
}

/// The assemblies at the root of the code, read when they are asked for. Not for use from several tasks at once.
final class DotNetAssemblies {
    /// What became of reading an assembly.
    enum Loading {
        case missing
        /// The file is there, and its bytes cannot be had, or no reader knows it.
        case unreadable
        /// Certainly no assembly.
        case broken(CLIError)
        case loaded(CLIAssembly)
    }

    /// Larger files are not read; assemblies of web frameworks have 10 MB.
    private static let largest = 64 << 20
    private let view: InstanceView
    private var known: [String: Loading] = [:]

    init(view: InstanceView) { self.view = view }

    /// The assembly of a name without `.dll`.
    func load(_ name: String) -> Loading {
        if let loading = known[name] { return loading }
        let loading = read(name)
        known[name] = loading
        return loading
    }

    /// Whether the code has the assembly.
    func has(_ name: String) -> Bool { view.file(at: "/code/" + name + ".dll") != nil }

    /// Names of the assemblies at the root of the code, without `.dll`.
    var names: [String] {
        view.names(in: "/code").filter { $0.hasSuffix(".dll") }.map { String($0.dropLast(4)) }
    }

    /// Names of those that are probably the user's own.
    var ownNames: [String] { names.filter { !Self.isPlatform($0) } }

    /// Whether an assembly comes with .NET, its extensions or the platform's own library.
    static func isPlatform(_ name: String) -> Bool {
        ["mscorlib", "netstandard", "System", "WindowsBase"].contains(name)
            || ["System.", "Microsoft.", "Aliyun.Serverless.", "Mono."].contains(where: name.hasPrefix)
    }

    private func read(_ name: String) -> Loading {
        guard let file = view.file(at: "/code/" + name + ".dll") else { return .missing }
        guard let bytes = file.package.bytes(at: file.path, limit: Self.largest) else { return .unreadable }
        do throws(CLIError) {
            return .loaded(try CLIAssembly(bytes: bytes))
        } catch {
            switch error {
            case .notPE, .notManaged, .truncated: return .broken(error)
            case .malformed, .tooLarge: return .unreadable
            }
        }
    }
}
