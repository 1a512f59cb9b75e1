import BuildModel

/// Relative paths in the user's manifest, told anew for a manifest that lies in `.fclayer/out/`.
enum RelativePaths {
    /// From `.fclayer/out/` to the folder of the project.
    static let up = "../../"

    /// The path from `.fclayer/out/`; paths that are not relative to the manifest stay as they are.
    static func moved(_ path: String) -> String {
        guard isRelative(path) else { return path }
        var rest = path[...]
        while rest.hasPrefix("./") { rest = rest.dropFirst(2) }
        return rest.isEmpty || rest == "." ? "../.." : up + rest
    }

    /// The whole document with `file(…)` and `path(…)` variables, the files of `extend` and `env`, the folders of `actions` and the paths of
    /// resources that are not functions of the project told anew. `functions` are the paths of the functions' properties.
    static func moved(_ document: ManifestValue, functions: [[String]]) -> ManifestValue {
        guard case .mapping(let pairs) = document else { return document }
        return .mapping(
            pairs.map { pair in
                switch pair.key {
                case "extend", "env": .init(pair.key, pair.value.text.map { .string(moved($0)) } ?? pair.value)
                case "actions": .init(pair.key, actions(pair.value))
                case "resources", "services":
                    .init(pair.key, resources(pair.value, key: pair.key, functions: functions))
                default: .init(pair.key, expressions(pair.value))
                }
            })
    }

    /// `file('x')` and `path('x')` inside `${…}` with their argument told anew; FC 2 writes it without quotes.
    static func expressions(in text: String) -> String {
        guard text.contains("${") else { return text }
        var result = ""
        var rest = text[...]
        while let call = nextCall(rest) {
            let inside = text[..<call.lowerBound]
            let isVariable = opened(inside)
            result += rest[..<call.upperBound]
            rest = rest[call.upperBound...]
            // `profile(` is not `file(`.
            let isName = inside.last?.isLetter == true || inside.last == "_"
            guard isVariable, !isName, let end = rest.firstIndex(of: ")") else { continue }
            let argument = rest[..<end]
            let bare = argument.drop { $0 == " " || $0 == "'" || $0 == "\"" }
            if isRelative(String(bare)), !bare.contains("$") {
                let path = bare.prefix { $0 != "'" && $0 != "\"" && $0 != " " }
                result += argument[..<bare.startIndex] + moved(String(path)) + bare[path.endIndex...]
            } else {
                result += argument
            }
            rest = rest[end...]
        }
        return result + rest
    }

    private static func nextCall(_ text: Substring) -> Range<Substring.Index>? {
        let ranges = ["file(", "path("].compactMap { text.firstRange(of: $0) }
        return ranges.min { $0.lowerBound < $1.lowerBound }
    }

    /// Whether a `${` before this place has not been closed yet.
    private static func opened(_ text: Substring) -> Bool {
        var depth = 0
        var previous: Character = " "
        for character in text {
            if character == "{", previous == "$" || depth > 0 { depth += 1 }
            if character == "}", depth > 0 { depth -= 1 }
            previous = character
        }
        return depth > 0
    }

    private static func isRelative(_ path: String) -> Bool {
        guard let first = path.first, first != "/", first != "~", first != "$" else { return false }
        return !path.contains("://")
    }

    private static func expressions(_ value: ManifestValue) -> ManifestValue {
        map(value) { text, _ in expressions(in: text) }
    }

    private static func resources(_ value: ManifestValue, key: String, functions: [[String]]) -> ManifestValue {
        guard case .mapping(let pairs) = value else { return expressions(value) }
        return .mapping(
            pairs.map { pair in
                let isFunction = functions.contains { $0.starts(with: [key, pair.key]) }
                guard case .mapping(let members) = pair.value else { return .init(pair.key, expressions(pair.value)) }
                let moved = members.map { member in
                    ManifestValue.Pair(
                        member.key,
                        member.key == "actions"
                            ? actions(member.value)
                            : isFunction && member.key != "component"
                                ? expressions(member.value) : dotted(member.value))
                }
                return .init(pair.key, .mapping(moved))
            })
    }

    /// Strings that begin with `./` or `../` are paths beside the manifest, except in what runs in the cloud.
    private static func dotted(_ value: ManifestValue) -> ManifestValue {
        let remote: Set<String> = ["command", "args", "entrypoint", "environmentVariables"]
        return map(value) { text, keys in
            let isPath = text.hasPrefix("./") || text.hasPrefix("../")
            return isPath && remote.isDisjoint(with: keys) ? moved(text) : expressions(in: text)
        }
    }

    /// `run` without a `path` runs in the folder of the manifest, so the path is written out; a plugin may be a folder.
    private static func actions(_ value: ManifestValue) -> ManifestValue {
        guard case .mapping(let hooks) = value else { return expressions(value) }
        return .mapping(
            hooks.map { hook in
                guard case .sequence(let items) = hook.value else { return .init(hook.key, expressions(hook.value)) }
                return .init(hook.key, .sequence(items.map(action)))
            })
    }

    private static func action(_ value: ManifestValue) -> ManifestValue {
        guard case .mapping(let pairs) = value else { return expressions(value) }
        var result = ManifestValue.mapping(
            pairs.map { pair in
                switch pair.key {
                case "path": .init(pair.key, pair.value.text.map { .string(moved($0)) } ?? pair.value)
                case "args", "plugin": .init(pair.key, dotted(pair.value))
                default: .init(pair.key, expressions(pair.value))
                }
            })
        if result["run"] != nil, result["path"] == nil { result["path"] = .string("../..") }
        return result
    }

    private static func map(
        _ value: ManifestValue, keys: [String] = [], _ change: (String, [String]) -> String
    ) -> ManifestValue {
        switch value {
        case .string(let text): .string(change(text, keys))
        case .sequence(let values): .sequence(values.map { map($0, keys: keys, change) })
        case .mapping(let pairs):
            .mapping(pairs.map { .init($0.key, map($0.value, keys: keys + [$0.key], change)) })
        case .null, .boolean, .integer, .number: value
        }
    }
}
