import BuildModel
import FileTrees
import Testing

@testable import Resolving

/// Whole resolutions against an index on this machine, by each resolver that is here.
@Suite struct ResolverIndexTests {
    @Test(arguments: Tools.resolvers)
    func requirementsBecomeVerifiedWheelsAndALock(tool: ResolverTool) async throws {
        var test = try ResolverCase(tool)
        try TestWheel("alpha", version: "1.5", requires: ["beta>=1", "gamma; sys_platform == 'win32'"]).write(
            to: test.files)
        try TestWheel("beta", version: "2.0", tag: "cp310-cp310-manylinux_2_28_x86_64").write(to: test.files)
        try TestWheel("beta", version: "2.0", tag: "cp310-cp310-manylinux_2_34_x86_64").write(to: test.files)
        let index = try await test.index()
        try test.folder.write("--index-url \(index.url)\nalpha[x]\n", to: "requirements.txt")
        let found = try await test.resolve()
        #expect(found.map(\.name) == ["alpha", "beta"])
        #expect(
            found.map(\.wheelName) == ["alpha-1.5-py3-none-any.whl", "beta-2.0-cp310-cp310-manylinux_2_28_x86_64.whl"])
        for distribution in found { #expect(try FileDigest.sha256(ofFile: distribution.wheel) == distribution.digest) }
        let lock = try test.folder.text(of: test.lock)
        #expect(lock.contains("[tool.fclayer]"))
        #expect(lock.contains(tool.rawValue))
        // From now on neither the network nor a new lock is needed.
        test.policy = .locked
        test.offline = true
        #expect(try await test.resolve() == found)
        #expect(try test.folder.text(of: test.lock) == lock)
    }

    @Test(arguments: Tools.resolvers)
    func credentialsInTheURLReachTheIndexAndNothingElse(tool: ResolverTool) async throws {
        let test = try ResolverCase(tool)
        try TestWheel("alpha").write(to: test.files)
        let index = try await test.index(.authorised)
        try test.folder.write("--index-url \(index.urlWithCredentials)\nalpha\n", to: "requirements.txt")
        let found = try await test.resolve()
        #expect(found.count == 1)
        #expect(!(try test.folder.text(of: test.lock)).contains(LoopbackIndex.password))
        #expect(!"\(found)".contains(LoopbackIndex.password))
    }

    @Test(arguments: Tools.resolvers)
    func credentialsFromNetrcReachTheIndex(tool: ResolverTool) async throws {
        var test = try ResolverCase(tool)
        try TestWheel("alpha").write(to: test.files)
        let index = try await test.index(.authorised)
        let netrc = try test.folder.write(
            "machine 127.0.0.1 login \(LoopbackIndex.user) password \(LoopbackIndex.password)\n", to: ".netrc")
        try Files.setMode(0o600, of: netrc)
        test.variables = [
            "NETRC": netrc, "HOME": test.folder.path, "PYENV_ROOT": (Tools.environment["HOME"] ?? "") + "/.pyenv",
        ]
        try test.folder.write("--index-url \(index.url)\nalpha\n", to: "requirements.txt")
        #expect(try await test.resolve().count == 1)
    }

