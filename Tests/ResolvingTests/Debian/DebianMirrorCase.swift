import BuildModel
import FileTrees
import FunctionCompute
import Processes
import Testing

@testable import Resolving

/// A small mirror of Debian, signed by a key of its own, served on this machine's loopback address.
final class DebianMirrorCase: Sendable {
    /// Whether this machine can sign, serve and verify.
    static let isPossible =
        Tools.hasPython && ["gpg", "gpgv", "dpkg-deb", "xz", "gzip"].allSatisfy { Tools.finder.find($0) != nil }

    /// A package for the mirror.
    struct Package {
        var name: String
        var version: String
        var more: [String] = []
        var suite = "bookworm"

        init(_ name: String, _ version: String = "1.0", _ more: String..., suite: String = "bookworm") {
            self.name = name
            self.version = version
            self.more = more
            self.suite = suite
        }
    }

    let folder: TestFolder
    private let server: Task<Void, Never>
    let port: Int
    /// 2026-11-20.
    static let now: Int64 = 1_795_132_800

    var mirror: String { folder.path + "/www/debian" }
    var security: String { folder.path + "/www/debian-security" }

    init() async throws {
        folder = try TestFolder()
        let www = folder.path + "/www"
        try Files.makeFolders(www)
        let script = try folder.write(Self.script, to: "server.py")
        let portFile = folder.path + "/port"
        let invocation = ToolInvocation(Tools.python3, [script, www, portFile])
        server = Task { _ = try? await ToolRunner(patience: .milliseconds(100)).run(invocation) }
        var found: Int?
        for _ in 0..<400 where found == nil {
            try await Task.sleep(for: .milliseconds(50))
            found = (try? Files.read(portFile)).flatMap { Int(String(decoding: $0, as: UTF8.self)) }
        }
        guard let found else { throw ToolError(.failed, invocation, words: "no port") }
        port = found
    }

    deinit { server.cancel() }

    private static let script = """
        import functools, http.server, os, sys
        folder, port_file = sys.argv[1:3]

        class Handler(http.server.SimpleHTTPRequestHandler):
            def log_message(self, *words):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=folder))
        with open(port_file + ".new", "w") as file:
            file.write(str(server.server_port))
        os.rename(port_file + ".new", port_file)
        server.serve_forever()

        """

    /// Keys that all cases share: the mirror's, and one that nobody trusts. They are made once for all runs.
    private static let keys = Task { () async throws -> String in
        let home = Tools.cache + "/debian-keys-1"
        if Files.exists(home) { return home }
        try Files.makeFolders(Tools.cache)
        let fresh = try TestFolder()
        for name in ["debian", "stranger"] {
            try await sh(
                """
                chmod 700 .
                gpg --homedir . --batch --quiet --passphrase '' --quick-gen-key \(name)@example.org ed25519 sign never
                gpg --homedir . --batch --quiet --export \(name)@example.org > \(name).gpg
                gpgconf --homedir . --kill gpg-agent
                """, in: fresh.path)
        }
        let copy = home + "-" + AbsolutePath.name(of: fresh.path)
        try await sh("rm -f S.*; cp -r . '\(copy)'", in: fresh.path)
        // Another run may have been faster; its keys are as good.
        do { try Files.move(copy, to: home) } catch { try Files.remove(copy) }
        return home
    }

    @discardableResult
    static func sh(_ script: String, in folder: String) async throws -> String {
        let result = try await ToolRunner().run(
            ToolInvocation("sh", ["-eu", "-c", script], workingFolder: folder), timeout: .seconds(120))
        guard result.succeeded else { throw StageFailure(.environment, "sh", "\(script): \(result.errorText)") }
        return result.outputText
    }

    /// Builds packages with dpkg, lists them and signs the index.
    func publish(
        _ packages: [Package], suite: String = "bookworm", codename: String? = nil, key: String? = "debian",
        more: String = ""
    ) async throws {
        let root = suite.hasSuffix("-security") ? security : mirror
        var list = ""
        for package in packages {
            let tree = folder.path + "/tree-\(package.name)-\(package.version)"
            let control =
                ([
                    "Package: \(package.name)", "Version: \(package.version)", "Architecture: amd64",
                    "Maintainer: nobody <nobody@example.org>",
                ] + package.more + ["Description: a test", ""])
                .joined(separator: "\n")
            try folder.write(control, to: "tree-\(package.name)-\(package.version)/DEBIAN/control")
            try folder.write(
                "of \(package.name)", to: "tree-\(package.name)-\(package.version)/usr/share/\(package.name)")
            try Files.makeFolders(root + "/pool/main")
            let file = "pool/main/\(package.name)_\(package.version)_amd64.deb"
            try await Self.sh("dpkg-deb --root-owner-group -b '\(tree)' '\(root)/\(file)'", in: folder.path)
            let size = try Files.status(root + "/" + file).size
            let digest = try FileDigest.sha256(ofFile: root + "/" + file)
            list += control.split(separator: "\n").joined(separator: "\n")
            list += "\nFilename: \(file)\nSize: \(size)\nSHA256: \(digest.hexadecimal)\n\n"
        }
        try await sign(list, suite: suite, codename: codename ?? suite, key: key, more: more)
    }

