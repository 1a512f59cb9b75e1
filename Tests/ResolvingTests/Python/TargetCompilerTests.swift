import BuildModel
import FileTrees
import FunctionCompute
import Processes
import Testing

@testable import Resolving

/// Extensions that are built against the release's own libraries, with Swift SDKs that fclayer made before on this machine.
@Suite(.timeLimit(.minutes(30)))
struct TargetCompilerTests {
    /// A runtime, its interpreter and the newest glibc that its image has.
    struct Target: CustomTestStringConvertible, Sendable {
        var runtime: String
        var python: String
        var debian: String
        var glibc: String

        var testDescription: String { runtime }

        static let all = [
            Target(runtime: "python3.10", python: "3.10", debian: "debian10", glibc: "2.28"),
            Target(runtime: "python3.9", python: "3.9", debian: "debian9", glibc: "2.24"),
        ]

        var compilers: TargetCompilers? {
            let environment = Tools.environment
            let home = environment["HOME"] ?? "/"
            let folders = [
                environment["FCLAYER_SWIFT_SDKS"], Tools.cache + "/swift-sdks", home + "/.swiftpm/swift-sdks",
            ]
            for folder in folders.compactMap(\.self) {
                let names = (try? Files.names(inFolder: folder)) ?? []
                guard let name = names.last(where: { $0.hasSuffix("-fc-\(debian).artifactbundle") }) else { continue }
                let variant = "\(folder)/\(name)/\(debian)/x86_64-unknown-linux-gnu"
                return TargetCompilers(
                    c: variant + "/bin/cc", cxx: variant + "/bin/c++", sysroot: variant + "/sysroot",
                    folders: ["\(folder)/\(name)"])
            }
            return nil
        }

        var interpreter: String? {
            get async {
                guard let runtime = RuntimeCatalogue.runtime(runtime), let target = PythonTarget(runtime) else {
                    return nil
                }
                let settings = ResolverSettings(environment: Tools.environment, storeRoot: "/nowhere", projectRoot: "/")
                return await InterpreterFinder(doors: ResolverDoors(settings)).find(target)
            }
        }

        static func isPossible() async -> Bool {
            guard Tools.finder.find("readelf") != nil, Tools.finder.find("gcc") != nil, !Tools.resolvers.isEmpty else {
                return false
            }
            for target in all {
                guard target.compilers != nil, await target.interpreter != nil else { return false }
            }
            return true
        }
    }

    /// Compiles `native.c` as distutils does: `CC` and `CFLAGS`, then `LDSHARED` and `LDFLAGS`.
    private static let backend = """
        import base64, hashlib, os, shlex, subprocess, sys, sysconfig, zipfile

        def build_wheel(folder, config_settings=None, metadata_directory=None):
            words = lambda name, default: shlex.split(os.environ.get(name, default))
            if os.path.exists("HOSTONLY") and "sysroot" in os.environ.get("PKG_CONFIG_SYSROOT_DIR", ""):
                sys.stderr.write("fatal error: special.h: No such file or directory\\n")
                raise SystemExit(1)
            include = "-I" + sysconfig.get_paths()["include"]
            subprocess.check_call(words("CC", "gcc") + ["-fPIC", "-O1", include, "-c", "native.c"] + words("CFLAGS", ""))
            link = words("LDSHARED", "gcc -shared") + ["native.o", "-o", "native.so"] + words("LDFLAGS", "") + ["-lm"]
            subprocess.check_call(link)
            tag = "cp%d%d-cp%d%d-linux_x86_64" % (sys.version_info[:2] * 2)
            files = {"native.so": open("native.so", "rb").read()}
            info = "pkg-1.0.dist-info/"
            files[info + "METADATA"] = b"Metadata-Version: 2.1\\nName: pkg\\nVersion: 1.0\\n"
            files[info + "WHEEL"] = ("Wheel-Version: 1.0\\nRoot-Is-Purelib: false\\nTag: %s\\n" % tag).encode()
            record = ""
            with zipfile.ZipFile(os.path.join(folder, "pkg-1.0-%s.whl" % tag), "w") as archive:
                for path, data in sorted(files.items()):
                    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")
                    record += "%s,sha256=%s,%d\\n" % (path, digest, len(data))
                    archive.writestr(zipfile.ZipInfo(path), data)
                archive.writestr(zipfile.ZipInfo(info + "RECORD"), record + info + "RECORD,,\\n")
            return "pkg-1.0-%s.whl" % tag

        def prepare_metadata_for_build_wheel(folder, config_settings=None):
            os.makedirs(os.path.join(folder, "pkg-1.0.dist-info"))
            with open(os.path.join(folder, "pkg-1.0.dist-info", "METADATA"), "w") as file:
                file.write("Metadata-Version: 2.1\\nName: pkg\\nVersion: 1.0\\n")
            return "pkg-1.0.dist-info"

        """

