import BuildModel

/// Reads the names of Debian packages from the files that tools of Function Compute know.
struct DebianListReader {
    let world: World

    /// The same packages, each once.
    static func once(_ packages: [DebianSource.Named]) -> [DebianSource.Named] {
        var seen: Set<String> = []
        return packages.filter { seen.insert($0.name).inserted }
    }

    /// Whether a text can name a package (Debian Policy 5.6.1).
    static func isName(_ text: String) -> Bool {
        let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789+-.".utf8)
        guard text.utf8.count > 1, let first = text.utf8.first, first >= UInt8(ascii: "0") else { return false }
        return text.utf8.allSatisfy(letters.contains)
    }

    /// A package; `nil` after saying what is wrong with its name.
    func package(_ text: String, at location: Finding.Location) -> DebianSource.Named? {
        var name = text
        for suffix in [":amd64", ":any"] where name.hasSuffix(suffix) { name.removeLast(suffix.count) }
        if Self.isName(name) { return DebianSource.Named(name: name, location: location) }
        let plain = String(name.prefix { !"=/: ".contains($0) })
        let isPinned = plain != name && Self.isName(plain)
        world.diagnostics.error(
            "debian-list", "`\(Phrase.short(text))` is no name of a Debian package", at: location,
            hint: isPinned
                ? "write `\(plain)`: release and machine are the runtime's, and the lock fixes the version"
                : "names have small letters, digits, `+`, `-` and `.`")
        return nil
    }

    /// A file with a name on each line, or several (`apt-get.list` of fc3); `#` begins a comment.
    func list(_ path: String) -> [DebianSource.Named] {
        lines(path).flatMap { line, location in
            words(line.prefix { $0 != "#" }).compactMap { package($0, at: location) }
        }
    }

    /// A `Funfile` of Funcraft: `RUN fun-install apt-get install …` is taken, and of the rest a warning says so.
    func funfile(_ path: String) -> [DebianSource.Named] {
        var packages: [DebianSource.Named] = []
        var carried = ""
        for (line, location) in lines(path) {
            let line = carried + line
            if line.hasSuffix("\\") {
                carried = String(line.dropLast()) + " "
                continue
            }
            carried = ""
            var words = words(line[...])
            guard let first = words.first, !first.hasPrefix("#") else { continue }
            words.removeFirst()
            switch first.uppercased() {
            case "RUNTIME", "WORKDIR", "ENV", "LABEL": continue
            case "RUN":
                // `&&` joins commands.
                for command in words.split(separator: "&&") { packages += taken(Array(command), at: location) }
            default: ignored("`\(first)`", at: location, hint: "fclayer builds in no container")
            }
        }
        return packages
    }

    private func taken(_ command: [String], at location: Finding.Location) -> [DebianSource.Named] {
        var words = command
        if words.first == "fun-install" || words.first == "fun" { words.removeFirst() }
        if words.first == "install", words.count > 1 { words.removeFirst() }
        guard let tool = words.first else { return [] }
        let names = words.dropFirst().filter { !$0.hasPrefix("-") && $0 != "install" }
        switch tool {
        case "apt-get", "apt":
            if words.dropFirst().first(where: { !$0.hasPrefix("-") }) == "update" { return [] }
            return names.compactMap { package($0, at: location) }
        case "pip", "pip2", "pip3":
            ignored(command, at: location, hint: "name the distributions in `requirements.txt` beside it")
        case "npm": ignored(command, at: location, hint: "name the packages in `package.json`, and lock them")
        default:
            ignored(
                command, at: location,
                hint: "no command of this file is run: put it into a `Makefile` with `build: make`")
        }
        return []
    }

    /// The tasks of Funcraft's `fun.yml`: `apt: name` is taken, and of the rest a warning says so.
    func tasks(_ path: String) -> [DebianSource.Named] {
        guard let root = world.document(at: path), let items = Field(root)["tasks"]?.items else { return [] }
        return items.flatMap { task -> [DebianSource.Named] in
            for key in ["apt", "apt-get"] {
                guard let field = task[key] else { continue }
                let texts = field.items == nil ? [(field.node.text ?? "", field)] : world.texts(field)
                return texts.flatMap { text, item in
                    words(text[...]).compactMap { package($0, at: item.location) }
                }
            }
            if let pip = task["pip"] {
                ignored(
                    "`pip: \(Phrase.short(pip.node.text ?? ""))`", at: pip.location,
                    hint: "name the distribution in `requirements.txt` beside it")
            } else if let shell = task["shell"] {
                ignored(
                    "the task `shell`", at: shell.location,
                    hint: "no command of this file is run: put it into a `Makefile` with `build: make`")
            }
            return []
        }
    }

    private func ignored(_ command: [String], at location: Finding.Location, hint: String) {
        ignored("`\(Phrase.short(command.joined(separator: " ")))`", at: location, hint: hint)
    }

    private func ignored(_ words: String, at location: Finding.Location, hint: String) {
        world.diagnostics.warning(
            "funfile-ignored", "\(words) is not carried out: of this file the Debian packages are taken", at: location,
            hint: hint)
    }

    private func lines(_ path: String) -> [(String, Finding.Location)] {
        let text = String(decoding: world.files.contents(path) ?? [], as: UTF8.self)
        let file = world.display(path)
        return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated().map {
            (String($1), Finding.Location(file: file, line: $0 + 1))
        }
    }

    private func words(_ line: Substring) -> [String] { line.split(whereSeparator: \.isWhitespace).map(String.init) }
}
