import Foundation
import Testing

/// `fclayer init`: what it makes builds, validates and runs as it is.
@Suite(.timeLimit(.minutes(30))) struct InitTests {
    private func initialize(_ arguments: [String], in folder: TestProject) throws -> Program.Run {
        try Program.fclayer(["init"] + arguments, in: folder.path)
    }

    @Test(arguments: ["python3.10", "python3.12", "python3.9", "nodejs20", "nodejs16", "php7.2"])
    func buildsAndValidatesAtOnce(_ runtime: String) throws {
        let folder = try TestProject()
        let made = try initialize(["greet", "--runtime", runtime], in: folder)
        #expect(made.status == 0, "\(made.errors)")
        #expect(made.output.contains("s.yaml") && made.errors.isEmpty)
        for arguments in [["build", "--strict"], ["validate", "--strict"]] {
            let run = try Program.fclayer(arguments, in: folder.path + "/greet")
            #expect(run.status == 0, "\(arguments): \(run.errors)")
            #expect(!run.errors.contains("warning["), "\(run.errors)")
        }
        try Judge.accepts(folder.path + "/greet/.fclayer/out/functions/greet.zip")
        #expect(try folder.read("greet/.fclayer/out/s.yaml").contains(runtime))
    }

    @Test(.tools("python3")) func answersInPython() throws {
        let folder = try TestProject()
        #expect(try initialize(["greet", "--runtime", "python3.10"], in: folder).status == 0)
        let call = "import index; print(index.handler(b'{\"name\": \"Ada\"}', None), index.handler(b'', None))"
        let run = try Program.run("python3", ["-c", call], in: folder.path + "/greet/code")
        #expect(run.output == "{\"message\": \"Hello, Ada!\"} {\"message\": \"Hello, world!\"}\n", "\(run.errors)")
    }

    @Test(.tools("node"), arguments: ["nodejs20", "nodejs14"]) func answersInNode(_ runtime: String) throws {
        let folder = try TestProject()
        #expect(try initialize(["greet", "--runtime", runtime], in: folder).status == 0)
        let call = """
            const done = (error, answer) => process.stdout.write(answer + '\\n');
            const answer = require('./index.js').handler(Buffer.from('{"name": "Ada"}'), {}, done);
            if (answer) answer.then(text => done(null, text));
            """
        let run = try Program.run("node", ["-e", call], in: folder.path + "/greet/code")
        #expect(run.output == "greeting Ada\n{\"message\":\"Hello, Ada!\"}\n", "\(run.errors)")
    }

    @Test func copiesTheLibraryForSwift() throws {
        let folder = try TestProject()
        let made = try initialize(["resize-images", "--runtime", "swift"], in: folder)
        #expect(made.status == 0, "\(made.errors)")
        let files = folder.files(in: "resize-images")
        #expect(files.contains("code/Sources/ResizeImages/Handler.swift"))
        for target in ["FunctionComputeRuntime", "FunctionComputeEvents"] {
            let copied = folder.files(in: "resize-images/code/FunctionComputeRuntime/Sources/" + target)
                .filter { $0.hasSuffix(".swift") }
            let original =
                (FileManager.default.enumerator(atPath: Program.repository + "/Sources/" + target)?.allObjects
                as? [String] ?? []).filter { $0.hasSuffix(".swift") }.sorted()
            #expect(copied == original && !copied.isEmpty)
        }
        #expect(try folder.read("resize-images/s.yaml").contains("runtime: custom.debian12"))
    }

    /// The copy must ask for the versions that the library is tested with.
    @Test func asksForTheSameVersions() throws {
        let folder = try TestProject()
        #expect(try initialize(["x", "--runtime", "custom.debian10"], in: folder).status == 0)
        let own = try String(contentsOfFile: Program.repository + "/Package.swift", encoding: .utf8)
        let copy = try folder.read("x/code/FunctionComputeRuntime/Package.swift")
        let lines = copy.split(separator: "\n").filter { $0.contains(".package(url:") }
        #expect(lines.count == 2)
        for line in lines { #expect(own.contains(line.trimmingCharacters(in: .whitespaces)), "\(line)") }
        #expect(try folder.read("x/s.yaml").contains("runtime: custom.debian10"))
    }

    @Test func findsTheLibraryBesideAnInstallation() throws {
        let folder = try TestProject()
        let prefix = folder.path + "/prefix"
        try FileManager.default.createDirectory(atPath: prefix + "/bin", withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: Program.fclayer, toPath: prefix + "/bin/fclayer")
        let without = try Program.run(prefix + "/bin/fclayer", ["init", "a", "--runtime", "swift"], in: folder.path)
        #expect(without.status == 3 && without.errors.contains("swift-library-missing"), "\(without.errors)")
        #expect(without.errors.contains("--library PATH"))
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/a"))
        let named = try Program.run(
            prefix + "/bin/fclayer", ["init", "a", "--runtime", "swift", "--library", Program.repository],
            in: folder.path)
        #expect(named.status == 0, "\(named.errors)")
        let share = prefix + "/share/fclayer/FunctionComputeRuntime"
        try FileManager.default.createDirectory(atPath: share, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            atPath: folder.path + "/a/code/FunctionComputeRuntime/Sources", toPath: share + "/Sources")
        let found = try Program.run(prefix + "/bin/fclayer", ["init", "b", "--runtime", "swift"], in: folder.path)
        #expect(found.status == 0, "\(found.errors)")
        let library = "/code/FunctionComputeRuntime"
        #expect(folder.files(in: "a" + library) == folder.files(in: "b" + library))
    }

    @Test(arguments: [
        (["1st", "--runtime", "python3.10"], "function-name", "begins with `1`"),
        (["a b", "--runtime", "python3.10"], "function-name", "holds ` `"),
        (["a$b", "--runtime", "swift"], "function-name", "holds `$`"),
        ([String(repeating: "x", count: 65), "--runtime", "swift"], "function-name", "64 are allowed"),
        (["greet", "--runtime", "pyton3.10"], "unknown-runtime", "did you mean `python3.10`?"),
        (["greet", "--runtime", "swfit"], "unknown-runtime", "did you mean `swift`?"),
        (["greet", "--runtime", "java11"], "unknown-runtime", "no template"),
        (["greet", "--runtime", "python2.7"], "unknown-runtime", "its successor is `python3.10`"),
        (["greet", "--runtime", "swift", "--library", "/nowhere"], "swift-library-missing", "does not hold"),
    ])
    func refuses(_ arguments: [String], _ rule: String, _ words: String) throws {
        let folder = try TestProject()
        let run = try initialize(arguments, in: folder)
        #expect(run.status == 2 && run.errors.contains("[\(rule)]") && run.errors.contains(words), "\(run.errors)")
        #expect(folder.files(in: "").isEmpty)
    }

    @Test func overwritesNothing() throws {
        let folder = try TestProject()
        try folder.write("greet/notes.txt", "mine")
        try folder.write("file", "mine")
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/link", withDestinationPath: "nowhere")
        let full = try initialize(["greet", "--runtime", "python3.10"], in: folder)
        #expect(full.status == 2 && full.errors.contains("`notes.txt`"), "\(full.errors)")
        for name in ["file", "link"] {
            let run = try initialize([name, "--runtime", "python3.10"], in: folder)
            #expect(run.status == 2 && run.errors.contains("project-exists"), "\(run.errors)")
        }
        #expect(folder.files(in: "").sorted() == ["file", "greet", "greet/notes.txt", "link"])
        // An empty folder, or a repository that was just made, is taken.
        try FileManager.default.createDirectory(atPath: folder.path + "/empty/.git", withIntermediateDirectories: true)
        #expect(try initialize(["empty", "--runtime", "python3.10"], in: folder).status == 0)
    }
}
