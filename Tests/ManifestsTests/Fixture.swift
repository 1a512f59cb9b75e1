import BuildModel
import Manifests

/// A project in memory: paths below `/work/app` with their contents.
struct Fixture {
    var files: [String: [UInt8]]
    var environment: [String: String] = [:]
    static let root = "/work/app"

    init(_ files: [String: String], environment: [String: String] = [:]) {
        self.files = files.mapValues { Array($0.utf8) }
        self.environment = environment
    }

    /// An `s.yaml` beside a folder `code` with a handler.
    init(manifest: String, environment: [String: String] = [:]) {
        self.init(
            ["s.yaml": manifest, "code/index.py": "def handler(event, context): pass\n"], environment: environment)
    }

    struct Outcome {
        var project: Project?
        var findings: [Finding]

        /// Findings as a terminal shows them, without the hints.
        var lines: [String] {
            findings.map { finding in
                let place = [
                    finding.location.file, finding.location.line.map(String.init),
                    finding.location.column.map(String.init),
                ].compactMap(\.self).joined(separator: ":")
                let path = finding.location.keyPath.map { " (\($0))" } ?? ""
                return "\(place): \(finding.severity.rawValue)[\(finding.rule)]: \(finding.message)\(path)"
            }
        }

        var rules: [String] { findings.map(\.rule) }
        var hints: [String] { findings.compactMap(\.hint) }

        /// The function of a name.
        func function(_ name: String) -> FunctionDescription? { project?.functions.first { $0.name == name } }
    }

    func read(folder: String = Fixture.root, project: String? = nil) -> Outcome {
        let sink = FindingSink()
        let reader = ManifestReader(files: view, environment: environment)
        do {
            let project = try reader.read(folder: folder, projectFile: project, into: sink)
            return Outcome(project: project, findings: sink.findings)
        } catch {
            return Outcome(project: nil, findings: sink.findings)
        }
    }

    var view: ProjectFiles {
        let all = Dictionary(uniqueKeysWithValues: files.map { (Self.absolute($0), $1) })
        var folders: [String: Set<String>] = [:]
        for path in all.keys {
            var parts = path.split(separator: "/").map(String.init)
            while let name = parts.popLast() {
                folders["/" + parts.joined(separator: "/"), default: []].insert(name)
            }
        }
        let fixed = folders
        return ProjectFiles(
            contents: { all[$0] },
            kind: { all[$0] != nil ? .file : fixed[$0] != nil ? .folder : .missing },
            names: { (fixed[$0] ?? []).sorted() })
    }

    private static func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : root + "/" + path }
}
