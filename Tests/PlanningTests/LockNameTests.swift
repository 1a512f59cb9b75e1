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
}
