import BuildModel
import FunctionCompute

/// The zip holds a folder that holds everything.
struct WrappingFolder: FunctionRule {
    static let description = RuleDescription(
        "wrapping-folder", .error, "everything in the package lies in one folder too many",
        """
        The zip is unpacked into `/code` as it is. Zipping the folder instead of its contents puts the handler's file, class,
        assembly or program one level too deep.

        Wrong: `zip -r code.zip myproject`

        Right: `cd myproject && zip -r ../code.zip .`

        Source: D/073, D/075
        """)

    /// Rules of language readers that this one says better.
    static let replaced: Set<String> = ["entry-file-missing", "java-class-missing", "dotnet-entry"]

    /// The reader of Python says it by itself; for the other languages the names of files decide.
    func check(_ subject: FunctionSubject) -> [Finding] {
        guard let wrapped = WrappedCode(subject) else { return [] }
        return subject.references.compactMap { property, text in
            let rules = Set(subject.problems.filter { $0.property == property }.map(\.rule))
            guard !rules.contains(Self.description.id),
                wrapped.holds(text, of: subject.runtime.family, isMissing: !rules.isDisjoint(with: Self.replaced))
            else { return nil }
            let isPath = subject.runtime.family != .java && subject.runtime.family != .dotnet
            let plain = text.hasPrefix("./") ? String(text.dropFirst(2)) : text
            return Self.description.finding(
                "\(property) `\(text)`: its file lies in `\(wrapped.folder)/`, with everything else in the package",
                at: subject.location(of: property, entry: wrapped.folder),
                hint: "zip the contents of `\(wrapped.folder)`, not the folder"
                    + (isPath ? " (or use `\(wrapped.folder)/\(plain)`)" : ""))
        }
    }
}

/// Code whose files all lie in one folder at the root.
struct WrappedCode {
    /// The folder.
    let folder: String
    private let code: PackageContents

    /// `nil` where the root holds more than one folder.
    init?(_ subject: FunctionSubject) {
        guard let code = subject.code, let folder = Self.wrapper(of: code) else { return nil }
        self.folder = folder
        self.code = code
    }

    /// The only thing at the root, if it is a folder; what desktops and tools leave there does not count.
    static func wrapper(of code: PackageContents) -> String? {
        guard let names = code.folders[""] else { return nil }
        let visible = names.filter { $0 != "__MACOSX" && !$0.hasPrefix(".") }
        guard visible.count == 1, let folder = visible.first, code.folders[folder] != nil else { return nil }
        return folder
    }

    /// Whether an entry point's file is not where the runtime looks, and is there inside the folder.
    ///
    /// - Parameter isMissing: Whether the reader of the language has not found it anywhere.
    func holds(_ text: String, of family: Runtime.Family, isMissing: Bool) -> Bool {
        switch family {
        case .nodejs: return holdsOneOf(Self.module(text).map { [$0 + ".js", $0 + ".mjs", $0 + ".cjs"] })
        case .php:
            return holdsOneOf(
                Self.module(text).map { [$0 + ".php", $0.split(separator: ".").joined(separator: "/") + ".php"] })
        case .go: return holdsOneOf(text.isEmpty ? nil : [text])
        case .dotnet:
            let parts = text.split(separator: ":", omittingEmptySubsequences: true)
            return holdsOneOf(parts.first.map { [$0 + ".dll"] })
        case .java: return holdsJava(text, isMissing: isMissing)
        case .python, .custom, .container: return false
        }
    }

    /// Classes lie in folders named by their packages, or in jars beside them or in `lib`.
    private func holdsJava(_ text: String, isMissing: Bool) -> Bool {
        guard let name = text.split(separator: ":").first, folder != "lib", folder != "META-INF" else { return false }
        let path = name.split(separator: ".").joined(separator: "/") + ".class"
        if code.files[path] != nil { return false }
        if code.files[folder + "/" + path] != nil { return true }
        // Without a class of its own the folder holds jars, as a build leaves them; a layer may have the class then.
        return isMissing
            && [folder, folder + "/lib"].contains { code.folders[$0]?.contains { $0.hasSuffix(".jar") } ?? false }
    }

    private func holdsOneOf(_ paths: [String]?) -> Bool {
        guard let paths, !paths.contains(where: { code.files[Self.plain($0)] != nil }) else { return false }
        return paths.contains { code.files[folder + "/" + Self.plain($0)] != nil }
    }

    /// The part of a handler before its last dot.
    private static func module(_ text: String) -> String? {
        guard let dot = text.lastIndex(of: "."), dot != text.startIndex else { return nil }
        return String(text[..<dot])
    }

    private static func plain(_ path: String) -> String {
        path.hasPrefix("./") ? String(path.dropFirst(2)) : path.hasPrefix("/") ? String(path.dropFirst()) : path
    }
}

extension FunctionSubject {
    /// The handler and the hooks that name a function, with the keys under which the manifest has them.
    var references: [(property: String, text: String)] {
        [("handler", description.handler)]
            + description.hooks.compactMap { hook in hook.handler.map { (hook.kind.rawValue, $0) } }
    }

    /// Whether `wrapping-folder` says already what a reader of a language found.
    func isWrapped(_ problem: EntryProblem) -> Bool {
        guard WrappingFolder.replaced.contains(problem.rule), let wrapped = WrappedCode(self),
            let text = references.first(where: { $0.property == problem.property })?.text
        else { return false }
        return wrapped.holds(text, of: runtime.family, isMissing: true)
    }
}
