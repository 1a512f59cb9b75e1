import Foundation
import Testing

/// What is wrong with PHP packages is said once, and nothing is lost.
@Suite(.composer, .timeLimit(.minutes(30))) struct PHPBadInputTests {
    /// Exactly one error, of this rule, with these words.
    private func expect(_ run: Program.Run, _ rule: String, _ words: String..., status: Int32 = 1) {
        #expect(run.status == status, "\(run.errors)")
        #expect(run.errors.components(separatedBy: "error[").count == 2, "\(run.errors)")
        #expect(run.errors.contains("error[\(rule)]"), "\(run.errors)")
        for word in words { #expect(run.errors.contains(word), "\(word): \(run.errors)") }
    }

    @Test func lockOutOfStepWithItsManifest() throws {
        let php = try PHPProject()
        try php.require(["symfony/string": "^5"])
        try #require(try php.fclayer("build").status == 0)
        let lock = try php.project.read("code/composer.lock")
        let calls = php.calls
        try php.require(["symfony/string": "^5", "psr/container": "^1"])
        expect(try php.fclayer("build"), "lock-stale", "code/composer.lock", "fclayer lock")
        expect(try php.fclayer("lock", "--locked"), "lock-stale")
        #expect(php.calls == calls)
        #expect(try php.project.read("code/composer.lock") == lock)
        let locked = try php.fclayer("lock")
        #expect(locked.status == 0, "\(locked.errors)")
        #expect(try php.fclayer("build", "--locked").status == 0)
        let judged = try php.composer("validate", "--no-check-all", "--no-check-publish")
        #expect(judged.status == 0, "\(judged.errors)")
    }

    @Test func lockMissingWhereItIsWanted() throws {
        let php = try PHPProject()
        try php.require(["psr/log": "^1"])
        expect(try php.fclayer("build", "--locked"), "lock-missing", "code/composer.lock")
        #expect(php.calls == 0)
    }

    @Test func lockDamagedByAMerge() throws {
        let php = try PHPProject()
        try php.require(["psr/log": "^1"])
        try php.project.write("code/composer.lock", "{\n<<<<<<< HEAD\n")
        expect(try php.fclayer("build"), "lock-unreadable", "code/composer.lock:2", "a name in quotes")
    }

    @Test func manifestWithACommaTooMany() throws {
        let php = try PHPProject()
        try php.project.write("code/composer.json", "{\n  \"require\": {\"psr/log\": \"^1\",}\n}\n")
        expect(try php.fclayer("build"), "composer-manifest", "code/composer.json:2")
    }

    /// Composer on this machine would take them: its PHP is newer, and may have the extension.
    @Test func platformMismatch() throws {
        let php = try PHPProject()
        try php.require(["psr/log": "^3"])
        let made = try php.composer("update", "--no-install", "--no-audit")
        try #require(made.status == 0, "\(made.errors)")
        let run = try php.fclayer("build")
        expect(run, "composer-platform", "psr/log 3.0.0", "php >=8.0.0", "the runtime has PHP 7.2")
        #expect(!FileManager.default.fileExists(atPath: php.project.path + "/.fclayer/out/functions/api.zip"))
    }

    @Test func extensionThatTheRuntimeHasNot() throws {
        let php = try PHPProject()
        try php.require(["acme/intl": "*"])
        let made = try php.composer("update", "--no-install", "--no-audit", "--ignore-platform-reqs")
        try #require(made.status == 0, "\(made.errors)")
        expect(try php.fclayer("build"), "composer-platform", "acme/intl 1.0.0", "`intl`", "PHP 7.2")
        #expect(php.calls == 0)
        // Brought along in the code, it is there.
        try php.project.write("code/extension/intl.ini", "extension=/code/extension/intl.so\n")
        let built = try php.fclayer("build")
        #expect(!built.errors.contains("composer-platform"), "\(built.errors)")
    }

    @Test func unknownPackage() throws {
        let php = try PHPProject()
        try php.require(["psr/lgo": "^1"])
        expect(try php.fclayer("build"), "composer-failed", "psr/lgo")
        #expect(!FileManager.default.fileExists(atPath: php.project.path + "/code/composer.lock"))
    }

    @Test func archiveThatIsNotWhatTheLockNames() throws {
        let php = try PHPProject()
        try php.require(["psr/log": "^1"])
        try #require(try php.fclayer("lock").status == 0)
        let lock = try php.project.read("code/composer.lock")
        try php.project.write(
            "code/composer.lock",
            lock.replacingOccurrences(
                of: "psr-log-1.1.4.zip\"",
                with: "psr-log-1.1.4.zip\", \"shasum\": \"\(String(repeating: "0", count: 40))\""))
        expect(try php.fclayer("build"), "composer-failed", "checksum")
    }

    @Test func composerMissing() throws {
        let php = try PHPProject()
        try php.require(["psr/log": "^1"])
        let run = try php.fclayer("build", environment: ["PATH": "/nonexistent"])
        expect(run, "build-tool-missing", "composer", "apt-get install composer", status: 3)
    }

    /// Scripts and plugins would run on this machine: none does.
    @Test func scriptsAndPluginsAreNotRun() throws {
        let php = try PHPProject()
        let mark = php.project.path + "/../mark"
        try php.project.write(
            "plugin/composer.json",
            "{\"name\": \"acme/plugin\", \"version\": \"1.0.0\", \"type\": \"composer-plugin\", "
                + "\"require\": {\"composer-plugin-api\": \"^2\"}, \"extra\": {\"class\": \"Acme\\\\Plugin\"}, "
                + "\"autoload\": {\"classmap\": [\"Plugin.php\"]}}\n")
        try php.project.write(
            "plugin/Plugin.php", "<?php\nfile_put_contents('\(mark)', 'x');\nnamespace Acme;\nclass Plugin {}\n")
        try php.require(
            ["acme/plugin": "*"],
            more: ["scripts": ["post-install-cmd": "touch '\(mark)'"], "config": ["allow-plugins": true]],
            repositories: [["type": "path", "url": "../plugin"]])
        let built = try php.fclayer("build")
        #expect(built.status == 0, "\(built.errors)")
        #expect(built.errors.contains("note[composer-code-not-run]"), "\(built.errors)")
        #expect(built.errors.contains("`acme/plugin`") && built.errors.contains("`post-install-cmd`"))
        #expect(!FileManager.default.fileExists(atPath: mark))
    }

    /// Names in archives that lead out of the package's folder: nothing appears outside.
    @Test(arguments: ["zip", "tar"]) func archiveWithNamesThatLeadOut(_ type: String) throws {
        let php = try PHPProject()
        let archive = php.repository.folder + "/evil." + type
        let made = try Program.run(
            "python3",
            [
                "-c",
                """
                import io, sys, tarfile, zipfile
                target, names = sys.argv[1], ["good.txt"] + ["../" * n + "escaped.txt" for n in range(1, 9)] + ["/tmp/fclayer-escaped.txt"]
                if target.endswith("zip"):
                    with zipfile.ZipFile(target, "w") as z:
                        for name in names: z.writestr(name, "x")
                else:
                    with tarfile.open(target, "w") as t:
                        for name in names:
                            entry = tarfile.TarInfo(name)
                            entry.size = 1
                            t.addfile(entry, io.BytesIO(b"x"))
                """, archive,
            ])
        try #require(made.status == 0, "\(made.errors)")
        try php.repository.add("acme/evil", "1.0.0", extra: [:], archive: archive, type: type)
        try php.repository.write()
        try php.require(["acme/evil": "*"])
        let run = try php.fclayer("build")
        let parent = URL(fileURLWithPath: php.project.path).deletingLastPathComponent().path
        let escaped = (FileManager.default.enumerator(atPath: parent)?.allObjects as? [String] ?? [])
            .filter { $0.hasSuffix("escaped.txt") && !$0.contains("/vendor/acme/evil/") && !$0.contains("/output/") }
        #expect(escaped.isEmpty, "\(escaped) \(run.errors)")
        #expect(!FileManager.default.fileExists(atPath: "/tmp/fclayer-escaped.txt"))
        if run.status == 0 {
            let code = try php.unpack("functions/api", as: "elsewhere")
            #expect(FileManager.default.fileExists(atPath: code + "/vendor/acme/evil"))
        } else {
            expect(run, "composer-failed")
        }
    }

    @Test func archiveWithALinkThatLeadsOut() throws {
        let php = try PHPProject()
        let archive = php.repository.folder + "/evil.zip"
        let made = try Program.run(
            "python3",
            [
                "-c",
                """
                import sys, zipfile
                with zipfile.ZipFile(sys.argv[1], "w") as z:
                    entry = zipfile.ZipInfo("passwords")
                    entry.create_system, entry.external_attr = 3, 0o120777 << 16
                    z.writestr(entry, "/etc/passwd")
                    z.writestr("good.txt", "x")
                """, archive,
            ])
        try #require(made.status == 0, "\(made.errors)")
        try php.repository.add("acme/evil", "1.0.0", extra: [:], archive: archive)
        try php.repository.write()
        try php.require(["acme/evil": "*"])
        let run = try php.fclayer("build")
        // With PHP's zip extension composer writes the link's text as a file; `unzip` makes the link, which is refused.
        if run.status != 0 {
            expect(run, "symlink-escape", "vendor/acme/evil/passwords", "/etc/passwd")
        } else {
            let code = try php.unpack("functions/api", as: "elsewhere")
            let text = try String(contentsOfFile: code + "/vendor/acme/evil/passwords", encoding: .utf8)
            #expect(text == "/etc/passwd")
        }
    }

    /// A registry that answers anything but packages. Its answers are in the message, and no lock is written.
    @Test(arguments: ["401", "404", "500", "garbage", "redirect"]) func hostileRegistry(_ kind: String) throws {
        let php = try PHPProject()
        let port = php.repository.folder + "/port"
        let server = try Program.start(
            "python3",
            [
                "-c",
                """
                import http.server, os, sys, threading
                kind, port = sys.argv[1:]
                class Handler(http.server.BaseHTTPRequestHandler):
                    def do_GET(self):
                        if kind == "redirect":
                            self.send_response(302)
                            self.send_header("Location", self.path)
                        else: self.send_response(int(kind) if kind.isdigit() else 200)
                        body = b"<html>no packages</html>"
                        self.send_header("Content-Length", str(len(body)))
                        self.end_headers()
                        self.wfile.write(body)
                    def log_message(self, *arguments): pass
                server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
                threading.Timer(120, lambda: os._exit(0)).start()
                with open(port + ".new", "w") as file: file.write(str(server.server_port))
                os.rename(port + ".new", port)
                server.serve_forever()
                """, kind, port,
            ])
        // Its end is not waited for: Foundation may miss it where another program was waited for on this thread meanwhile.
        defer { server.process.terminate() }
        var number: String?
        for _ in 0..<200 where number == nil {
            usleep(50_000)
            number = try? String(contentsOfFile: port, encoding: .utf8)
        }
        let address = "http://127.0.0.1:\(try #require(number))"
        try php.require(
            ["psr/log": "^1"],
            more: [
                "repositories": [["type": "composer", "url": address] as [String: Any], ["packagist.org": false]],
                "config": ["secure-http": false],
            ])
        let run = try php.fclayer("build")
        expect(run, "composer-failed", address, status: run.status)
        #expect(run.status == 1 || run.status == 3)
        #expect(!FileManager.default.fileExists(atPath: php.project.path + "/code/composer.lock"))
    }
}