    /// Built on Debian 12 it needs glibc 2.29 (pow, exp), 2.33 (stat) and 2.34 (pthread_create).
    private static let code = """
        #define PY_SSIZE_T_CLEAN
        #include <Python.h>
        #include <math.h>
        #include <pthread.h>
        #include <sys/stat.h>

        static void *work(void *x) { *(double *)x = pow(*(double *)x, 2) + exp(0); return 0; }

        static PyObject *answer(PyObject *self, PyObject *arguments) {
            double x;
            struct stat status;
            pthread_t thread;
            if (!PyArg_ParseTuple(arguments, "d", &x)) return NULL;
            if (stat("/", &status) || pthread_create(&thread, 0, work, &x)) return NULL;
            pthread_join(thread, 0);
            return PyFloat_FromDouble(x + (S_ISDIR(status.st_mode) != 0));
        }

        static PyMethodDef methods[] = {{"answer", answer, METH_VARARGS, ""}, {0}};
        static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "native", 0, -1, methods};
        PyMODINIT_FUNC PyInit_native(void) { return PyModule_Create(&module); }

        """

    private func sources(_ test: ResolverCase) throws {
        try test.folder.write(
            "[build-system]\nrequires = []\nbuild-backend = \"backend\"\nbackend-path = [\".\"]\n",
            to: "pkg/pyproject.toml")
        try test.folder.write(Self.backend, to: "pkg/backend.py")
        try test.folder.write(Self.code, to: "pkg/native.c")
        try test.folder.write("./pkg\n", to: "requirements.txt")
    }

    /// The highest version of glibc that the ELF files of a wheel need, as `readelf` sees it.
    private func need(of wheel: String, in folder: TestFolder) async throws -> (glibc: String, libraries: Set<String>) {
        let text = try await DebianMirrorCase.sh(
            """
            rm -rf unpacked; python3 -m zipfile -e '\(wheel)' unpacked
            find unpacked -name '*.so' -exec readelf -W -V -d '{}' +
            """, in: folder.path)
        let names = text.split { " \n()".contains($0) }
        let versions = names.compactMap { $0.hasPrefix("GLIBC_") ? DottedVersion($0.dropFirst(6)) : nil }
        let libraries = names.filter { $0.hasPrefix("[lib") }.map { String($0.dropFirst().dropLast()) }
        return (versions.max().map { "\($0)" } ?? "", Set(libraries))
    }

    @Test(.enabled("needs SDKs, Python 3.9 and 3.10") { await Target.isPossible() }, arguments: Target.all)
    func extensionOfANewerMachineLoadsOnTheRuntime(_ target: Target) async throws {
        var test = try ResolverCase(Tools.resolvers.first)
        test.runtime = target.runtime
        try sources(test)
        // As this machine builds it: refused, where this machine is newer.
        let own = try await ToolRunner().run(ToolInvocation("getconf", ["GNU_LIBC_VERSION"])).outputText
        if let version = DottedVersion(own.split(separator: " ").last?.prefix { $0 != "\n" } ?? ""), version >= "2.34" {
            #expect(try await test.failure().findings.map(\.rule) == ["sdist-needs-newer-glibc"])
        }
        // With the release's compilers, in the same store.
        test.compilers = target.compilers
        let found = try #require(try await test.resolve().first)
        let minor = target.glibc.split(separator: ".")[1]
        let tag = "cp3\(target.python.dropFirst(2))"
        #expect(found.wheelName == "pkg-1.0-\(tag)-\(tag)-manylinux_2_\(minor)_x86_64.whl")
        let need = try await need(of: found.wheel, in: test.folder)
        #expect(try #require(DottedVersion(need.glibc)) <= #require(DottedVersion(target.glibc)), "\(need)")
        #expect(need.libraries.isSubset(of: ["libm.so.6", "libpthread.so.0", "libc.so.6"]), "\(need)")
        let interpreter = try #require(await target.interpreter)
        let answer = try await ToolRunner().run(
            ToolInvocation(
                interpreter, ["-c", "import native; print(native.answer(3))"],
                workingFolder: test.folder.path + "/unpacked"))
        #expect(answer.outputText == "11.0\n", "\(answer.errorText)")
        // The same again comes from the store.
        test.offline = true
        #expect(try await test.resolve().first == found)
    }

