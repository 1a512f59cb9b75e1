import Archives
import BuildModel
import FunctionCompute

/// Looks up the program that the handler of a go1 function names (D/067, D/145). Whether it can be started is judged by the
/// rules of start files.
struct GoEntries {
    let question: EntryQuestion

    static func problems(of question: EntryQuestion) -> [EntryProblem] {
        let entries = GoEntries(question: question)
        let handler = question.description.handler
        guard (try? HandlerReference(handler, family: .go)) != nil else { return [] }
        guard let path = path(of: handler) else {
            return [
                question.unverified(
                    "handler `\(handler)` is not verified: it is no path inside the code", "handler")
            ]
        }
        if let file = question.view.file(at: "/code/" + path) { return entries.hookProblems(file) }
        return [entries.missing(path)]
    }

    /// A handler as a path inside the code; `nil` for what leads out of it.
    static func path(of handler: String) -> String? {
        guard !handler.hasPrefix("/"), (try? HandlerReference(handler, family: .go)) != nil,
            let path = InstanceView.join("/code", handler), path.hasPrefix("/code/")
        else { return nil }
        return String(path.dropFirst("/code/".count))
    }

    // MARK: The program

    private func missing(_ path: String) -> EntryProblem {
        let words = "handler `\(question.description.handler)`"
        if let folder = question.wrappingFolder(holding: "/code/" + path) {
            return question.wrapped(in: folder, words, "handler", use: "\(folder)/\(path)")
        }
        let isFolder = question.view.isFolder("/code/" + path)
        return EntryProblem(
            rule: EntryFileMissing.description.id, severity: question.missingSeverity,
            message: isFolder
                ? "\(words) is a folder of the code; go1 starts the program of that name"
                : "\(words): no program `\(path)` in the code (looked for `/code/\(path)`)",
            property: "handler", entry: isFolder ? path : nil, hint: hint(path) ?? question.madeBeforeDeployment)
    }

    private func hint(_ path: String) -> String? {
        guard let code = question.view.code else { return nil }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        // The same name deeper, or inside the folder of that name.
        let deeper = code.files.keys.filter { $0 == name || $0.hasSuffix("/" + name) || $0 == path + "/" + name }
        if let found = deeper.min(by: { ($0.utf8.count, $0) < ($1.utf8.count, $1) }) {
            return "found `\(found)`: write `handler: \(found)`"
        }
        let programs = code.files.values.filter { $0.isExecutable && !$0.name.contains(".") }.map(\.name).sorted()
        if programs.count == 1 { return "found `\(programs[0])`: write `handler: \(programs[0])`" }
        if code.files[path + ".exe"] != nil {
            return "`\(path).exe` is a Windows program: `GOOS=linux GOARCH=amd64 CGO_ENABLED=0 go build -o \(name)`"
        }
        let names = code.folders[""] ?? []
        if let nearest = NearestName.nearest(to: name, among: names.filter { !$0.hasSuffix(".go") }) {
            return "did you mean `\(nearest)`?"
        }
        if code.files.keys.contains(where: { $0.hasSuffix(".go") }) {
            return "the package has sources; go1 runs what is built of them: "
                + "`GOOS=linux GOARCH=amd64 CGO_ENABLED=0 go build -o \(name)`"
        }
        return names.isEmpty ? nil : "at the root of the code: " + listed(names)
    }

    // MARK: Hooks

    /// Names of functions stay in a Go program even when it is stripped, so that it can print stack traces. Those that
    /// nothing calls are not linked. A packed or renamed program says nothing, so nothing here is an error.
    private func hookProblems(_ file: InstanceView.File) -> [EntryProblem] {
        let hooks: [(String, String)] = question.description.hooks.compactMap { hook in
            guard hook.handler != nil else { return nil }
            switch hook.kind {
            case .initializer: return ("initializer", "RegisterInitializerFunction")
            case .preStop: return ("preStop", "RegisterPreStopFunction")
            case .preFreeze: return ("preFreeze", "RegisterPreFreezeFunction")
            }
        }
        if hooks.isEmpty { return [] }
        var search = TextSearch(hooks.map(\.1) + ["fc-runtime-go-sdk/fc."])
        guard file.entry.size <= UInt64(NativeFiles.largest),
            (try? file.package.directory.withMember(file.entry) { search.take($0) }) != nil
        else { return [] }
        return hooks.compactMap { property, function in
            if search.found.contains(function) { return nil }
            guard search.found.contains("fc-runtime-go-sdk/fc.") else {
                return question.unverified(
                    "\(property) is not verified: whether `\(file.path)` registers one cannot be seen in it", property)
            }
            return EntryProblem(
                rule: HookMissing.description.id, severity: .warning,
                message: "\(property) is configured, and `\(file.path)` never calls `fc.\(function)`",
                property: property, entry: file.path,
                hint: "call `fc.\(function)(…)` before `fc.Start`, or remove `\(property)` from the configuration")
        }
    }
}

/// Looks for texts in bytes that come in pieces.
struct TextSearch {
    /// Those that were seen.
    private(set) var found: Set<String> = []
    private let wanted: [(text: String, bytes: [UInt8])]
    private var tail: [UInt8] = []
    private let longest: Int

    init(_ texts: [String]) {
        wanted = texts.map { ($0, Array($0.utf8)) }
        longest = wanted.map(\.bytes.count).max() ?? 0
    }

    mutating func take(_ piece: UnsafeRawBufferPointer) {
        guard found.count < wanted.count else { return }
        if !tail.isEmpty {
            // What begins in the piece before.
            let seam = tail + piece.prefix(longest)
            seam.withUnsafeBytes { look(in: $0) }
        }
        look(in: piece)
        tail = Array((tail + piece.suffix(longest)).suffix(longest))
    }

    private mutating func look(in bytes: UnsafeRawBufferPointer) {
        for (text, wanted) in wanted where !found.contains(text) && Self.has(wanted, bytes) { found.insert(text) }
    }

    private static func has(_ wanted: [UInt8], _ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let first = wanted.first, bytes.count >= wanted.count else { return false }
        for start in 0...(bytes.count - wanted.count) where bytes[start] == first {
            if wanted.indices.allSatisfy({ bytes[start + $0] == wanted[$0] }) { return true }
        }
        return false
    }
}