    @Test(arguments: Tools.resolvers)
    func localWheelsAndFindLinksNeedNoIndex(tool: ResolverTool) async throws {
        let test = try ResolverCase(tool)
        try TestWheel("alpha", requires: ["beta"]).write(to: test.folder.path + "/wheels")
        try TestWheel("beta").write(to: test.folder.path + "/links")
        try test.folder.write(
            "--no-index\n--find-links ./links\n./wheels/alpha-1.0-py3-none-any.whl\n", to: "requirements.txt")
        #expect(try await test.resolve().map(\.name) == ["alpha", "beta"])
        let lock = try test.folder.text(of: test.lock)
        #expect(!lock.contains(test.folder.path))
        let inputs = try test.resolver().inputs(of: test.dependencies).map {
            String($0.dropFirst(test.folder.path.count + 1))
        }
        #expect(
            Set(inputs) == [
                "requirements.txt", test.lock, "wheels/alpha-1.0-py3-none-any.whl", "links/beta-1.0-py3-none-any.whl",
            ])
    }

    @Test(arguments: Tools.resolvers)
    func constraintsAndIncludesCount(tool: ResolverTool) async throws {
        let test = try ResolverCase(tool)
        for version in ["1.0", "2.0", "3.0"] { try TestWheel("alpha", version: version).write(to: test.files) }
        let index = try await test.index()
        try test.folder.write("alpha<3\n", to: "more.txt")
        try test.folder.write("alpha<2\n", to: "limits.txt")
        try test.folder.write("-i \(index.url)\n-r more.txt\n-c limits.txt\n", to: "requirements.txt")
        #expect(try await test.resolve().map(\.version) == ["1.0"])
    }

    @Test(arguments: Tools.resolvers)
    func lockHoldsOnlyListedHashes(tool: ResolverTool) async throws {
        let test = try ResolverCase(tool)
        let wheel = TestWheel("alpha")
        try wheel.write(to: test.files)
        try TestWheel("alpha", tag: "py2.py3-none-any").write(to: test.files)
        let index = try await test.index()
        try test.folder.write("-i \(index.url)\nalpha==1.0 --hash=\(wheel.digest)\n", to: "requirements.txt")
        #expect(try await test.resolve().map(\.digest) == [wheel.digest])
    }

    @Test(arguments: Tools.resolvers)
    func hashThatNoFileHasIsAMismatch(tool: ResolverTool) async throws {
        let test = try ResolverCase(tool)
        try TestWheel("alpha").write(to: test.files)
        let index = try await test.index()
        let other = FileDigest.sha256(of: [9])
        try test.folder.write("-i \(index.url)\nalpha==1.0 --hash=\(other)\n", to: "requirements.txt")
        let failure = try await test.failure()
        #expect(failure.kind == .project)
        #expect(failure.findings.map(\.rule) == ["hash-mismatch"])
        #expect(failure.findings.first?.location.line == 2)
    }

    @Test(arguments: Tools.resolvers)
    func requirementThatDoesNotExistIsNamedWithItsLine(tool: ResolverTool) async throws {
        let test = try ResolverCase(tool)
        try TestWheel("alpha").write(to: test.files)
        let index = try await test.index()
        try test.folder.write("-i \(index.url)\nalpha\nno-such-thing\n", to: "requirements.txt")
        let failure = try await test.failure()
        #expect(failure.kind == .project)
        #expect(failure.findings.map(\.rule) == ["requirement-missing"])
        #expect(failure.findings.first?.location.file == "requirements.txt")
        #expect(failure.findings.first?.location.line == 3)
        #expect(!Files.exists(test.folder.path + "/" + test.lock))
    }

    @Test(arguments: Tools.resolvers)
    func conflictBetweenTwoPinsIsTheProjectsFault(tool: ResolverTool) async throws {
        let test = try ResolverCase(tool)
        try TestWheel("alpha", requires: ["beta==2.0"]).write(to: test.files)
        for version in ["1.0", "2.0"] { try TestWheel("beta", version: version).write(to: test.files) }
        let index = try await test.index()
        try test.folder.write("-i \(index.url)\nalpha==1.0\nbeta==1.0\n", to: "requirements.txt")
        let failure = try await test.failure()
        #expect(failure.kind == .project)
        #expect(failure.findings.map(\.rule) == ["requirement-conflict"])
        #expect(failure.findings.first?.message.contains("beta") == true)
    }

    @Test(arguments: Tools.resolvers, [LoopbackIndex.Manner.failing, .silent])
    func indexThatFailsIsTheEnvironmentsFault(tool: ResolverTool, manner: LoopbackIndex.Manner) async throws {
        let test = try ResolverCase(tool)
        let index = try await test.index(manner)
        try test.folder.write("-i \(index.url)\nalpha\n", to: "requirements.txt")
        let failure = try await test.failure()
        #expect(failure.kind == .environment)
        #expect(failure.findings.map(\.rule) == ["index-failed"])
    }

    @Test(arguments: Tools.resolvers)
    func indexThatKnowsNothingSaysSo(tool: ResolverTool) async throws {
        let test = try ResolverCase(tool)
        let index = try await test.index(.missing)
        try test.folder.write("-i \(index.url)\nalpha\n", to: "requirements.txt")
        let failure = try await test.failure()
        #expect(failure.kind == .project)
        #expect(failure.findings.map(\.rule) == ["requirement-missing"])
    }

    @Test(arguments: Tools.resolvers)
    func indexThatAnswersGarbageIsAnError(tool: ResolverTool) async throws {
        let test = try ResolverCase(tool)
        let index = try await test.index(.garbage)
        try test.folder.write("-i \(index.url)\nalpha\n", to: "requirements.txt")
        let failure = try await test.failure()
        #expect(["index-failed", "requirement-missing"].contains(failure.findings.first?.rule))
        #expect(failure.findings.count == 1)
    }

    @Test(arguments: Tools.resolvers)
    func fileWithOtherBytesThanTheIndexSaysIsAMismatch(tool: ResolverTool) async throws {
        let test = try ResolverCase(tool)
        try TestWheel("alpha").write(to: test.files)
        let index = try await test.index()
        try test.folder.write("-i \(index.url)\nalpha\n", to: "requirements.txt")
        _ = try await test.resolver().lock(test.plan, into: FindingSink())
        var other = TestWheel("alpha")
        other.members.append(("more.py", [1]))
        try other.write(to: test.files)
        let failure = try await test.failure()
        #expect(failure.kind == .project)
        #expect(failure.findings.map(\.rule) == ["hash-mismatch"])
        #expect(failure.findings.first?.message.contains(TestWheel("alpha").digest.hexadecimal) == true)
        #expect(failure.findings.first?.message.contains(other.digest.hexadecimal) == true)
    }

    @Test(arguments: Tools.resolvers)
    func wheelForAnotherPlatformOnlyIsRefused(tool: ResolverTool) async throws {
        let test = try ResolverCase(tool)
        try TestWheel("alpha", tag: "cp310-cp310-win_amd64").write(to: test.files)
        let index = try await test.index()
        try test.folder.write("-i \(index.url)\nalpha\n", to: "requirements.txt")
        let failure = try await test.failure()
        #expect(failure.kind == .project)
        #expect(
            ["no-fitting-wheel", "requirement-unfit", "requirement-missing"].contains(failure.findings.first?.rule))
    }
}
