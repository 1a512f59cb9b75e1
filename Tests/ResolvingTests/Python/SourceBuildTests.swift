import BuildModel
import FileTrees
import FunctionCompute
import Processes
import Testing

@testable import Resolving

/// Distributions that have only sources. The build tool lies in the sources, so that no network is needed.
@Suite struct SourceBuildTests {
    /// Writes a wheel with a module, or with an extension that `gcc` compiles from `native.c`.
    private static let backend = """
        import base64, hashlib, os, subprocess, sys, sysconfig, zipfile

        def names():
            for line in open("PKG"):
                return line.split()

        def build_wheel(folder, config_settings=None, metadata_directory=None):
            name, version, kind = names()
            tag = "py3-none-any"
            files = {name + ".py": b"value = 1\\n"}
            if kind == "broken":
                sys.stderr.write("fatal error: nothing.h: No such file or directory\\n")
                raise SystemExit(1)
            if kind == "native":
                tag = "cp%d%d-cp%d%d-linux_x86_64" % (sys.version_info[:2] * 2)
                flags = os.environ.get("CFLAGS", "").split() + os.environ.get("LDFLAGS", "").split()
                subprocess.check_call(["gcc", "-shared", "-fPIC", "-o", "native.so", "native.c"] + flags)
                files = {name + ".so": open("native.so", "rb").read()}
            info = "%s-%s.dist-info/" % (name, version)
            files[info + "METADATA"] = ("Metadata-Version: 2.1\\nName: %s\\nVersion: %s\\n" % (name, version)).encode()
            files[info + "WHEEL"] = ("Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: %s\\n" % tag).encode()
            record = ""
            wheel = "%s-%s-%s.whl" % (name, version, tag)
            with zipfile.ZipFile(os.path.join(folder, wheel), "w") as archive:
                for path, data in sorted(files.items()):
                    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")
                    record += "%s,sha256=%s,%d\\n" % (path, digest, len(data))
                    archive.writestr(zipfile.ZipInfo(path), data)
                archive.writestr(zipfile.ZipInfo(info + "RECORD"), record + info + "RECORD,,\\n")
            return wheel

        def prepare_metadata_for_build_wheel(folder, config_settings=None):
            name, version, kind = names()
            info = "%s-%s.dist-info" % (name, version)
            os.makedirs(os.path.join(folder, info))
            with open(os.path.join(folder, info, "METADATA"), "w") as file:
                file.write("Metadata-Version: 2.1\\nName: %s\\nVersion: %s\\n" % (name, version))
            return info

        """

    static func hasInterpreter() async -> Bool {
        guard let runtime = RuntimeCatalogue.runtime("python3.10"), let target = PythonTarget(runtime) else {
            return false
        }
        let settings = ResolverSettings(environment: Tools.environment, storeRoot: "/nowhere", projectRoot: "/")
        return await InterpreterFinder(doors: ResolverDoors(settings)).find(target) != nil
    }

    private func sources(_ test: ResolverCase, kind: String, code: String = "") throws {
        try test.folder.write(
            "[build-system]\nrequires = []\nbuild-backend = \"backend\"\nbackend-path = [\".\"]\n",
            to: "pkg/pyproject.toml")
        try test.folder.write(Self.backend, to: "pkg/backend.py")
        try test.folder.write("pkg 1.0 \(kind)\n", to: "pkg/PKG")
        try test.folder.write(code, to: "pkg/native.c")
    }

    @Test(.enabled("needs Python 3.10") { await hasInterpreter() }, arguments: Tools.resolvers)
    func localSourceFolderIsBuiltOnceAndLeftUntouched(tool: ResolverTool) async throws {
        var test = try ResolverCase(tool)
        try sources(test, kind: "pure")
        try test.folder.write("./pkg\n", to: "requirements.txt")
        let before = try FileTree.walk(test.folder.path + "/pkg").entries
        let first = try await test.resolve()
        #expect(first.map(\.wheelName) == ["pkg-1.0-py3-none-any.whl"])
        #expect(first.first?.builtFrom != nil)
        #expect(try FileTree.walk(test.folder.path + "/pkg").entries == before)
        test.offline = true
        #expect(try await test.resolve() == first)
        // Other sources are another build.
        test.offline = false
        try test.folder.write("more = 1\n", to: "pkg/more.py")
        #expect(try await test.resolve().first?.builtFrom != first.first?.builtFrom)
    }

    @Test(.enabled("needs Python 3.10") { await hasInterpreter() }, arguments: Tools.resolvers)
    func sourceArchiveIsBuilt(tool: ResolverTool) async throws {
        let test = try ResolverCase(tool)
        try sources(test, kind: "pure")
        let made = try await ToolsRun.run(
            "/bin/sh", ["-c", "mv pkg pkg-1.0 && tar -czf files/pkg-1.0.tar.gz pkg-1.0"], in: test.folder.path)
        #expect(made)
        let index = try await test.index()
        try test.folder.write("-i \(index.url)\npkg\n", to: "requirements.txt")
        let found = try await test.resolve()
        #expect(found.map(\.version) == ["1.0"])
        #expect(found.first?.builtFrom == (try FileDigest.sha256(ofFile: test.files + "/pkg-1.0.tar.gz")))
    }

    #if os(Linux) && arch(x86_64)
        @Test(
            .enabled("needs Python 3.10 and gcc") { await hasInterpreter() && Tools.finder.find("gcc") != nil },
            arguments: Tools.resolvers)
        func extensionThatFitsIsTaken(tool: ResolverTool) async throws {
            let test = try ResolverCase(tool)
            try sources(test, kind: "native", code: "int answer(void) { return 42; }\n")
            try test.folder.write("./pkg\n", to: "requirements.txt")
            #expect(try await test.resolve().map(\.wheelName) == ["pkg-1.0-cp310-cp310-linux_x86_64.whl"])
        }