    @Test(.enabled("needs SDKs, Python 3.9 and 3.10") { await Target.isPossible() })
    func twoBuildsInDifferentFoldersGiveTheSameBytes() async throws {
        var digests: Set<Digest> = []
        for _ in 0..<2 {
            var test = try ResolverCase(Tools.resolvers.first)
            try sources(test)
            test.compilers = Target.all[0].compilers
            digests.formUnion(try await test.resolve().map(\.digest))
        }
        #expect(digests.count == 1)
    }

    @Test(.enabled("needs SDKs, Python 3.9 and 3.10") { await Target.isPossible() })
    func whatTheReleaseCannotBuildIsBuiltAsBeforeAndSaid() async throws {
        var test = try ResolverCase(Tools.resolvers.first)
        try sources(test)
        try test.folder.write("", to: "pkg/HOSTONLY")
        try test.folder.write(
            Self.code.replacing("pow(*(double *)x, 2) + exp(0)", with: "*(double *)x").replacing(
                "stat(\"/\", &status) || pthread_create(&thread, 0, work, &x)", with: "0"
            ).replacing("pthread_join(thread, 0);", with: ""), to: "pkg/native.c")
        test.compilers = Target.all[0].compilers
        #expect(try await test.resolve().map(\.wheelName) == ["pkg-1.0-cp310-cp310-linux_x86_64.whl"])
        let note = test.notes.findings.first
        #expect(note?.rule == "sdist-built-for-host" && note?.message.contains("special.h") == true)
    }

    @Test(
        .enabled("needs SDKs, Python 3.9 and 3.10 and the network") {
            let isPossible = await Target.isPossible()
            return isPossible && Tools.hasNetwork
        }, arguments: Target.all)
    func realSourceDistributionsLoadOnTheRuntime(_ target: Target) async throws {
        var test = try ResolverCase(Tools.resolvers.first)
        test.runtime = target.runtime
        test.variables = ["UV_HTTP_TIMEOUT": "60", "UV_HTTP_RETRIES": "3"].merging(
            Tools.environment.filter { $0.key.hasSuffix("_CERT_FILE") || $0.key.hasSuffix("_INDEX_URL") }
        ) { $1 }
        test.compilers = target.compilers
        // C, and C++ with the standard library.
        try test.folder.write(
            "--no-binary psutil\n--no-binary ujson\npsutil==7.2.2\nujson==5.10.0\n", to: "requirements.txt")
        let found = try await test.resolve()
        #expect(found.map(\.name).sorted() == ["psutil", "ujson"])
        for distribution in found {
            #expect(distribution.wheelName.contains("-manylinux_2_"), "\(distribution.wheelName)")
            let need = try await need(of: distribution.wheel, in: test.folder)
            #expect(try #require(DottedVersion(need.glibc)) <= #require(DottedVersion(target.glibc)), "\(need)")
            #expect(!need.libraries.contains("libstdc++.so.6"))
        }
        let interpreter = try #require(await target.interpreter)
        for distribution in found {
            _ = try await need(of: distribution.wheel, in: test.folder)
            let answer = try await ToolRunner().run(
                ToolInvocation(
                    interpreter, ["-c", "import \(distribution.name) as m; print(m.__version__)"],
                    workingFolder: test.folder.path + "/unpacked"))
            #expect(answer.succeeded, "\(answer.errorText)")
        }
    }
}
