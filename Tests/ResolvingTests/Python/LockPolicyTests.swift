import BuildModel
import FileTrees
import Testing

@testable import Resolving

/// What `--locked`, `--offline` and `--upgrade` do with locks that fit, are stale or are missing.
@Suite struct LockPolicyTests {
    private func locked(_ wheel: TestWheel, in test: ResolverCase) throws {
        let path = try wheel.write(to: test.folder.path + "/wheels")
        var package = PyLockPackage(name: wheel.name)
        package.version = wheel.version
        package.wheels = [PyLockFile(name: wheel.fileName, path: path, digest: wheel.digest)]
        var lock = PyLock()
        lock.packages = [package]
        try test.folder.write(PyLockWriter.text(lock, folder: test.folder.path), to: test.source)
    }

    @Test func userLockIsUsedAsItIs() async throws {
        var test = try ResolverCase(nil)
        test.source = "pylock.toml"
        test.offline = true
        test.policy = .locked
        try locked(TestWheel("alpha"), in: test)
        let before = try test.folder.text(of: "pylock.toml")
        #expect(try await test.resolve().map(\.name) == ["alpha"])
        #expect(try test.folder.text(of: "pylock.toml") == before)
    }

    @Test func markersAndGroupsOfUserLockCount() async throws {
        var test = try ResolverCase(nil)
        test.source = "pylock.toml"
        let wheel = TestWheel("alpha")
        try wheel.write(to: test.folder.path)
        let file = "wheels = [{ path = \"\(wheel.fileName)\", hashes = { sha256 = \"\(wheel.digest.hexadecimal)\" } }]"
        try test.folder.write(
            """
            lock-version = "1.0"
            created-by = "someone"
            default-groups = ["main"]
            [[packages]]
            name = "alpha"
            version = "1.0"
            marker = "'main' in dependency_groups"
            \(file)
            [[packages]]
            name = "beta"
            marker = "sys_platform == 'win32' or 'docs' in dependency_groups or 'x' in extras"
            wheels = []
            """, to: "pylock.toml")
        #expect(try await test.resolve().map(\.name) == ["alpha"])
    }

    @Test func fileWithoutSHA256IsRefused() async throws {
        var test = try ResolverCase(nil)
        test.source = "pylock.toml"
        try test.folder.write(
            """
            lock-version = "1.0"
            [[packages]]
            name = "alpha"
            version = "1.0"
            wheels = [{ url = "https://h/alpha-1.0-py3-none-any.whl", hashes = { md5 = "00" } }]
            """, to: "pylock.toml")
        #expect(try await test.failure().findings.map(\.rule) == ["hash-missing"])
    }

    @Test func damagedLockIsNamedWithItsLine() async throws {
        var test = try ResolverCase(nil)
        test.source = "pylock.toml"
        try test.folder.write("lock-version = \"1.0\"\nx = = 1\n", to: "pylock.toml")
        let failure = try await test.failure()
        #expect(failure.findings.map(\.rule) == ["lock-unreadable"])
        #expect(failure.findings.first?.location.line == 2)
    }

    @Test func offlineListsWhatTheStoreLacks() async throws {
        var test = try ResolverCase(nil)
        test.source = "pylock.toml"
        test.offline = true
        var text = "lock-version = \"1.0\"\n"
        for name in ["alpha", "beta"] {
            let wheel = TestWheel(name)
            text += """
                [[packages]]
                name = "\(name)"
                version = "1.0"
                wheels = [{ url = "https://h/\(wheel.fileName)", hashes = { sha256 = "\(wheel.digest.hexadecimal)" } }]

                """
        }
        try test.folder.write(text, to: "pylock.toml")
        let failure = try await test.failure()
        #expect(failure.kind == .environment)
        #expect(failure.findings.map(\.rule) == ["offline-missing"])
        #expect(failure.findings.first?.message.contains("alpha-1.0") == true)
        #expect(failure.findings.first?.message.contains("beta-1.0") == true)
    }

