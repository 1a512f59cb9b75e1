import BuildModel
import Foundation
import Testing

@Suite(.enabled(if: JavaWorld.jdk >= 17)) struct JavaEntryTests {
    @Test(arguments: JavaCase.all) func judges(_ function: JavaCase) async throws {
        let findings = try await function.findings()
        let worse = findings.filter { $0.severity != .note }
        #expect(
            Set(worse.map(\.rule)) == Set([function.broken].compactMap(\.self)),
            "\(worse.map { "\($0.rule): \($0.message) → \($0.hint ?? "")" })")
        guard let broken = function.broken, !function.words.isEmpty, let finding = findings.of(broken) else { return }
        #expect((finding.message + (finding.hint ?? "")).contains(function.words), "\(finding)")
    }

    /// A Java virtual machine loads each function as the platform's documents say it is loaded.
    @Test(.enabled(if: ForeignTool.path("java") != nil)) func agreesWithJava() throws {
        let fixture = try Fixture()
        let world = try JavaWorld.shared.get()
        let judged = JavaCase.all.filter(\.isJudged)
        var lines: [String] = []
        for (index, function) in judged.enumerated() {
            let folder = "\(fixture.folder)/\(index)"
            try FileManager.default.createDirectory(atPath: folder + "/code", withIntermediateDirectories: true)
            try ForeignTool.write(function.files(world), to: folder + "/code")
            if let layer = function.layer { try ForeignTool.write(layer(world), to: folder + "/opt") }
            let fields = [folder, function.trigger == .http ? "http" : "event", function.handler]
            lines.append(
                (fields + function.hooks.map { "\($0.kind.rawValue)=\($0.handler ?? "")" }).joined(separator: "\t"))
        }
        try ForeignTool.write(
            ["Judge.java": Array(JavaJudge.source.utf8), "list": Array(lines.joined(separator: "\n").utf8)],
            to: fixture.folder)
        let answers = try ForeignTool.run(
            "java", ["-Dfile.encoding=UTF-8", "-Dsun.jnu.encoding=UTF-8", "Judge.java", "list"], in: fixture.folder
        )
        .split(separator: "\n").map(String.init)
        try #require(answers.count == judged.count, "\(answers)")
        for (function, answer) in zip(judged, answers) {
            #expect((answer == "ok") == (function.broken == nil), "\(function.name): \(answer)")
        }
    }

    @Test func saysNothingOfWhatUnknownLayersMayHold() async throws {
        let world = try JavaWorld.shared.get()
        let fixture = try Fixture()
        let code = try fixture.zip("code.zip", bytes: world.only("example/derived/"))
        let damaged = try fixture.file("layer.zip", Array("no zip".utf8))
        for handler in ["example.derived.App::handleRequest", "com.other.App::handleRequest"] {
            let found = await fixture.findings(code: code, runtime: "java8", handler: handler, layers: [damaged])
            #expect(found.rules == ["zip-unreadable"], "\(found.map(\.message))")
            #expect(found.of("entry-unverified") != nil)
        }
    }

    @Test func tellsOneProblemOnce() async throws {
        let world = try JavaWorld.shared.get()
        let fixture = try Fixture()
        let code = try fixture.zip("code.zip", bytes: world.coreInLib)
        let hooks = [
            HookDescription(kind: .initializer, handler: "example.App::initialize"),
            HookDescription(kind: .preStop, handler: "example.App::preStop"),
        ]
        let found = await fixture.findings(
            code: code, runtime: "java8", handler: "example.App::handleRequest", hooks: hooks)
        #expect(found.rules == ["java-class-missing"], "\(found.map(\.message))")
    }
}

/// Loads functions as the platform does: one line of the list each, one line of answer each.
enum JavaJudge {
    static let source = """
        import java.io.*; import java.lang.reflect.*; import java.net.*; import java.nio.charset.*; import java.nio.file.*;
        import java.util.*;
        public class Judge {
            public static void main(String[] args) throws Exception {
                PrintStream out = new PrintStream(System.out, true, "UTF-8");
                for (String line : Files.readAllLines(Paths.get(args[0]), StandardCharsets.UTF_8)) {
                    String answer;
                    try { answer = judge(line.split("\\t")); } catch (Throwable e) { answer = e.toString(); }
                    out.println(answer.replace('\\n', ' '));
                }
            }
            static String judge(String[] fields) throws Exception {
                List<URL> urls = new ArrayList<>();
                urls.add(new File(fields[0] + "/code").toURI().toURL());
                for (String folder : new String[] { "/code", "/code/lib", "/opt/java/lib" }) {
                    File[] files = new File(fields[0] + folder).listFiles();
                    if (files == null) continue;
                    Arrays.sort(files);
                    for (File file : files) if (file.getName().endsWith(".jar")) urls.add(file.toURI().toURL());
                }
                ClassLoader loader = new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
                boolean http = fields[1].equals("http");
                String[] wanted = http ? new String[] { "HttpRequestHandler" }
                    : new String[] { "StreamRequestHandler", "PojoRequestHandler" };
                String problem = check(loader, fields[2], wanted);
                for (int i = 3; i < fields.length && problem == null; i++) {
                    String[] parts = fields[i].split("=", 2);
                    String name = parts[0].equals("initializer") ? "FunctionInitializer" : "PreStopHandler";
                    problem = check(loader, parts[1], new String[] { name });
                }
                return problem == null ? "ok" : problem;
            }
            static String check(ClassLoader loader, String handler, String[] wanted) throws Exception {
                String[] parts = handler.split("::");
                Class<?> type = Class.forName(parts[0], true, loader);
                if (!Modifier.isPublic(type.getModifiers())) return "not public";
                Object object = type.getConstructor().newInstance();
                boolean fits = false;
                for (String name : wanted) {
                    fits |= Class.forName("com.aliyun.fc.runtime." + name, true, loader).isInstance(object);
                }
                if (!fits) return "no interface";
                for (Method method : type.getMethods()) if (method.getName().equals(parts[1])) return null;
                return "no method";
            }
        }
        """
}
