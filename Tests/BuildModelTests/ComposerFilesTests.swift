import BuildModel
import Testing

@Suite struct ComposerFilesTests {
    private func manifest(_ text: String) throws -> ComposerManifest { try ComposerManifest(Array(text.utf8)) }

    @Test func knowsWhetherComposerHasWork() throws {
        #expect(try manifest("{\"require\": {\"psr/log\": \"^1\"}}").hasWork)
        #expect(try manifest("{\"autoload\": {\"psr-4\": {\"A\\\\\": \"src\"}}}").hasWork)
        #expect(
            try !manifest("{\"require\": {\"php\": \">=7.2\", \"ext-curl\": \"*\"}, \"require-dev\": {\"a/b\": \"1\"}}")
                .hasWork)
        #expect(try !manifest("{}").hasWork)
    }

    @Test(arguments: [
        ("vendor", "vendor"), ("lib/php/", "lib/php"), ("./packages", "packages"), ("../out", nil), ("/abs", nil),
        ("$HOME/v", nil), ("~/v", nil), ("a/../b", nil),
    ])
    func takesFoldersBelowForPackages(_ text: String, _ folder: String?) throws {
        #expect(try manifest("{\"config\": {\"vendor-dir\": \"\(text)\"}}").vendorFolder == folder)
    }

    @Test func findsLocalRepositories() throws {
        let text = """
            {"repositories": [{"type": "path", "url": "../lib"}, {"type": "vcs", "url": "git@host:a/b.git"},
            {"type": "composer", "url": "https://repo.example.com"}, {"type": "composer", "url": "file:///srv/r"},
            {"packagist.org": false}]}
            """
        #expect(try manifest(text).localRepositories == ["../lib", "/srv/r"])
    }

    @Test func packagesHaveNoCredentialsInTheirOrigins() throws {
        let lock = try ComposerLock(
            Array(
                """
                {"packages": [{"name": "a/b", "version": "1.0", "license": ["MIT", "GPL-2.0-only"],
                "dist": {"type": "zip", "url": "https://me:secret@repo.example.com/b.zip"}}], "platform": []}
                """.utf8))
        #expect(lock.components.first?.origin == "https://repo.example.com/b.zip")
        #expect(lock.components.first?.licence == "MIT OR GPL-2.0-only")
    }

    @Test func runtimeDecidesThePlatform() throws {
        func surroundings(_ runtime: String, _ json: String, _ said: [String: String] = [:]) throws
            -> ComposerSurroundings
        {
            let choice = BuildChoice(kind: .composer, folder: "/p", platform: said)
            return ComposerSurroundings(
                ToolBuild(choice: choice, runtime: runtime, destination: ""), manifest: try manifest(json))
        }
        let plain = try surroundings("php7.2", "{}")
        #expect(plain.platform["php"] == "7.2.34")
        #expect(plain.has("ext-redis") == true && plain.has("ext-intl") == false && plain.has("ext-unheard") == false)
        // The last number may be stated; another PHP may not.
        #expect(
            try surroundings("php7.2", "{\"config\":{\"platform\":{\"php\":\"7.2.7\"}}}").platform["php"] == "7.2.7")
        #expect(
            try surroundings("php7.2", "{\"config\":{\"platform\":{\"php\":\"8.1.0\"}}}").platform["php"] == "7.2.34")
        #expect(try surroundings("php7.2", "{\"config\":{\"platform\":{\"ext-intl\":\"1\"}}}").has("ext-intl") == true)
        #expect(try !surroundings("custom.debian11", "{}").isKnown)
        let said = try surroundings("custom.debian11", "{}", ["php": "8.1.2"])
        #expect(said.platform["php"] == "8.1.2" && said.has("ext-intl") == nil)
        // A layer's PHP has not the extensions of the image's.
        #expect(try surroundings("custom", "{}", ["php": "8.0.30"]).has("ext-swoole") == nil)
        #expect(try surroundings("custom", "{}").has("ext-swoole") == true)
    }
}