        @Test(
            .enabled("needs Python 3.10 and gcc") { await hasInterpreter() && Tools.finder.find("gcc") != nil },
            arguments: Tools.resolvers)
        func extensionThatNeedsANewerGlibcIsRefused(tool: ResolverTool) async throws {
            let test = try ResolverCase(tool)
            // The assembler writes the need for a version of glibc that no release before 2.34 has.
            try sources(
                test, kind: "native",
                code: """
                    extern int pthread_key_create(unsigned *, void *);
                    __asm__(".symver pthread_key_create, pthread_key_create@GLIBC_2.34");
                    int answer(void) { unsigned key; return pthread_key_create(&key, 0); }

                    """)
            try test.folder.write("./pkg\n", to: "requirements.txt")
            let failure = try await test.failure()
            #expect(failure.kind == .project)
            #expect(failure.findings.map(\.rule) == ["sdist-needs-newer-glibc"])
            let message = failure.findings.first?.message ?? ""
            #expect(message.contains("pkg.so") && message.contains("2.34") && message.contains("2.28"))
            #expect(failure.findings.first?.hint?.contains("leave the package out") == true)
        }
    #endif

    @Test(.enabled("needs Python 3.10") { await hasInterpreter() }, arguments: Tools.resolvers)
    func buildThatFailsShowsTheDecisiveLine(tool: ResolverTool) async throws {
        let test = try ResolverCase(tool)
        try sources(test, kind: "broken")
        try test.folder.write("./pkg\n", to: "requirements.txt")
        let failure = try await test.failure()
        #expect(failure.kind == .project)
        #expect(failure.findings.map(\.rule) == ["sdist-build-failed"])
        #expect(failure.findings.first?.message.contains("nothing.h") == true)
        #expect(failure.findings.first?.location.line == 1 || failure.findings.first?.location.line == 7)
    }

    @Test(.enabled(if: ResolverTool.uv.isHere))
    func missingInterpreterNamesTheWaysOn() async throws {
        var test = try ResolverCase(.uv)
        try sources(test, kind: "pure")
        // A lock is there, so that only the build needs the interpreter, and nobody has it.
        test.source = "pylock.toml"
        test.runtime = "python3.9"
        test.variables = [
            "HOME": test.folder.path, "UV_PYTHON_DOWNLOADS": "never", "UV_PYTHON_INSTALL_DIR": test.folder.path,
        ]
        try test.folder.write(
            "lock-version = \"1.0\"\n[[packages]]\nname = \"pkg\"\ndirectory = { path = \"pkg\" }\n", to: "pylock.toml")
        let failure = try await test.failure()
        #expect(failure.kind == .environment)
        #expect(failure.findings.map(\.rule) == ["interpreter-missing"])
        #expect(failure.findings.first?.hint?.contains("uv python install 3.9") == true)
    }

    @Test(.enabled("needs Python 3.10") { await hasInterpreter() })
    func sourceArchiveThatLeavesItsFolderIsRefused() async throws {
        var test = try ResolverCase(ResolverTool.uv.isHere ? .uv : .pip)
        let bytes = StoredZip.bytes([("pkg-1.0/setup.py", []), ("../../evil.py", [1])])
        try StoredZip.write(bytes, to: test.files + "/pkg-1.0.zip")
        test.source = "pylock.toml"
        let digest = FileDigest.sha256(of: bytes).hexadecimal
        try test.folder.write(
            """
            lock-version = "1.0"
            [[packages]]
            name = "pkg"
            version = "1.0"
            sdist = { path = "files/pkg-1.0.zip", hashes = { sha256 = "\(digest)" } }
            """, to: "pylock.toml")
        let failure = try await test.failure()
        #expect(failure.kind == .project)
        #expect(failure.findings.map(\.rule) == ["sdist-damaged"])
        #expect(failure.findings.first?.message.contains("evil.py") == true)
    }

    @Test(.enabled("needs Python 3.10") { await hasInterpreter() })
    func twoBuildsInDifferentFoldersGiveTheSameBytes() async throws {
        var digests: Set<Digest> = []
        for _ in 0..<2 {
            let test = try ResolverCase(ResolverTool.uv.isHere ? .uv : .pip)
            let hasCompiler = Tools.finder.find("gcc") != nil
            try sources(test, kind: hasCompiler ? "native" : "pure", code: "const char *where = __FILE__;\n")
            try test.folder.write("./pkg\n", to: "requirements.txt")
            digests.formUnion(try await test.resolve().map(\.digest))
        }
        #expect(digests.count == 1)
    }

    @Test(.enabled(if: ResolverTool.pip.isHere))
    func pipWithoutAnInterpreterNamesTheWaysOn() async throws {
        var test = try ResolverCase(.pip)
        // Nobody on this PATH has Python 3.6 but pyenv, which is out of sight.
        test.runtime = "python3"
        test.variables = ["HOME": test.folder.path, "PYENV_ROOT": test.folder.path]
        try StoredZip.write([1], to: test.files + "/pkg-1.0.tar.gz")
        try TestWheel("pkg", tag: "cp310-cp310-win_amd64").write(to: test.files)
        let index = try await test.index()
        try test.folder.write("-i \(index.url)\npkg\n", to: "requirements.txt")
        let failure = try await test.failure()
        #expect(failure.kind == .environment)
        #expect(failure.findings.map(\.rule) == ["interpreter-missing"])
        #expect(failure.findings.first?.location.line == 2)
        #expect(failure.findings.first?.message.contains("is for Windows") == true)
    }
}
