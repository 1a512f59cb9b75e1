import BuildModel

/// The modules that a finished program says it is made of.
struct GoModules {
    let call: GoCall

    /// Reads the build information that every Go program carries. `packages` are the folders of modules, where licences lie.
    func parts(of program: String, packages: [String: String]) async throws(StageFailure) -> [PackageComponent] {
        let text = try await call.run(["version", "-m", program], toolchain: nil)
        return Self.parts(in: text).map { part in
            var part = part
            if let folder = packages[part.name] { part.licence = LicenceText.name(in: folder) }
            return part
        }
    }

    /// Lines `dep PATH VERSION SUM`, and `=> PATH VERSION SUM` for what stands in for the one before.
    static func parts(in text: String) -> [PackageComponent] {
        var parts: [PackageComponent] = []
        for line in text.split(whereSeparator: \.isNewline) {
            let words = line.split(separator: "\t").map(String.init)
            switch words.first {
            case "path":
                continue
            case "dep" where words.count > 2:
                parts.append(
                    PackageComponent(
                        name: words[1], version: words[2], origin: "https://pkg.go.dev/\(words[1])@\(words[2])"))
            case "=>" where words.count > 1 && !parts.isEmpty:
                parts[parts.count - 1].origin = words[1]
                if words.count > 2, words[2].hasPrefix("v") { parts[parts.count - 1].version = words[2] }
            default: continue
            }
        }
        // The standard library and the start of every program.
        let compiler = text.split(whereSeparator: \.isNewline).first?.split(separator: " ").last.map(String.init)
        if let compiler, compiler.hasPrefix("go") {
            parts.append(
                PackageComponent(
                    name: "go", version: String(compiler.dropFirst(2)), origin: "https://go.dev",
                    licence: "BSD-3-Clause"))
        }
        return parts
    }
}
