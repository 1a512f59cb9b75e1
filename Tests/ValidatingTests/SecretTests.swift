import BuildModel
import FunctionCompute
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Stand-ins that have the form of real secrets. They are put together here, so that no scanner takes this file for one.
enum MadeUp {
    static let keyID = "LT" + "AI5tQ7mVw2ZkRb9XcD4eHnYs"
    static let secret = "q8Zr3TnWv5KxLd1" + "MbYc7HsJf0PgEu2"

    /// A private key in PEM form, 64 characters a line.
    static func key(_ label: String = "RSA PRIVATE KEY", lines: Int = 12, separator: String = "\n") -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var state: UInt64 = 42
        let body = (0..<lines).map { line in
            (line == 0 ? "MIIEow" : "")
                + String(
                    (0..<(line == 0 ? 58 : 64)).map { _ in
                        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                        return alphabet[Int(state >> 40) & 63]
                    })
        }
        return (["-----BEGIN \(label)-----"] + body + ["-----END \(label)-----"]).joined(separator: separator)
    }
}

@Suite struct SecretTests {
    private let handler = "def handler(event, context):\n    return event\n"

    private func findings(_ files: [String: String]) async throws -> [Finding] {
        let fixture = try Fixture()
        let code = try fixture.zip("code.zip", files.merging(["index.py": handler]) { first, _ in first })
        return await fixture.findings(code: code).filter { $0.rule == "secret-in-package" }
    }

    @Test(arguments: [
        (".env", "DB_PASSWORD=hunter2\n"), ("config/.env.production", "API=https://u:p@host\n"), (".env.local", "A=b"),
        (".envrc", "export STRIPE_TOKEN=abc\n"), ("id_rsa", "-----BEGIN"), ("home/.ssh/id_ed25519", "x"),
        (".aws/credentials", "[default]\naws_secret_access_key = x\n"), (".aliyun/config.json", "{\"profiles\": []}"),
        (".s/access.yaml", "default: {}\n"), (".fcli/config.yaml", "access_key_id: x\n"),
        (".git-credentials", "https://me:pass@example.com\n"), (".netrc", "machine x login y password z\n"),
        (".npmrc", "//registry.npmjs.org/:_authToken=npm_abc\n"), (".pypirc", "[pypi]\nusername = me\npassword = x\n"),
        (".docker/config.json", "{\"auths\": {\"r.cn\": {\"auth\": \"bWU6eA==\"}}}"),
        (".kube/config", "users:\n- name: a\n  user:\n    client-key-data: LS0t\n"),
    ])
    func refusesFile(_ path: String, _ text: String) async throws {
        let found = try await findings([path: text])
        #expect(found.map(\.severity) == [.error], "\(found.map(\.message))")
        #expect(found.first?.location.entry == path)
        #expect(found.first?.location.package == "code.zip")
    }

    @Test(arguments: [
        (".env.example", "DB_PASSWORD=change-me\n"), (".env.sample", "A=b"), (".env.template", "A=b"), (".env", ""),
        (".env", "# nothing here\nTOKEN=\nPASS=\"\"\nURL=${URL}\n"), ("id_rsa.pub", "ssh-rsa AAAA me@host"),
        (".npmrc", "registry=https://registry.npmmirror.com\n//r.cn/:_authToken=${NPM_TOKEN}\n"),
        (".pypirc", "[distutils]\nindex-servers = pypi\n"), (".docker/config.json", "{\"auths\": {\"r.cn\": {}}}"),
        (".kube/config", "clusters: []\n"), (".aws/config", "[default]\nregion = cn-hangzhou\n"),
        ("environment.py", "A=1"), ("src/env.js", "module.exports = {}"), ("credentials", "text"),
        ("node_modules/x/.npmrc", "//r/:_authToken=${X}"),
    ])
    func takesFile(_ path: String, _ text: String) async throws {
        #expect(try await findings([path: text]).isEmpty)
    }

    @Test func warnsOfVariablesThatLookHarmless() async throws {
        let found = try await findings([".env": "NODE_ENV=production\nPORT=9000\nLOG_LEVEL='info'\nDEBUG=false\n"])
        #expect(found.map(\.severity) == [.warning])
    }

    @Test(arguments: [
        "RSA PRIVATE KEY", "PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY", "OPENSSH PRIVATE KEY",
    ])
    func findsPrivateKeys(_ label: String) async throws {
        let found = try await findings(["cert/server.pem": MadeUp.key(label)])
        #expect(found.map(\.severity) == [.error])
        #expect(found.first?.message.contains(label) == true)
        #expect(found.first?.message.contains("MII") == false)
    }