    /// Writes the list of packages of a suite and its index.
    func sign(
        _ list: String, suite: String = "bookworm", codename: String, key: String?, more: String = "",
        plainSize: Int? = nil
    ) async throws {
        let dists = (suite.hasSuffix("-security") ? security : mirror) + "/dists/" + suite
        let binary = dists + "/main/binary-amd64"
        try Files.makeFolders(binary)
        try AtomicFile.write(Array(list.utf8), to: binary + "/Packages")
        try await Self.sh("xz -kf Packages; rm Packages", in: binary)
        let size = try Files.status(binary + "/Packages.xz").size
        let digest = try FileDigest.sha256(ofFile: binary + "/Packages.xz").hexadecimal
        let plain = FileDigest.sha256(of: Array(list.utf8)).hexadecimal
        let release = """
            Origin: Debian
            Suite: test
            Codename: \(codename)
            Date: Thu, 19 Nov 2026 10:00:00 UTC
            \(more.isEmpty ? "Architectures: amd64" : more)
            Components: main
            SHA256:
             \(plain) \(plainSize ?? list.utf8.count) main/binary-amd64/Packages
             \(digest) \(size) main/binary-amd64/Packages.xz

            """
        try AtomicFile.write(Array(release.utf8), to: dists + "/Release")
        guard let key else { return try AtomicFile.write(Array(release.utf8), to: dists + "/InRelease").forget }
        let home = try await Self.keys.value
        // The agent that gpg starts belongs to the folder of its keys, and goes before the folder does.
        try await Self.sh(
            """
            cp -r '\(home)' '\(folder.path)/keys'
            gpg --homedir '\(folder.path)/keys' --batch --yes --quiet --passphrase '' -u \(key)@example.org \
            --clearsign --output InRelease Release
            gpgconf --homedir '\(folder.path)/keys' --kill gpg-agent
            rm -rf '\(folder.path)/keys'
            """, in: dists)
    }

    func resolver(
        offline: Bool = false, now: Int64 = now, store: String = "store", variables: [String: String] = [:]
    ) async throws -> DebianResolver {
        let keyring = try await Self.keys.value + "/debian.gpg"
        let environment = [
            "PATH": Tools.path, "FCLAYER_DEBIAN_MIRROR": "http://127.0.0.1:\(port)/debian/",
            "FCLAYER_DEBIAN_ARCHIVE": "http://127.0.0.1:\(port)/debian", "FCLAYER_DEBIAN_KEYRING": keyring,
        ].merging(variables) { $1 }
        let settings = ResolverSettings(
            offline: offline, environment: environment, storeRoot: folder.path + "/" + store,
            projectRoot: folder.path)
        return DebianResolver(settings, time: { now })
    }

    /// The names and versions that are chosen, in their order.
    func choose(_ names: String..., present: Set<String> = [], closure: Bool = true) async throws -> [String] {
        let resolver = try await resolver()
        let archives = try await resolver.archives(names, release: .bookworm, closure: closure, present: present)
        for archive in archives { #expect(try FileDigest.sha256(ofFile: archive.file) == archive.digest) }
        return archives.map { $0.name + " " + $0.version }
    }

    /// The one finding of a failure.
    func failure(
        _ names: String..., resolver: DebianResolver? = nil, release: DebianRelease = .bookworm,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Finding? {
        let own = try await self.resolver()
        let resolver = resolver ?? own
        let error = await #expect(throws: StageFailure.self, sourceLocation: sourceLocation) {
            try await resolver.archives(names, release: release, closure: true)
        }
        #expect(error?.findings.count == 1, "\(String(describing: error))", sourceLocation: sourceLocation)
        #expect(error?.findings.first?.hint != nil, sourceLocation: sourceLocation)
        return error?.findings.first
    }
}

extension AtomicFile.Outcome {
    fileprivate var forget: Void { () }
}
