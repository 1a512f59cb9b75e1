import FileTrees

/// A project file of Maven, as far as fclayer looks into it: where its parents and modules are, what it is called, and what
/// it says about versions and licences. What it means is Maven's business.
struct Pom {
    /// The file (absolute).
    let path: String
    let root: XMLElement

    /// The folder that it stands in.
    var folder: String { Files.parentFolder(of: path) ?? "/" }

    /// Reads a file; `nil` where there is none or it is no project.
    init?(_ path: String) {
        guard let bytes = try? Files.read(path, limit: 8 << 20), let root = XMLElement.parse(bytes),
            root.name == "project"
        else { return nil }
        self.path = path
        self.root = root
    }

    var artifact: String { root["artifactId"]?.text ?? "" }
    var group: String { value(root["groupId"]?.text ?? root["parent"]?["groupId"]?.text ?? "") }
    var version: String { value(root["version"]?.text ?? root["parent"]?["version"]?.text ?? "") }
    var packaging: String { root["packaging"]?.text ?? "jar" }

    /// The modules that it lists, profiles included: folders or files relative to its folder.
    var modules: [String] {
        ([root] + (root["profiles"]?.all("profile") ?? [])).flatMap { place in
            (place["modules"]?.all("module") ?? []).map(\.text)
        }
    }

    /// The names of licences.
    var licences: [String] {
        (root["licenses"]?.all("license") ?? []).compactMap { $0["name"]?.text }.filter { !$0.isEmpty }
    }

    /// The file of the parent, if it stands where `relativePath` says.
    var localParent: Pom? {
        guard let parent = root["parent"] else { return nil }
        var place = parent["relativePath"]?.text ?? "../pom.xml"
        guard !place.isEmpty, !place.contains("${") else { return nil }
        if (try? Files.status(Self.join(folder, place)))?.kind == .folder { place += "/pom.xml" }
        guard let pom = Pom(Self.join(folder, place)), pom.artifact == parent["artifactId"]?.text else { return nil }
        return pom
    }

    /// The projects that it lists and that are there.
    var localModules: [Pom] {
        modules.filter { !$0.contains("${") }.compactMap { module in
            let path = Self.join(folder, module)
            return Pom((try? Files.status(path))?.kind == .folder ? path + "/pom.xml" : path)
        }
    }

    /// Whether it, or a parent that stands beside it, says something in an element of a name.
    func says(_ name: String, depth: Int = 0) -> Bool {
        !root.descendants(name).isEmpty || (depth < 50 && localParent?.says(name, depth: depth + 1) == true)
    }

    /// Text with the properties in it that are written in the file or in parents beside it.
    func value(_ text: String, depth: Int = 0) -> String {
        guard depth < 10, let start = text.firstRange(of: "${"),
            let end = text[start.upperBound...].firstIndex(of: "}"),
            let known = property(String(text[start.upperBound..<end]))
        else { return text }
        return value(text.replacingCharacters(start.lowerBound...end, with: known), depth: depth + 1)
    }

    private func property(_ name: String, depth: Int = 0) -> String? {
        switch name {
        case "project.version", "version": return root["version"]?.text ?? root["parent"]?["version"]?.text
        case "project.groupId", "groupId": return root["groupId"]?.text ?? root["parent"]?["groupId"]?.text
        case "project.artifactId": return artifact
        case "project.basedir", "basedir": return folder
        default:
            return root["properties"]?[name]?.text
                ?? (depth < 50 ? localParent?.property(name, depth: depth + 1) : nil)
        }
    }

    /// A path relative to a folder, without `.` and `..`.
    static func join(_ folder: String, _ path: String) -> String {
        var parts: [Substring] = []
        for part in (path.hasPrefix("/") ? path : folder + "/" + path).split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }
}

extension String {
    fileprivate func replacingCharacters(_ range: ClosedRange<String.Index>, with text: String) -> String {
        self[..<range.lowerBound] + text + self[index(after: range.upperBound)...]
    }
}