    @Test func findsPrivateKeysInsideOtherTexts() async throws {
        let json =
            "{\"type\": \"service_account\",\n \"private_key\": \"\(MadeUp.key("PRIVATE KEY", separator: "\\n"))\\n\"}"
        let python = "\n\nKEY = '''\(MadeUp.key())'''\n"
        let javascript = "const key = '" + MadeUp.key(separator: "\\n' +\n  '") + "';\n"
        let yaml = "tls:\n  key: |\n    " + MadeUp.key(separator: "\n    ") + "\n"
        let found = try await findings(["a.json": json, "b.py": python, "c.js": javascript, "d.yaml": yaml])
        #expect(found.map(\.location.entry) == ["a.json", "b.py", "c.js", "d.yaml"])
        #expect(found.allSatisfy { $0.severity == .error })
        #expect(found.map(\.location.entryLine) == [2, 3, 1, 3])
    }

    @Test func saysLessOfKeysBehindAPassphrase() async throws {
        let old = MadeUp.key().replacing(
            "KEY-----\nMII", with: "KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0123456789ABCDEF\n\nMII")
        let found = try await findings(["a.pem": MadeUp.key("ENCRYPTED PRIVATE KEY"), "b.pem": old])
        #expect(found.map(\.severity) == [.warning, .warning], "\(found.map(\.message))")
    }

    @Test(arguments: [
        MadeUp.key("CERTIFICATE"), MadeUp.key("PUBLIC KEY"), MadeUp.key("RSA PUBLIC KEY"),
        "if text.startswith('-----BEGIN RSA PRIVATE KEY-----'):\n    pass\n",
        "const pem = `-----BEGIN PRIVATE KEY-----\\n${body}\\n-----END PRIVATE KEY-----`\n",
        "key = '-----BEGIN PRIVATE KEY-----\\n' + body + '\\n-----END PRIVATE KEY-----'\n",
        "# paste it here: -----BEGIN PRIVATE KEY-----\n# ...\n# -----END PRIVATE KEY-----\n",
        "  -----BEGIN RSA PRIVATE KEY-----\n  your key\n  -----END RSA PRIVATE KEY-----\n",
        "BEGIN = b'-----BEGIN OPENSSH PRIVATE KEY-----'\nEND = b'-----END OPENSSH PRIVATE KEY-----'\n",
    ])
    func takesTextsThatSpeakOfKeys(_ text: String) async throws {
        #expect(try await findings(["crypto.txt": text]).isEmpty)
    }

    @Test(arguments: [
        "client = Client('\(MadeUp.keyID)', '\(MadeUp.secret)')\n",
        "access_key_id: \(MadeUp.keyID)\naccess_key_secret: \(MadeUp.secret)\n",
        "{\"accessKeySecret\": \"\(MadeUp.secret)\", \"accessKeyId\": \"\(MadeUp.keyID)\"}",
        "export AK=LT" + "AIv7Kq2ZmXw4Tb9s SK=\(MadeUp.secret)",
    ])
    func findsAccessKeys(_ text: String) async throws {
        let found = try await findings(["settings.txt": text])
        #expect(found.map(\.severity) == [.error])
        let message = try #require(found.first?.message)
        #expect(message.contains("LTAI…") && !message.contains(MadeUp.secret) && !message.contains(MadeUp.keyID))
    }

    @Test func warnsOfAnAccessKeyIDAlone() async throws {
        let found = try await findings(["settings.txt": "\n\nid = '\(MadeUp.keyID)'\n"])
        #expect(found.map(\.severity) == [.warning])
        #expect(found.first?.location.entryLine == 3)
        #expect(found.first?.message.contains("`LTAI…HnYs`") == true)
    }

    @Test(arguments: [
        "LT" + "AI4xxxxxxxxxxxxxxxxxxxxx", "LT" + "AI5tXXXXXXXXXXXXXXXXXXXX", "LT" + "AIYourAccessKeyId1234",
        "LT" + "AI",
        "LT" + "AIshort", "LT" + "AI************", "LT" + "AIexampleExample1234567", "aGVsbG8LT" + "AIv7Kq2ZmXw4Tb9sQQ",
        "LT" + "AIaaaaaaaaaaaaaaaa", "MULT" + "AIv7Kq2ZmXw4Tb9s",
    ])
    func takesStandIns(_ id: String) async throws {
        #expect(try await findings(["settings.txt": "id = '\(id)', secret = '\(MadeUp.secret)'"]).isEmpty)
    }