    @Test func lockedWithoutLockFails() async throws {
        var test = try ResolverCase(nil)
        test.policy = .locked
        try test.folder.write("alpha\n", to: "requirements.txt")
        let failure = try await test.failure()
        #expect(failure.kind == .project)
        #expect(failure.findings.map(\.rule) == ["lock-missing"])
    }

    @Test func offlineWithoutLockFails() async throws {
        var test = try ResolverCase(nil)
        test.offline = true
        try test.folder.write("alpha\n", to: "requirements.txt")
        #expect(try await test.failure().findings.map(\.rule) == ["offline-missing"])
    }

    @Test func noResolverAtAllSaysHowToInstallOne() async throws {
        let test = try ResolverCase(nil)
        try test.folder.write("alpha\n", to: "requirements.txt")
        let failure = try await test.failure()
        #expect(failure.kind == .environment)
        #expect(failure.findings.map(\.rule) == ["no-resolver"])
        #expect(failure.findings.first?.hint?.contains("pip install uv") == true)
    }

    @Test func runtimeWithoutPythonIsRefused() async throws {
        var test = try ResolverCase(nil)
        test.runtime = "nodejs20"
        try test.folder.write("alpha\n", to: "requirements.txt")
        #expect(try await test.failure().findings.map(\.rule) == ["runtime-without-python"])
    }

    @Test func wheelsOfAnotherPlatformInALockAreExplained() async throws {
        var test = try ResolverCase(nil)
        test.source = "pylock.toml"
        try locked(TestWheel("alpha", tag: "cp310-cp310-manylinux_2_34_x86_64"), in: test)
        let failure = try await test.failure()
        #expect(failure.kind == .project)
        #expect(failure.findings.map(\.rule) == ["no-fitting-wheel"])
        #expect(failure.findings.first?.message.contains("needs glibc 2.34, the runtime has 2.28") == true)
    }

    @Test(arguments: [
        ("wheel-damaged", 0), ("wheel-unsafe-path", 1), ("wheel-unsafe-path", 2), ("wheel-duplicate-entry", 3),
        ("wheel-record-mismatch", 4),
    ])
    func hostileWheelStopsTheBuild(rule: String, sort: Int) async throws {
        var test = try ResolverCase(nil)
        test.source = "pylock.toml"
        var wheel = TestWheel("alpha")
        switch sort {
        case 1: wheel.members.append(("../evil.py", [1]))
        case 2: wheel.members.append(("/etc/evil.py", [1]))
        case 3: wheel.members.append(("alpha.py", [1]))
        case 4: wheel.unlisted.append(("evil.py", [1]))
        default: break
        }
        let bytes = sort == 0 ? Array(wheel.bytes.dropLast(30)) : wheel.bytes
        try Files.makeFolders(test.folder.path + "/wheels")
        try AtomicFile.write(bytes, to: test.folder.path + "/wheels/" + wheel.fileName)
        let digest = FileDigest.sha256(of: bytes).hexadecimal
        try test.folder.write(
            """
            lock-version = "1.0"
            [[packages]]
            name = "alpha"
            version = "1.0"
            wheels = [{ path = "wheels/\(wheel.fileName)", hashes = { sha256 = "\(digest)" } }]
            """, to: "pylock.toml")
        let failure = try await test.failure()
        #expect(failure.kind == .project)
        #expect(failure.findings.map(\.rule) == [rule])
        // It is refused the second time as well: no note says that it is sound.
        #expect(try await test.failure().findings.map(\.rule) == [rule])
    }

    @Test(arguments: Tools.resolvers)
    func staleLockIsRefusedOrMadeAgainWithItsVersions(tool: ResolverTool) async throws {
        var test = try ResolverCase(tool)
        for name in ["alpha", "beta"] { try TestWheel(name).write(to: test.files) }
        let index = try await test.index()
        try test.folder.write("-i \(index.url)\nalpha\n", to: "requirements.txt")
        _ = try await test.resolve()
        try TestWheel("alpha", version: "2.0").write(to: test.files)
        test.policy = .useOrCreate
        #expect(try await test.resolve().map(\.version) == ["1.0"])
        try test.folder.write("-i \(index.url)\nalpha\nbeta\n", to: "requirements.txt")
        test.policy = .locked
        #expect(try await test.failure().findings.map(\.rule) == ["lock-stale"])
        test.policy = .useOrCreate
        let kept = try await test.resolve().map { "\($0.name) \($0.version)" }
        #expect(kept == ["alpha 1.0", "beta 1.0"])
        test.policy = .upgrade
        #expect(try await test.resolve().map(\.version) == ["2.0", "1.0"])
    }

