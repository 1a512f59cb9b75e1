import Binaries
import Foundation
import FunctionCompute
import Testing

/// Source distributions with extensions in C and C++, built on a newer system than the runtime's.
@Suite(
    .network, .tools("swiftc", "ld.gold", "unzip", "cc", "c++", "bwrap", "curl", "xz", "dpkg-deb"), .sandbox,
    .timeLimit(.minutes(30)))
struct NativeExtensionTests {
    /// What a plain build ties to the newest glibc: mathematics (2.29), `stat` (2.33), threads (2.34); and C++ that waits (2.30).
    private static let files: [String: String] = [
        "pkg/pyproject.toml": """
        [build-system]
        requires = ["setuptools<75"]
        build-backend = "setuptools.build_meta"

        """,
        "pkg/setup.py": """
        from setuptools import Extension, setup
        native = Extension("native", ["native.c", "waiting.cpp"], libraries=["m"], language="c++")
        setup(name="native", version="1.0", ext_modules=[native])

        """,
        "pkg/native.c": """
        #define PY_SSIZE_T_CLEAN
        #include <Python.h>
        #include <math.h>
        #include <pthread.h>
        #include <sys/stat.h>
        extern int waited(void);
        static void *run(void *value) { *(double *)value = exp(*(double *)value) + pow(*(double *)value, 0.5); return 0; }
        static PyObject *answer(PyObject *self, PyObject *argument) {
          double value = PyFloat_AsDouble(argument);
          struct stat status;
          pthread_t thread;
          if (stat("/", &status) || pthread_create(&thread, 0, run, &value)) return 0;
          pthread_join(thread, 0);
          return PyFloat_FromDouble(value + waited());
        }
        static PyMethodDef methods[] = {{"answer", answer, METH_O, ""}, {0}};
        static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "native", 0, -1, methods};
        PyMODINIT_FUNC PyInit_native(void) { return PyModule_Create(&module); }

        """,
        "pkg/waiting.cpp": """
        #include <chrono>
        #include <condition_variable>
        #include <map>
        #include <mutex>
        #include <stdexcept>
        #include <string>
        extern "C" int waited(void) {
          std::mutex mutex; std::condition_variable bell;
          std::unique_lock<std::mutex> lock(mutex);
          bell.wait_for(lock, std::chrono::milliseconds(1), [] { return false; });
          std::map<std::string, int> map;
          try { return map.at("absent"); } catch (const std::out_of_range &) { return 10; }
        }

        """,
        "code/index.py": "import native\n\ndef handler(event, context):\n    return str(native.answer(1.0))\n",
        "code/requirements.txt": "../pkg\n",
    ]

    private func project(_ runtime: String) throws -> TestProject {
        let project = try TestProject()
        for (name, text) in Self.files { try project.write(name, text) }
        try project.write(
            "fclayer.yaml",
            """
            functions:
              hello:
                runtime: \(runtime)
                handler: index.handler
                code: ./code

            """)
        return project
    }

    private static let words = "print('%.3f' % __import__('native').answer(1.0))"

    @Test(
        .python("3.9", "3.10"),
        arguments: [("python3.9", "2.24", "3.9"), ("python3.10", "2.28", "3.10")] as [(String, DottedVersion, String)])
    func extensionIsBuiltForTheRuntime(_ runtime: String, _ floor: DottedVersion, _ python: String) throws {
        let project = try project(runtime)
        // A store of its own: what other runs built does not count.
        func build(_ sdks: String) throws -> Program.Run {
            try Program.fclayer(
                ["build"], in: project.path,
                environment: ["FCLAYER_SWIFT_SDKS": sdks, "FCLAYER_CACHE": project.path + "/store"])
        }
        // Where no SDK can be, this machine's compilers are used: what they make is refused.
        let plain = try build("/proc/sdks")
        #expect(plain.status == 1)
        #expect(plain.errors.contains("error[sdist-needs-newer-glibc]"), "\(plain.errors)")
        let built = try build(Program.cache + "/swift-sdks")
        try #require(built.status == 0, "\(built.errors)")
        let unzip = try Program.run(
            "unzip", ["-q", ".fclayer/out/functions/hello.zip", "-d", "unpacked"], in: project.path)
        try #require(unzip.status == 0)
        let library = try #require(project.files(in: "unpacked").first { $0.hasSuffix(".so") })
        let file = try ELFFile(
            bytes: [UInt8](try Data(contentsOf: URL(fileURLWithPath: project.path + "/unpacked/" + library))))
        let need = try #require(file.highestNeed(prefix: "GLIBC_")?.numbers(after: "GLIBC_"))
        #expect(DottedVersion(need) <= floor)
        #expect(file.highestNeed(prefix: "GLIBCXX_") == nil)

        // In an interpreter of the version, and for 3.9 in Debian 11, whose own Python it is.
        let interpreter = try #require(Program.python(python))
        let here = try Program.run(interpreter, ["-B", "-c", Self.words], in: project.path + "/unpacked")
        #expect(here.output == "13.718\n", "\(here.errors)")
        guard python == "3.9" else { return }
        let there = try Program.run(
            "bwrap",
            [
                "--unshare-all", "--die-with-parent", "--ro-bind", try BareRoot(.bullseye).folder, "/", "--proc",
                "/proc",
                "--dev", "/dev", "--tmpfs", "/tmp", "--ro-bind", project.path + "/unpacked", "/code", "--chdir",
                "/code",
                "/usr/bin/python3", "-B", "-c", Self.words,
            ])
        #expect(there.output == "13.718\n", "\(there.errors)")
    }
}
