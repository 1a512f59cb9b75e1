import Foundation
import Testing

/// A Debian release of an image, unpacked and otherwise empty: what it starts would start in an instance, and what it refuses is
/// refused by Linux and not by us.
struct BareRoot: Sendable {
    enum Release: String, Sendable { case bullseye, bookworm }

    /// What came of a start.
    struct Outcome {
        /// Whether the program answered on its port, or the handler was called and gave a result.
        var works: Bool
        /// What was said.
        var words: String
    }

    let folder: String

    private static let bullseye = Result { try unpack(.bullseye) }
    private static let bookworm = Result { try unpack(.bookworm) }

    /// The root of a release, unpacked once for all tests.
    init(_ release: Release) throws {
        folder = try release == .bullseye ? Self.bullseye.get() : Self.bookworm.get()
    }

    private static func unpack(_ release: Release) throws -> String {
        let folder = Program.cache + "/roots/" + release.rawValue
        let run = try Program.run(Program.repository + "/scripts/bare-root", [release.rawValue, folder])
        try #require(run.status == 0, "\(run.errors)")
        return folder
    }

    /// Starts a custom runtime's bootstrap as the platform does, and asks it on port 9000.
    func start(code: String, layers: String?, command: [String] = ["./bootstrap"]) throws -> Outcome {
        try run(Self.customDriver, code: code, layers: layers, arguments: command)
    }

    /// Loads a Python handler as the platform does, and calls it.
    func call(code: String, layers: String?, handler: String, initializer: String?) throws -> Outcome {
        try run(Self.pythonDriver, code: code, layers: layers, arguments: [handler] + (initializer.map { [$0] } ?? []))
    }

    private func run(_ driver: String, code: String, layers: String?, arguments: [String]) throws -> Outcome {
        let file = code + ".driver.py"
        try driver.write(toFile: file, atomically: false, encoding: .utf8)
        var words = [
            "--unshare-all", "--die-with-parent", "--ro-bind", folder, "/", "--proc", "/proc", "--dev", "/dev",
        ]
        words += ["--tmpfs", "/tmp", "--ro-bind", file, "/tmp/driver.py", "--ro-bind", code, "/code"]
        if let layers { words += ["--ro-bind", layers, "/opt"] }
        // What the images set (fcdocker, D/021).
        let variables = [
            ("PATH", "/usr/local/bin:/usr/bin:/bin:/opt/bin"), ("FC_SERVER_PORT", "9000"), ("HOME", "/tmp"),
            ("LD_LIBRARY_PATH", "/code:/code/lib:/usr/local/lib:/opt/lib"),
        ]
        words += ["--clearenv"] + variables.flatMap { ["--setenv", $0.0, $0.1] }
        words += ["--chdir", "/code", "/usr/bin/python3", "-B", "/tmp/driver.py"] + arguments
        let run = try Program.run("bwrap", words)
        return Outcome(works: run.output.contains("WORKS"), words: run.output + run.errors)
    }

    /// Starts the program, and waits until it answers or ends.
    private static let customDriver = """
        import subprocess, sys, time, urllib.error, urllib.request
        try:
            child = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        except OSError as error:
            print("cannot be started:", error)
            sys.exit()
        for _ in range(300):
            try:
                answer = urllib.request.urlopen("http://127.0.0.1:9000/invoke", b"{}", timeout=5).read()
                print("WORKS", answer.decode())
                break
            except urllib.error.HTTPError as error:
                print("WORKS", error)
                break
            except OSError:
                pass
            if child.poll() is not None:
                print("ended with", child.returncode, child.stdout.read().decode(errors="replace"))
                break
            time.sleep(0.05)
        else:
            print("does not listen on port 9000")
        child.kill()
        """

    /// The loader of the platform's runtimes up to Python 3.10 as validate.md tells of it: `imp`, inside the code only.
    private static let pythonDriver = """
        import json, os, sys, warnings
        warnings.simplefilter("ignore")
        import imp
        sys.path[0:1] = ["/code", "/opt/python/lib/python%d.%d/site-packages" % sys.version_info[:2], "/opt/python"]
        def load(handler):
            module, _, name = handler.rpartition(".")
            folder, _, dotted = module.rpartition("/")
            path, full = [os.path.join("/code", folder)], ""
            for part in dotted.split("."):
                full = full + "." + part if full else part
                try:
                    found = imp.find_module(part, path)
                except ImportError as error:
                    raise Exception("Unable to import module '%s': %s" % (module, error))
                loaded = sys.modules.get(full) or imp.load_module(full, *found)
                path = getattr(loaded, "__path__", [])
            if not hasattr(loaded, name):
                raise Exception("Handler '%s' is missing on module '%s'" % (name, module))
            return getattr(loaded, name)
        if len(sys.argv) > 2:
            load(sys.argv[2])({"requestId": "1"})
        result = load(sys.argv[1])(b'{"key": "value"}', {"requestId": "1"})
        if not isinstance(result, (bytes, str)):
            result = json.dumps(result)
        print("WORKS", result)
        """
}
