import Foundation
import Testing

/// Packages between machines by way of a cache. Machines are folders with stores of their own; no network.
@Suite(.tools("python3", "uv")) struct SharedCacheTests {
    /// A project with a layer of a local wheel, locked, and never built.
    private func project() throws -> TestProject {
        let project = try TestProject.withLayer()
        #expect(try run(["lock"], project.path, [:]).status == 0)
        return project
    }

    private func run(_ arguments: [String], _ folder: String, _ variables: [String: String]) throws -> Program.Run {
        var environment: [String: String?] = [
            "FCLAYER_CACHE": folder + "-store", "FCLAYER_REMOTE_CACHE_MODE": "read-write",
        ]
        for (name, value) in variables { environment[name] = value }
        return try Program.fclayer(arguments, in: folder, environment: environment)
    }

    /// The same project on another machine.
    private func machine(_ project: TestProject, _ name: String) throws -> String {
        let copy = project.path + "-\(name)/elsewhere"
        try FileManager.default.createDirectory(atPath: project.path + "-\(name)", withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: project.path, toPath: copy)
        try? FileManager.default.removeItem(atPath: copy + "/.fclayer")
        return copy
    }

    private static let results = ["layers/deps.zip", "functions/hello.zip", "build.json", "s.yaml"]

    private func contents(_ folder: String) -> [Data?] {
        Self.results.map { FileManager.default.contents(atPath: folder + "/.fclayer/out/" + $0) }
    }

    @Test(.enabled(if: NginxCache.program != nil, "needs nginx")) func theSecondMachineTakesWhatTheFirstMade() throws {
        let server = try NginxCache()
        let project = try project()
        let remote = ["FCLAYER_REMOTE_CACHE": server.url()]
        let first = try run(["build"], project.path, remote)
        #expect(first.status == 0 && first.errors.contains("0 taken, 2 given"), "\(first.errors)")
        #expect(server.files.count == 4)
        let other = try machine(project, "other")
        let second = try run(["build"], other, remote.merging(["PATH": "/nowhere"]) { $1 })
        #expect(second.status == 0 && second.errors.contains("2 taken, 0 given"), "\(second.errors)")
        #expect(contents(other) == contents(project.path) && !contents(other).contains(nil))
        // The wheel was not even looked at.
        #expect(try run(["cache", "stats", "--format", "json"], other, [:]).output.contains("\"bytes\" : 0,"))
        let asked = server.requests.count
        #expect(try run(["build"], other, remote).status == 0)
        #expect(server.requests.count == asked)
        // A change is seen, and what stays is neither made nor fetched again.
        try "def handler(event, context):\n    return 2\n".write(
            toFile: other + "/code/index.py", atomically: true, encoding: .utf8)
        let third = try run(["build"], other, remote)
        #expect(third.status == 0 && third.errors.contains("0 taken, 1 given"), "\(third.errors)")
        #expect(contents(other)[0] == contents(project.path)[0] && contents(other)[1] != contents(project.path)[1])
    }

    @Test(.enabled(if: NginxCache.program != nil, "needs nginx")) func readingNeverWrites() throws {
        let server = try NginxCache()
        let project = try project()
        try project.write(
            "fclayer.yaml", "cache: { url: \"\(server.url())\" }\n" + (try project.read("fclayer.yaml")))
        let built = try Program.fclayer(
            ["build"], in: project.path, environment: ["FCLAYER_CACHE": project.path + "-store"])
        #expect(built.status == 0, "\(built.errors)")
        #expect(server.files.isEmpty && server.requests.count == 2)
        #expect(server.requests.allSatisfy { $0.contains("\"GET /fclayer/ac/") })
        for refusal in [["--offline"], ["--locked"]] {
            try FileManager.default.removeItem(atPath: project.path + "/.fclayer")
            let before = server.requests.count
            #expect(try run(["build"] + refusal, project.path, ["FCLAYER_REMOTE_CACHE_MODE": "read"]).status == 0)
            #expect((server.requests.count == before) == (refusal == ["--offline"]))
        }
        try FileManager.default.removeItem(atPath: project.path + "/.fclayer")
        let before = server.requests.count
        #expect(try run(["build"], project.path, ["FCLAYER_REMOTE_CACHE": "off"]).status == 0)
        #expect(server.requests.count == before)
    }

    @Test(.enabled(if: NginxCache.program != nil, "needs nginx"))
    func credentialsComeFromVariablesAndNetrcAndAreNeverShown() throws {
        let server = try NginxCache(password: "hush-9431")
        let project = try project()
        let wrong = try run(["build"], project.path, ["FCLAYER_REMOTE_CACHE": server.url("me:wrong-5520")])
        #expect(wrong.status == 0 && wrong.errors.contains("going on without the shared cache"), "\(wrong.errors)")
        #expect(wrong.errors.contains("401") && !wrong.errors.contains("wrong-5520"), "\(wrong.errors)")
        let netrc = project.path + "-netrc"
        try "machine 127.0.0.1 login me password hush-9431\n".write(toFile: netrc, atomically: true, encoding: .utf8)
        for (number, variables) in [
            ["FCLAYER_REMOTE_CACHE": server.url("me:hush-9431")],
            ["FCLAYER_REMOTE_CACHE": server.url(), "NETRC": netrc],
        ].enumerated() {
            let machine = try machine(project, "\(number)")
            let built = try run(["build"], machine, variables)
            let words = number == 0 ? "0 taken, 2 given" : "2 taken, 0 given"
            #expect(built.status == 0 && built.errors.contains(words), "\(built.errors)")
            for folder in [machine, machine + "-store"] {
                for path in FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? [] {
                    let bytes = FileManager.default.contents(atPath: folder + "/" + path) ?? Data()
                    #expect(bytes.range(of: Data("hush-9431".utf8)) == nil, "\(path)")
                }
            }
            #expect(!(built.output + built.errors).contains("hush-9431"))
        }
    }

    @Test(.enabled(if: NginxCache.program != nil, "needs nginx")) func aBearerTokenOpensTheCacheAndIsNeverShown() throws
    {
        let server = try NginxCache(token: "hush-7717")
        let project = try project()
        for (token, words) in [("wrong-3301", "401"), ("hush-7717", "0 taken, 2 given")] {
            try? FileManager.default.removeItem(atPath: project.path + "/.fclayer")
            let built = try run(
                ["build"], project.path,
                ["FCLAYER_REMOTE_CACHE": server.url(), "FCLAYER_REMOTE_CACHE_TOKEN": token])
            #expect(built.status == 0 && built.errors.contains(words), "\(built.errors)")
            #expect(!(built.output + built.errors).contains(token))
            for path in FileManager.default.enumerator(atPath: project.path)?.allObjects as? [String] ?? [] {
                let bytes = FileManager.default.contents(atPath: project.path + "/" + path) ?? Data()
                #expect(bytes.range(of: Data(token.utf8)) == nil, "\(path)")
            }
        }
    }

    @Test(arguments: [false, true]) func whatProvesWhoAsksIsNotSentElsewhere(isToken: Bool) throws {
        let (server, other) = (try HostileCache(), try HostileCache())
        let project = try project()
        let address = "127.0.0.1:\(server.port)/sends-to-\(other.port)"
        let built = try run(
            ["build"], project.path,
            isToken
                ? ["FCLAYER_REMOTE_CACHE": "http://" + address, "FCLAYER_REMOTE_CACHE_TOKEN": "hush-1177"]
                : ["FCLAYER_REMOTE_CACHE": "http://me:hush-1177@" + address])
        #expect(built.status == 0 && !built.errors.contains("hush-1177"), "\(built.errors)")
        #expect(!server.requests.isEmpty && server.requests.allSatisfy { !$0.hasSuffix(" nobody") })
        #expect(!other.requests.isEmpty && other.requests.allSatisfy { $0.hasSuffix(" nobody") }, "\(other.requests)")
    }

    /// A tarball that the lock has no digest for: a warning that everybody must hear.
    @Test(.enabled(if: NginxCache.program != nil, "needs nginx")) func warningsTravelWithPackages() throws {
        let server = try NginxCache()
        let project = try TestProject()
        try project.write(
            "fclayer.yaml",
            """
            upload: { region: cn-hangzhou }
            functions:
              web: { runtime: nodejs18, handler: index.handler, code: ./web }
            """)
        try project.write("web/index.js", "exports.handler = async () => require('tool').x;\n")
        try project.write(
            "web/package.json", #"{"name": "web", "version": "1.0.0", "dependencies": {"tool": "1.0.0"}}"#)
        try project.write(
            "web/package-lock.json",
            """
            {"name": "web", "version": "1.0.0", "lockfileVersion": 3, "packages": {
              "": {"name": "web", "version": "1.0.0", "dependencies": {"tool": "1.0.0"}},
              "node_modules/tool": {"version": "1.0.0", "resolved": "http://127.0.0.1:\(server.port)/tool-1.0.0.tgz"}}}
            """)
        let script = """
            import io, sys, tarfile
            with tarfile.open(sys.argv[1], "w:gz") as archive:
                for name, text in (("package.json", '{"name": "tool", "version": "1.0.0"}'), ("index.js", "exports.x = 1;")):
                    info = tarfile.TarInfo("package/" + name)
                    info.size = len(text)
                    archive.addfile(info, io.BytesIO(text.encode()))
            """
        #expect(try Program.run("python3", ["-c", script, server.folder + "/data/tool-1.0.0.tgz"]).status == 0)
        let remote = ["FCLAYER_REMOTE_CACHE": server.url()]
        let first = try run(["build"], project.path, remote)
        #expect(first.status == 0 && first.errors.contains("0 taken, 1 given"), "\(first.errors)")
        #expect(first.errors.contains("warning[npm-integrity-missing]"), "\(first.errors)")
        let other = try machine(project, "other")
        let second = try run(["build"], other, remote)
        #expect(second.status == 0 && second.errors.contains("1 taken, 0 given"), "\(second.errors)")
        #expect(second.errors.contains("warning[npm-integrity-missing]"), "\(second.errors)")
        // Nor is it lost where the package is kept.
        try FileManager.default.removeItem(atPath: other + "/.fclayer/out/build.json")
        let third = try run(["build"], other, remote)
        #expect(third.status == 0 && third.errors.contains("warning[npm-integrity-missing]"), "\(third.errors)")
    }

    /// Many packages are asked for at once; the bound is one of the run.
    @Test func manyPackagesWaitNoLongerThanOne() throws {
        let server = try HostileCache()
        let project = try TestProject()
        var manifest = "functions:\n"
        for number in 0..<100 {
            manifest += "  f\(number): { runtime: python3.10, handler: index.handler, code: ./f\(number) }\n"
            try project.write("f\(number)/index.py", "def handler(event, context):\n    return \(number)\n")
        }
        try project.write("fclayer.yaml", manifest)
        for address in ["http://127.0.0.1:\(server.port)/silent", "https://127.0.0.1:\(server.port)/silent"] {
            try? FileManager.default.removeItem(atPath: project.path + "/.fclayer")
            let start = ContinuousClock.now
            let built = try run(["build"], project.path, ["FCLAYER_REMOTE_CACHE": address])
            // A minute for each would be more than an hour.
            #expect(ContinuousClock.now - start < .seconds(60))
            #expect(built.status == 0 && built.errors.contains("going on without the shared cache"), "\(built.errors)")
        }
    }

    private static let canHideNetwork =
        getuid() == 0 && ["unshare", "ip", "mount"].allSatisfy { Program.find($0) != nil }

    /// In a network of its own, whose name server takes questions and never answers.
    @Test(.enabled(if: canHideNetwork, "needs root, unshare and ip")) func aNameThatIsNeverResolvedIsNotWaitedFor()
        throws
    {
        let project = try project()
        try project.write("resolv.conf", "nameserver 127.0.0.1\noptions timeout:30 attempts:3\n")
        let script = """
            ip link set lo up && mount --bind resolv.conf /etc/resolv.conf || exit 99
            python3 -c "import socket, time
            s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            s.bind(('127.0.0.1', 53))
            time.sleep(600)" &
            "$@"
            status=$?
            kill $!
            exit $status
            """
        let start = ContinuousClock.now
        let built = try Program.run(
            "unshare", ["-n", "-m", "--propagation", "private", "sh", "-c", script, "sh", Program.fclayer, "build"],
            in: project.path,
            environment: [
                "FCLAYER_CACHE": project.path + "-store", "FCLAYER_REMOTE_CACHE": "https://cache.example.com/fclayer",
            ])
        // The system's resolver would give up after a minute and a half.
        #expect(ContinuousClock.now - start < .seconds(45))
        #expect(built.status == 0 && built.errors.contains("going on without the shared cache"), "\(built.errors)")
    }

    @Test func aCacheThatMisbehavesNeitherFailsNorHoldsUpABuild() throws {
        let project = try project()
        let plain = try machine(project, "plain")
        #expect(try run(["build"], plain, [:]).status == 0)
        let server = try HostileCache()
        for mode in [
            "full", "fails", "asks", "loops", "leads-away", "silent", "page", "noise", "hangs-up", "endless-record",
            "wrong-bytes", "endless-file", "claims-ten-gigabytes", "no-zip", "drips",
        ] {
            let machine = try machine(project, mode)
            let start = ContinuousClock.now
            let built = try run(
                ["build"], machine, ["FCLAYER_REMOTE_CACHE": "http://127.0.0.1:\(server.port)/\(mode)"])
            // It would be a minute or for ever; the bound itself is 2 s, and machines that test are slow.
            #expect(ContinuousClock.now - start < .seconds(20), "\(mode)")
            #expect(built.status == 0, "\(mode): \(built.errors)")
            #expect(contents(machine) == contents(plain), "\(mode)")
            let isQuiet = ["page", "noise", "claims-ten-gigabytes", "no-zip"].contains(mode)
            #expect(isQuiet || built.errors.contains("going on without the shared cache"), "\(mode): \(built.errors)")
            #expect(
                (try? FileManager.default.contentsOfDirectory(atPath: machine + "/.fclayer"))?.sorted() == [
                    "lock", "out", "state",
                ])
        }
    }

    @Test func aDeadCacheIsLeftAlone() throws {
        let project = try project()
        let port = try #require(FreePort.find())
        let built = try run(["build"], project.path, ["FCLAYER_REMOTE_CACHE": "http://127.0.0.1:\(port)"])
        #expect(built.status == 0)
        #expect(built.errors.components(separatedBy: "going on without the shared cache").count == 2, "\(built.errors)")
    }

    @Test(arguments: [
        ("FCLAYER_REMOTE_CACHE", "cache.example.com"), ("FCLAYER_REMOTE_CACHE", "ftp://host/x"),
        ("FCLAYER_REMOTE_CACHE_MODE", "write"), ("FCLAYER_REMOTE_CACHE_TOKEN", "a b"),
    ]) func saysWhichSettingIsWrong(name: String, value: String) throws {
        let project = try project()
        let built = try run(
            ["build"], project.path, ["FCLAYER_REMOTE_CACHE": "http://127.0.0.1:9"].merging([name: value]) { $1 })
        #expect(built.status == 2)
        #expect(built.errors.contains("cache-setting") && built.errors.contains(name), "\(built.errors)")
        #expect(name != "FCLAYER_REMOTE_CACHE_TOKEN" || !built.errors.contains("a b"))
    }
}
