import BuildModel
import Planning
import Testing

/// Where locks are kept.
struct LockNameTests {
    @Test(arguments: [
        ("/p/requirements.txt", "python3.10", "/p/pylock.python3-10.toml"),
        ("/p/uv.lock", "custom.debian12", "/p/pylock.custom-debian12.toml"),
        ("/p/pyproject.toml", "python3", "/p/pylock.python3.toml"),
        ("/p/requirements-dev.txt", "python3.9", "/p/pylock.requirements-dev-python3-9.toml"),
        ("/p/base.v2.in", "python3.9", "/p/pylock.base-v2-python3-9.toml"),
        ("/p.d/pylock.toml", "python3.9", "/p.d/pylock.toml"),
        ("/p/pylock.prod.toml", "python3.9", "/p/pylock.prod.toml"),
    ])
    func standsBesideItsSource(path: String, runtime: String, lock: String) throws {
        let name = try #require(path.split(separator: "/").last)
        let kind = try #require(DependencyFile.kind(ofFileNamed: String(name)))
        #expect(LockName.path(beside: DependencyFile(kind: kind, path: path), runtime: runtime) == lock)
    }

    /// PEP 751 allows `pylock.<name>.toml` where the name has no dot.
    @Test func nameHasNoDotForAnyFileName() throws {
        for name in ["requirements.in", "a.b.c.txt", "requirements.txt"] {
            let lock = LockName.path(
                beside: DependencyFile(kind: .requirements, path: "/p/" + name), runtime: "python3.12")
            #expect(lock.split(separator: "/").last?.split(separator: ".").count == 3, "\(lock)")
        }
    }

    @Test func twoFilesInOneFolderHaveTwoLocks() {
        let locks = ["requirements.txt", "dev.txt", "requirements.in"].map {
            LockName.path(beside: DependencyFile(kind: .requirements, path: "/p/" + $0), runtime: "python3.9")
        }
        #expect(Set(locks).count == 3)
    }

    private func function(_ name: String, _ packages: [String], runtime: String = "python3.12") -> FunctionDescription {
        var function = FunctionDescription(
            name: name, key: name, runtime: runtime, handler: "index.handler", code: .folder("/p/code"))
        function.debian = DebianSource(packages: packages.map { .init(name: $0) }, folder: "/p/code")
        return function
    }

    /// The Debian locks of a project's functions by name; `names` are those that are built.
    private func locks(_ functions: [FunctionDescription], _ names: String...) throws -> [String: String] {
        let project = Project(root: "/p", document: nil, functions: functions, layers: [], upload: UploadTarget())
        let plan = try Planner(names: names).plan(project, into: FindingSink())
        var locks: [String: String] = [:]
        for package in plan.packages {
            for case .debian(let set) in package.ingredients { locks[package.id.name] = set.lock }
        }
        return locks
    }

    @Test func debianListsOfOneFolderHaveLocksOfTheirOwn() throws {
        let one = "/p/code/debian.python3-12.lock.json"
        let same = [function("b", ["file", "libzbar0"]), function("a", ["libzbar0", "file"])]
        #expect(try locks(same) == ["a": one, "b": one])
        let other = function("c", ["file"])
        let first = "/p/code/debian.python3-12.a.lock.json"
        #expect(
            try locks(same + [other])
                == ["a": first, "b": first, "c": "/p/code/debian.python3-12.c.lock.json"])
        // A build of one function finds the lock that a build of all has written.
        #expect(try locks(same + [other], "b") == ["b": first])
        let elsewhere = function("c", ["file"], runtime: "custom.debian12")
        #expect(try locks(same + [elsewhere])["a"] == one)
    }
}
