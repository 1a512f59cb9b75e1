import BuildModel
import FileTrees
import Testing

@Suite(.timeLimit(.minutes(30))) struct ContentHasherTests {
    @Test(arguments: [
        (ContentHash.Algorithm.sha1, "sha1-qZk+NkcGgWq6PiVxeFDCbJzQ2J0="),
        (.sha256, "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="),
        (.sha384, "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn"),
        (
            .sha512,
            "sha512-3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw=="
        ),
    ])
    func hashesAsEveryoneDoes(algorithm: ContentHash.Algorithm, expected: String) {
        var hasher = ContentHasher(algorithm)
        Array("a".utf8).withUnsafeBytes { hasher.update($0) }
        Array("bc".utf8).withUnsafeBytes { hasher.update($0) }
        let hash = hasher.finalize()
        #expect(hash.description == expected)
        #expect(ContentHash.strongest(inIntegrity: expected) == [hash])
    }

    @Test func takesStrongestHashesOnly() {
        let hashes = ContentHash.strongest(
            inIntegrity:
                "sha1-qZk+NkcGgWq6PiVxeFDCbJzQ2J0= sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=?x md5-xx")
        #expect(hashes.map(\.algorithm) == [.sha256])
        #expect(ContentHash.strongest(inIntegrity: "sha512-AAAA").isEmpty)
    }
}