    @Test func leavesKeysOfDependenciesAlone() async throws {
        let record = "tornado/__init__.py,,\ntornado/test/test.key,,\nca.pem,,\ntornado-6.4.dist-info/RECORD,,\n"
        let found = try await findings([
            "tornado/test/test.key": MadeUp.key(), "ca.pem": MadeUp.key(), "tornado-6.4.dist-info/RECORD": record,
            "node_modules/agent-base/key.pem": MadeUp.key(), "vendor/autoload.php": "<?php",
            "vendor/a/k.pem": MadeUp.key(),
            "lib/python3.10/site-packages/x/a.py": "k = '\(MadeUp.keyID)'; s = '\(MadeUp.secret)'",
        ])
        #expect(found.isEmpty, "\(found.map(\.message))")
        let named = try await findings(["node_modules/x/.env": "A=b", "node_modules/x/test/id_rsa": "x"])
        #expect(named.map(\.severity) == [.note])
        #expect(named.first?.message.hasSuffix("; 1 more such file in tests or dependencies") == true)
    }

    @Test func notesKeysOfTestsAndExamples() async throws {
        let found = try await findings([
            "tests/server.key": MadeUp.key(), "Crypto/SelfTest/rsa.py": "K = '''\(MadeUp.key())'''",
            "lib/test_keys.py": "K = '''\(MadeUp.key())'''", "examples/.env": "TOKEN=abc",
        ])
        #expect(found.map(\.severity) == [.note])
        #expect(found.first?.message.hasSuffix("; 3 more such files in tests or dependencies") == true)
    }

    @Test func looksIntoLayersToo() async throws {
        let fixture = try Fixture()
        let code = try fixture.zip("code.zip", ["index.py": handler])
        let layer = try fixture.zip("layer.zip", ["python/shared/keys.py": "K = '''\(MadeUp.key())'''"])
        let found = await fixture.findings(code: code, layers: [layer])
        #expect(found.rules == ["secret-in-package"])
        #expect(found.first?.location.entry == "python/shared/keys.py")
    }

    @Test func leavesBinariesAndLargeFilesAlone() async throws {
        let fixture = try Fixture()
        let key = Array(MadeUp.key().utf8)
        let code = try fixture.zip(
            "code.zip",
            bytes: [
                "index.py": Array(handler.utf8), "tool": [0x7F, 0x45, 0x4C, 0x46, 0, 0] + key, "logo.png": key,
                "large.txt": [UInt8](repeating: 0x20, count: 3 << 20) + key,
            ])
        #expect(await fixture.findings(code: code).rules.isEmpty)
    }

    @Test func countsManySecrets() async throws {
        var files: [String: String] = [:]
        for index in 0..<70 { files["d\(index)/.env"] = "A=b" }
        let found = try await findings(files)
        #expect(found.count == 51)
        #expect(found.last?.message == "20 more files that look like secrets")
    }

    /// Quadratic work on these would take hours.
    @Test(.timeLimit(.minutes(30))) func isQuickWithTextsThatAreMadeToBeSlow() async throws {
        let texts = [
            String(repeating: "-----BEGIN PRIVATE KEY-----", count: 70_000), String(repeating: "K", count: 2 << 20),
            "-----BEGIN PRIVATE KEY-----" + String(repeating: "A", count: (2 << 20) - 100),
            String(repeating: "\(MadeUp.keyID) ", count: 70_000), String(repeating: "LTAI", count: 500_000),
            String(repeating: "PRIVATE KEY-----", count: 100_000),
        ]
        var files: [String: String] = [:]
        for (index, text) in texts.enumerated() { files["t\(index).txt"] = text }
        #expect(try await findings(files).isEmpty == false)
    }
}

/// Keys that the usual programs make are found, whatever their form.
@Suite struct SecretJudgeTests {
    @Test(
        .enabled(if: HygieneJudge.has("openssl")),
        arguments: [
            ["genrsa", "1024"], ["genpkey", "-algorithm", "ed25519"],
            ["ecparam", "-name", "prime256v1", "-genkey", "-noout"],
            ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
        ]) func findsKeysOfOpenSSL(_ arguments: [String]) async throws
    {
        let key = try HygieneJudge.run("openssl", arguments)
        #expect(key.contains("PRIVATE KEY"))
        let fixture = try Fixture()
        let code = try fixture.zip(
            "code.zip", ["index.py": "def handler(e, c): pass\nKEY = '''\n\(key)'''\n", "k.pem": key])
        let found = await fixture.findings(code: code)
        #expect(found.rules == ["secret-in-package", "secret-in-package"], "\(key)\(found.map(\.message))")
    }
}
