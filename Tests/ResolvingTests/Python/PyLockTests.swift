import BuildModel
import FileTrees
import Testing

@testable import Resolving

@Suite struct PyLockTests {
    private static let digest = FileDigest.sha256(of: [1])

    private var lock: PyLock {
        var first = PyLockPackage(name: "b")
        first.version = "1.0"
        first.marker = "python_version < \"4\""
        first.index = "https://h/simple"
        first.wheels = [
            PyLockFile(
                name: "b-1.0-py3-none-any.whl", url: "https://h/b-1.0-py3-none-any.whl", size: 7, digest: Self.digest),
            PyLockFile(name: "b-1.0-cp310-cp310-manylinux1_x86_64.whl", path: "/p/wheels/b.whl", digest: Self.digest),
        ]
        first.sdist = PyLockFile(name: "b-1.0.tar.gz", url: "https://h/b-1.0.tar.gz", digest: Self.digest)
        var second = PyLockPackage(name: "a")
        second.directory = .init(path: "/other/\"odd\\", isEditable: true, subfolder: "x")
        var third = PyLockPackage(name: "c")
        third.repository = .init(kind: "git", url: "https://h/c.git", commit: "abc", subfolder: nil)
        var lock = PyLock()
        lock.requiresPython = ">=3.10"
        lock.packages = [first, second, third]
        lock.stamp = LockStamp(inputs: Self.digest, runtime: "python3.10", resolver: "uv 1")
        return lock
    }

    @Test func whatIsWrittenIsRead() throws {
        let text = PyLockWriter.text(lock, folder: "/p/project")
        var read = try PyLockReader(folder: "/p/project").lock(text)
        #expect(PyLockWriter.text(read, folder: "/p/project") == text)
        read.packages.sort { $0.name < $1.name }
        #expect(read.packages.map(\.name) == ["a", "b", "c"])
        #expect(read.stamp == lock.stamp)
        #expect(read.packages[0].directory == lock.packages[1].directory)
        #expect(Set(read.packages[1].wheels) == Set(lock.packages[0].wheels))
        #expect(read.packages[2].repository == lock.packages[2].repository)
    }

    @Test func pathsAreRelative() {
        let text = PyLockWriter.text(lock, folder: "/p/project")
        #expect(text.contains("path = \"../wheels/b.whl\""))
        #expect(!text.contains("/p/"))
    }

    @Test func credentialsAreNotKept() throws {
        let text = """
            lock-version = "1.0"
            created-by = "x"
            [[packages]]
            name = "a"
            version = "1"
            index = "https://me:secret@h/simple"
            wheels = [{ url = "https://me:secret@h/a-1-py3-none-any.whl", hashes = { sha256 = "\(Self.digest.hexadecimal)" } }]
            """
        let lock = try PyLockReader(folder: "/").lock(text)
        #expect(!PyLockWriter.text(lock, folder: "/").contains("secret"))
    }

    @Test(arguments: [
        "", "not toml", "lock-version = \"2.0\"", "lock-version = \"1.0\"\n[[packages]]\nversion = \"1\"",
        "lock-version = \"1.0\"\n[[packages]]\nname = \"a\"\nwheels = [{ hashes = { } }]",
        "lock-version = \"1.0\"\n[[packages]]\nname = \"a\"\nwheels = [{ name = \"../a.whl\", url = \"https://h/x\" }]",
        "lock-version = \"1.0\"\n[[packages]]\nname = \"a\"\nvcs = { type = \"git\" }",
    ])
    func refusesWhatIsNoLock(text: String) {
        #expect(throws: PyLockReader.Trouble.self) { try PyLockReader(folder: "/").lock(text) }
    }

    @Test func tomlErrorNamesTheLine() throws {
        let trouble = try #require(throws: PyLockReader.Trouble.self) {
            try PyLockReader(folder: "/").lock("lock-version = \"1.0\"\nname = = 1\n")
        }
        #expect(trouble.line == 2)
    }
}
