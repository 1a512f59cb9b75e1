import Foundation
import Testing

/// Compiled programs and wheels in bare roots.
@Suite(
    .network, .tools("unzip", "zip", "cc", "bwrap", "curl", "xz", "dpkg-deb", "uv"), .sandbox, .timeLimit(.minutes(30)))
struct BareRootNativeTests {
    private static let server = """
        #include <arpa/inet.h>
        #include <string.h>
        #include <unistd.h>
        #ifdef GREETING
        extern const char *greeting(void);
        #else
        static const char *greeting(void) { return "hello"; }
        #endif
        int main(void) {
          char request[4096], answer[256];
          struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(9000) };
          int one = 1, server = socket(AF_INET, SOCK_STREAM, 0);
          setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
          if (bind(server, (struct sockaddr *)&address, sizeof address) || listen(server, 8)) return 1;
          for (;;) {
            int client = accept(server, 0, 0);
            if (read(client, request, sizeof request) <= 0) return 2;
            strcpy(answer, "HTTP/1.0 200 OK\\r\\n\\r\\n");
            strcat(answer, greeting());
            if (write(client, answer, strlen(answer)) <= 0) return 3;
            close(client);
          }
        }

        """

    private static let library = "const char *greeting(void) { return \"hello from a library\"; }\n"

    /// A folder with a compiled bootstrap.
    private func compile(_ options: [String], library: Bool = false) throws -> TestProject {
        let project = try TestProject()
        try project.write("server.c", Self.server)
        try FileManager.default.createDirectory(atPath: project.path + "/code/lib", withIntermediateDirectories: true)
        if library {
            try project.write("greeting.c", Self.library)
            let run = try Program.run(
                "cc", ["-shared", "-fPIC", "greeting.c", "-o", "code/lib/libgreeting.so"], in: project.path)
            try #require(run.status == 0, "\(run.errors)")
        }
        let more = library ? ["-DGREETING", "-Lcode/lib", "-lgreeting"] : []
        let run = try Program.run("cc", ["server.c", "-o", "code/bootstrap"] + options + more, in: project.path)
        try #require(run.status == 0, "\(run.errors)")
        return project
    }

    private func judge(
        _ project: TestProject, _ release: BareRoot.Release, _ rule: String?, _ words: String
    ) throws {
        let package = try BareRootTests.Package(folder: project.path + "/code")
        let runtime = release == .bookworm ? "custom.debian12" : "custom.debian11"
        let rules = try package.rules(runtime: runtime, handler: "not-used")
        let outcome = try BareRoot(release).start(code: package.code, layers: nil)
        #expect(rules == (rule.map { [$0] } ?? []))
        #expect(outcome.works == (rule == nil), "\(outcome.words)")
        #expect(outcome.words.contains(words), "\(outcome.words)")
    }

    @Test(.enabled(if: Program.glibc == "2.36", "needs a compiler of Debian 12"))
    func programOfDebian12() throws {
        let project = try compile([])
        try judge(project, .bookworm, nil, "hello")
        try judge(project, .bullseye, "glibc-too-new", "GLIBC_2.34' not found")
    }

    @Test(arguments: BareRoot.Release.all) func staticProgram(_ release: BareRoot.Release) throws {
        try judge(compile(["-static"]), release, nil, "hello")
    }

    /// What a build on Alpine asks for.
    @Test func programWithTheLoaderOfMusl() throws {
        let project = try compile(["-Wl,--dynamic-linker=/lib/ld-musl-x86_64.so.1"])
        try judge(project, .bookworm, "elf-interpreter", "No such file")
    }

    @Test(.enabled(if: Program.glibc == "2.36", "needs a compiler of Debian 12"))
    func programWithItsLibrary() throws {
        let project = try compile([], library: true)
        try judge(project, .bookworm, nil, "hello from a library")
        try FileManager.default.removeItem(atPath: project.path + "/code/lib/libgreeting.so")
        try judge(project, .bookworm, "shared-lib-missing", "libgreeting.so: cannot open shared object file")
    }

    @Test(arguments: BareRoot.Release.all) func programOfAnotherMachine(_ release: BareRoot.Release) throws {
        let project = try compile(["-static"])
        let file = URL(fileURLWithPath: project.path + "/code/bootstrap")
        var bytes = try Data(contentsOf: file)
        bytes[18] = 183  // e_machine: AArch64
        try bytes.write(to: file)
        try judge(project, release, "native-arch", "Exec format error")
    }

    /// A wheel with compiled modules and libraries of its own, as pip would have unpacked it for the runtime.
    @Test func wheelOfNumPy() throws {
        let project = try TestProject()
        try project.write(
            "code/index.py",
            "import numpy\ndef handler(event, context): return 'sum %d' % numpy.arange(4).dot(numpy.arange(4))\n")
        let install = try Program.run(
            "uv",
            [
                "pip", "install", "--quiet", "--target", "code", "--python-version", "3.9", "--python-platform",
                "x86_64-manylinux2014", "--only-binary", ":all:", "--link-mode", "copy", "numpy==2.0.2",
            ], in: project.path)
        try #require(install.status == 0, "\(install.errors)")
        try judgePython(project, nil, "sum 14")

        // The same for another interpreter.
        let core = project.path + "/code/numpy/_core"
        for name in try FileManager.default.contentsOfDirectory(atPath: core) where name.contains(".cpython-39-") {
            try FileManager.default.moveItem(
                atPath: core + "/" + name,
                toPath: core + "/" + name.replacingOccurrences(of: ".cpython-39-", with: ".cpython-311-"))
        }
        try judgePython(project, "python-abi", "numpy")
    }

    private func judgePython(_ project: TestProject, _ rule: String?, _ words: String) throws {
        let package = try BareRootTests.Package(folder: project.path + "/code")
        let rules = try package.rules(runtime: "python3.9", handler: "index.handler")
        let outcome = try BareRoot(.bullseye).call(
            code: package.code, layers: nil, handler: "index.handler", initializer: nil)
        #expect(Set(rules) == (rule.map { [$0] } ?? []), "\(rules)")
        #expect(outcome.works == (rule == nil), "\(outcome.words)")
        #expect(outcome.words.contains(words), "\(outcome.words)")
    }
}

extension Program {
    /// The version of this machine's glibc.
    static let glibc: String? = {
        let words = (try? run("getconf", ["GNU_LIBC_VERSION"]))?.output.split(whereSeparator: \.isWhitespace)
        return words?.last.map(String.init)
    }()
}
