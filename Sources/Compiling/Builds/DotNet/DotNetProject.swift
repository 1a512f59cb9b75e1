import FileTrees

/// What a project file of .NET reads outside of its own folder, as far as its text tells: projects that it refers to, and the
/// files that MSBuild and NuGet look for in the folders above.
struct DotNetProject: Sendable {
    /// Projects that it is made of, itself first (absolute).
    let projects: [String]
    /// Folders of those projects, and files above (absolute).
    let inputs: [String]

    /// What MSBuild, NuGet and the SDK look for upwards.
    private static let above = [
        "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", "nuget.config",
        "NuGet.config", "NuGet.Config",
    ]

    /// Reads a project file and those that it names. Files above are looked for up to the folder `root`.
    init(_ file: String, folder: String, root: String) {
        var open = [file]
        var seen: [String] = []
        while let path = open.popLast() {
            guard !seen.contains(path), seen.count < 1000 else { continue }
            seen.append(path)
            guard let bytes = try? Files.read(path, limit: 8 << 20), let home = Files.parentFolder(of: path) else {
                continue
            }
            open += Self.references(in: String(decoding: bytes, as: UTF8.self)).map {
                PathText.normal(home + "/" + $0)
            }
        }
        var inputs = seen.compactMap { Files.parentFolder(of: $0) }
        var next = Files.parentFolder(of: folder)
        while let path = next, path == root || path.hasPrefix(root + "/") {
            inputs += Self.above.map { path + "/" + $0 }
            next = Files.parentFolder(of: path)
        }
        projects = seen
        self.inputs = Set(inputs).filter { $0 != folder && !$0.hasPrefix(folder + "/") }.sorted()
    }

    /// Paths in `<ProjectReference Include="…">`; those with properties in them are not known here.
    static func references(in text: String) -> [String] {
        text.split(separator: "<ProjectReference", omittingEmptySubsequences: false).dropFirst().compactMap { piece in
            guard let start = piece.firstRange(of: "Include=\""),
                let end = piece[start.upperBound...].firstIndex(of: "\"")
            else { return nil }
            let path = piece[start.upperBound..<end].replacing("\\", with: "/")
            return path.contains("$(") || path.hasPrefix("/") ? nil : String(path)
        }
    }
}
