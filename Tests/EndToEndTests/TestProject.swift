import Foundation
import Testing

/// A project in a folder of its own, gone with the value.
final class TestProject {
    let path: String

    /// An empty folder, or a copy of one of the repository.
    init(copying source: String? = nil, named name: String = "project") throws {
        let parent = FileManager.default.temporaryDirectory.appendingPathComponent("fclayer-e2e-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        path = parent.appendingPathComponent(name).path
        if let source {
            try FileManager.default.copyItem(atPath: Program.repository + "/" + source, toPath: path)
            try? FileManager.default.removeItem(atPath: path + "/.fclayer")
        } else {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }
    }

    deinit { try? FileManager.default.removeItem(at: URL(fileURLWithPath: path).deletingLastPathComponent()) }

    /// Writes a file and the folders on the way to it.
    func write(_ name: String, _ text: String) throws {
        let file = URL(fileURLWithPath: path + "/" + name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: false, encoding: .utf8)
    }

    func read(_ name: String) throws -> String { try String(contentsOfFile: path + "/" + name, encoding: .utf8) }

    /// Paths below a folder of the project.
    func files(in folder: String) -> [String] {
        (FileManager.default.enumerator(atPath: path + "/" + folder)?.allObjects as? [String] ?? []).sorted()
    }

    /// A project with one Python function and nothing to resolve.
    static func small(handler: String = "index.handler") throws -> TestProject {
        let project = try TestProject()
        try project.write(
            "fclayer.yaml",
            "functions:\n  hello:\n    runtime: python3.10\n    handler: \(handler)\n    code: ./code\n")
        try project.write("code/index.py", "def handler(event, context):\n    return 'hello'\n")
        return project
    }

    /// A function that imports the module `tool` of its layer, which comes from a local wheel.
    static func withLayer(source: String = "x = 1\n") throws -> TestProject {
        let project = try TestProject()
        try project.write(
            "fclayer.yaml",
            """
            upload: { region: cn-hangzhou }
            functions:
              hello:
                runtime: python3.10
                handler: index.handler
                code: ./code
                layers: [deps]
            """)
        try project.write("code/index.py", "import tool\ndef handler(event, context):\n    return tool.x\n")
        try project.write("layers/deps/layer.yaml", "runtimes: [python3.10]\npython: requirements.txt\n")
        try project.write("layers/deps/requirements.txt", "./tool-1.0-py3-none-any.whl\n")
        try project.writeWheel("tool", in: "layers/deps", source: source)
        return project
    }

    /// A local wheel of one module, made by Python's own zipfile, for layers that need no index.
    func writeWheel(_ name: String, in folder: String, source: String = "x = 1\n") throws {
        let script = """
            import base64, hashlib, sys, zipfile
            name, folder, source = sys.argv[1:]
            files = {name + ".py": source,
                     name + "-1.0.dist-info/METADATA": "Metadata-Version: 2.1\\nName: %s\\nVersion: 1.0\\n" % name,
                     name + "-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n"}
            record = ""
            with zipfile.ZipFile(folder + "/%s-1.0-py3-none-any.whl" % name, "w", zipfile.ZIP_DEFLATED) as archive:
                for path, text in files.items():
                    archive.writestr(zipfile.ZipInfo(path), text, zipfile.ZIP_DEFLATED)
                    digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
                    record += "%s,sha256=%s,%d\\n" % (path, digest, len(text.encode()))
                path = name + "-1.0.dist-info/RECORD"
                archive.writestr(zipfile.ZipInfo(path), record + path + ",,\\n", zipfile.ZIP_DEFLATED)
            """
        try FileManager.default.createDirectory(atPath: path + "/" + folder, withIntermediateDirectories: true)
        let run = try Program.run("python3", ["-c", script, name, path + "/" + folder, source])
        #expect(run.status == 0, "\(run.errors)")
    }
}

/// What outside judges say of a zip.
enum Judge {
    /// `unzip -t` and `bsdtar -tf` accept a zip.
    static func accepts(_ zip: String) throws {
        for (tool, arguments) in [("unzip", ["-t", "-q", zip]), ("bsdtar", ["-tf", zip])] {
            let run = try Program.run(tool, arguments)
            #expect(run.status == 0, "\(tool) refuses \(zip): \(run.output)\(run.errors)")
        }
    }

    /// An interpreter imports every top-level module that a folder holds; each in a process of its own, since some exclude
    /// each other.
    static func imports(everythingIn folder: String, by python: String) throws -> [String] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        var modules: [String] = []
        for name in names {
            if FileManager.default.fileExists(atPath: "\(folder)/\(name)/__init__.py") {
                modules.append(name)
            } else if name.hasSuffix(".py") || name.hasSuffix(".so") {
                modules.append(String(name.prefix { $0 != "." }))
            }
        }
        for module in modules {
            let run = try Program.run(
                python, ["-W", "ignore", "-c", "import \(module); print(\(module).__file__)"],
                environment: ["PYTHONPATH": folder, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHOME": nil])
            #expect(run.status == 0, "\(python) cannot import \(module): \(run.errors)")
            #expect(run.output.hasPrefix(folder), "\(module) was imported from \(run.output)")
        }
        return modules
    }
}
