import BuildModel
import Foundation
import Testing

@Suite(.enabled(if: DotNetWorld.canCompile)) struct DotNetEntryTests {
    @Test(arguments: DotNetCase.all) func judges(_ function: DotNetCase) async throws {
        let findings = try await function.findings()
        // A retired runtime is no matter of entry points.
        let worse = findings.filter { $0.severity != .note && $0.rule != "runtime-retired" }
        #expect(
            Set(worse.map(\.rule)) == Set([function.broken].compactMap(\.self)),
            "\(worse.map { "\($0.rule): \($0.message) → \($0.hint ?? "")" })")
        guard let broken = function.broken, !function.words.isEmpty, let finding = findings.of(broken) else { return }
        #expect((finding.message + (finding.hint ?? "")).contains(function.words), "\(finding)")
    }

    @Test func notesWhatIsNotKnown() async throws {
        for name in ["overloads", "no list of dependencies"] {
            let function = try #require(DotNetCase.all.first { $0.name == name })
            let findings = try await function.findings()
            #expect(findings.map(\.rule) == [name == "overloads" ? "entry-unverified" : "dotnet-deps-missing"])
        }
    }

    /// Reflection finds and calls what is said to work, and fails where it is said to be broken.
    @Test(.enabled(if: ForeignTool.path("mono") != nil)) func agreesWithReflection() throws {
        let fixture = try Fixture()
        let world = try DotNetWorld.shared.get()
        let judged = DotNetCase.all.filter(\.isJudged)
        var lines: [String] = []
        for (index, function) in judged.enumerated() {
            let folder = "\(fixture.folder)/\(index)"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try ForeignTool.write(function.files(world), to: folder)
            lines.append(
                ([folder, function.handler] + function.hooks.compactMap(\.handler)).joined(separator: "\t"))
        }
        try ForeignTool.write(
            ["Judge.cs": Array(DotNetJudge.source.utf8), "list": Array(lines.joined(separator: "\n").utf8)],
            to: fixture.folder)
        try ForeignTool.run("mcs", ["-out:Judge.exe", "Judge.cs"], in: fixture.folder)
        for (index, function) in judged.enumerated() {
            // One process each: an assembly of a name is loaded once.
            let answer =
                try ForeignTool.run("mono", ["Judge.exe", "list", "\(index)"], in: fixture.folder)
                .split(separator: "\n").first.map(String.init) ?? ""
            #expect((answer == "ok") == (function.broken == nil), "\(function.name): \(answer)")
        }
    }
}

/// Loads a function with reflection and calls it with what the platform gives.
enum DotNetJudge {
    static let source = """
        using System; using System.IO; using System.Linq; using System.Reflection;
        static class Judge {
          static void Main(string[] args) {
            var fields = File.ReadAllLines(args[0])[int.Parse(args[1])].Split('\\t');
            AppDomain.CurrentDomain.AssemblyResolve += (sender, wanted) => {
              var file = fields[0] + "/" + new AssemblyName(wanted.Name).Name + ".dll";
              return File.Exists(file) ? Assembly.LoadFrom(file) : null;
            };
            string answer = null;
            try {
              for (int i = 1; i < fields.Length && answer == null; i++) answer = Check(fields[0], fields[i], i > 1);
            } catch (Exception e) { answer = e.GetType().Name; }
            Console.WriteLine(answer ?? "ok");
          }
          static string Check(string folder, string handler, bool isHook) {
            var parts = handler.Split(new[] { "::" }, StringSplitOptions.None);
            var path = Directory.GetFiles(folder).FirstOrDefault(f => Path.GetFileName(f) == parts[0] + ".dll");
            if (path == null) return "no assembly";
            var type = Assembly.LoadFrom(path).GetType(parts[1], true);
            var method = type.GetMethod(parts[2]);
            if (method == null) return "no method";
            if (method.ContainsGenericParameters) return "generic";
            var given = method.GetParameters();
            Func<Type, bool> isContext = t => t.FullName == "Aliyun.Serverless.Core.IFcContext";
            bool fits = isHook
              ? given.Length == 0 || given.Length == 1 && isContext(given[0].ParameterType)
              : given.Length >= 1 && given.Length <= 2 && !isContext(given[0].ParameterType)
                && !given[0].ParameterType.IsByRef && (given.Length == 1 || isContext(given[1].ParameterType));
            if (!fits) return "signature";
            var target = method.IsStatic ? null : Activator.CreateInstance(type);
            method.Invoke(target, given.Select(g => (object)null).ToArray());
            return null;
          }
        }
        """
}