    @Test(arguments: Tools.resolvers)
    func commentsAndCredentialsDoNotMakeALockStale(tool: ResolverTool) async throws {
        var test = try ResolverCase(tool)
        try TestWheel("alpha").write(to: test.files)
        let index = try await test.index()
        try test.folder.write("-i \(index.url)\nalpha\n", to: "requirements.txt")
        _ = try await test.resolve()
        test.policy = .locked
        try test.folder.write("# said\n-i \(index.urlWithCredentials)\n\nalpha # so\n", to: "requirements.txt")
        #expect(try await test.resolve().count == 1)
    }

    @Test(arguments: Tools.resolvers)
    func dependenciesOfAProjectFileAreResolved(tool: ResolverTool) async throws {
        var test = try ResolverCase(tool)
        try TestWheel("alpha").write(to: test.files)
        let index = try await test.index()
        test.source = "pyproject.toml"
        test.variables = ["PIP_INDEX_URL": index.url]
        try test.folder.write(
            "[project]\nname = \"x\"\nversion = \"1\"\ndependencies = [\"alpha\"]\n", to: "pyproject.toml")
        #expect(try await test.resolve().map(\.name) == ["alpha"])
        try test.folder.write("[project]\nname = \"x\"\ndynamic = [\"dependencies\"]\n", to: "pyproject.toml")
        #expect(try await test.failure().findings.map(\.rule) == ["pyproject-unusable"])
    }

    @Test(.enabled(if: ResolverTool.uv.isHere))
    func uvLockIsReadThroughUV() async throws {
        var test = try ResolverCase(.uv)
        try TestWheel("alpha").write(to: test.folder.path + "/wheels")
        test.source = "uv.lock"
        try test.folder.write(
            """
            [project]
            name = "app"
            version = "1"
            requires-python = ">=3.8"
            dependencies = ["alpha"]
            [tool.uv.sources]
            alpha = { path = "wheels/alpha-1.0-py3-none-any.whl" }
            """, to: "pyproject.toml")
        let path = try ResolverTool.uv.path(in: test.folder)
        let result = try await ToolsRun.run(path + "/uv", ["lock", "--offline", "--quiet"], in: test.folder.path)
        #expect(result)
        test.policy = .locked
        #expect(try await test.resolve().map(\.name) == ["alpha"])
    }

    @Test func uvLockWithoutUVSaysWhatToDo() async throws {
        var test = try ResolverCase(nil)
        test.source = "uv.lock"
        try test.folder.write("version = 1\n", to: "uv.lock")
        let failure = try await test.failure()
        #expect(failure.kind == .environment)
        #expect(failure.findings.map(\.rule) == ["no-resolver"])
    }

    @Test func storeThatCannotBeWrittenIsTheEnvironmentsFault() async throws {
        var test = try ResolverCase(nil)
        test.source = "pylock.toml"
        try locked(TestWheel("alpha"), in: test)
        try test.folder.write("a file where the store should be", to: "store")
        let failure = try await test.failure()
        #expect(failure.kind == .environment)
        #expect(failure.findings.map(\.rule) == ["store-failed"])
    }

    @Test func allProblemsOfAllSetsAreToldAtOnce() async throws {
        var test = try ResolverCase(nil)
        test.policy = .locked
        try test.folder.write("alpha\n", to: "requirements.txt")
        var plan = test.plan
        test.source = "pylock.toml"
        try test.folder.write("lock-version = \"9\"", to: "pylock.toml")
        plan.packages += test.plan.packages
        let sink = FindingSink()
        let resolver = try test.resolver()
        await #expect(throws: StageFailure.self) { try await resolver.resolve(plan, into: sink) }
        #expect(Set(sink.findings.map(\.rule)) == ["lock-missing", "lock-unreadable"])
    }
}
