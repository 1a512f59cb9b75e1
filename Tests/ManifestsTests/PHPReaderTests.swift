import BuildModel
import Testing

/// PHP packages in manifests.
struct PHPReaderTests {
    private func read(
        _ more: String = "", runtime: String = "php7.2",
        files: [String: String] = ["composer.json": "{\"require\": {\"psr/log\": \"^1\"}}"]
    ) -> Fixture.Outcome {
        var all = [
            "fclayer.yaml": "functions:\n  f:\n    runtime: \(runtime)\n    handler: a.b\n    code: ./code\n\(more)"
        ]
        all["code/a.php"] = ""
        for (name, text) in files { all["code/" + name] = text }
        return Fixture(all).read()
    }

    @Test func packagesAreFoundByThemselves() {
        let build = read().function("f")?.build
        #expect(build?.kind == .composer)
        #expect(build?.folder == "/work/app/code")
        #expect(build?.output == "vendor")
    }

    @Test(arguments: [
        ["composer.json": "{}"], ["composer.json": "{\"require\": {\"php\": \"^7\"}}"],
        ["composer.json": "{\"require\": {\"a/b\": \"1\"}}", "vendor/autoload.php": ""], ["composer.lock": "{}"],
    ])
    func whatIsReadyStaysAsItIs(_ files: [String: String]) {
        #expect(read(files: files).function("f")?.build == nil)
    }

    @Test func lockSaysThatVendorIsComposers() {
        let files = [
            "composer.json": "{\"require\": {\"a/b\": \"1\"}}", "composer.lock": "{}", "vendor/autoload.php": "",
        ]
        #expect(read(files: files).function("f")?.build?.kind == .composer)
    }

    @Test(arguments: ["    dependencies: none\n", "    build: none\n"]) func isNotAskedFor(_ more: String) {
        #expect(read(more).function("f")?.build == nil)
    }

    @Test func customRuntimesSayIt() {
        #expect(read(runtime: "custom.debian10").function("f")?.build == nil)
        let asked = read("    php: {version: \"8.1.2\", extensions: [Redis, ext-intl]}\n", runtime: "custom.debian10")
        #expect(asked.function("f")?.build?.platform == ["php": "8.1.2", "ext-redis": "*", "ext-intl": "*"])
    }

    @Test func extensionsOfTheCodeAreThere() {
        let files = [
            "composer.json": "{\"require\": {\"a/b\": \"1\"}}",
            "extension/x.ini":
                "; comment\nextension = \"/code/extension/mongodb.so\"\nzend_extension=ioncube\nmongodb.x=1\n",
        ]
        #expect(read(files: files).function("f")?.build?.platform == ["ext-mongodb": "*", "ext-ioncube": "*"])
    }

    @Test func otherRuntimesAreRefused() {
        let outcome = read("    php: composer.json\n", runtime: "python3.10")
        #expect(outcome.rules.contains("php-runtime"), "\(outcome.lines)")
    }

    @Test(arguments: [
        ("    php: composr.json\n", "value-type"), ("    php: other/composer.json\n", "php-composer-missing"),
        ("    php: {version: \"8\"}\n", "value-type"), ("    php: {versoin: \"8.1\"}\n", "unknown-key"),
        ("    php: [a]\n", "value-type"),
    ])
    func mistakesAreTold(_ more: String, _ rule: String) {
        let outcome = read(more)
        #expect(outcome.rules.contains(rule), "\(outcome.lines)")
    }

    @Test func layersNameTheFile() {
        func layer(_ text: String) -> Fixture.Outcome {
            Fixture(["layers/l/layer.yaml": text, "layers/l/lib/composer.json": "{}"]).read()
        }
        let build = layer("runtimes: [php7.2]\nphp: lib/composer.json\n").project?.layers.first?.builds.first
        #expect(build?.kind == .composer && build?.isOfLayer == true)
        #expect(build?.folder == "/work/app/layers/l/lib")
        #expect(layer("runtimes: [python3.10]\nphp: lib/composer.json\n").rules.contains("php-runtime"))
        #expect(layer("runtimes: [php7.2]\nphp: composer.json\n").rules.contains("php-composer-missing"))
    }
}
