import Foundation
import Testing

extension Trait where Self == ConditionTrait {
    /// The test runs composer on packages of Debian's.
    static var composer: Self {
        .enabled(
            if: PHPRepository.isThere
                && ["composer", "php", "unzip", "python3"].allSatisfy { Program.find($0) != nil },
            "needs composer, php-cli, unzip, python3")
    }
}

/// PHP packages from `composer.json` to zips that PHP loads. The real composer, real packages, no registry.
@Suite(.composer, .timeLimit(.minutes(30))) struct PHPTests {
    @Test func installsForTheRuntimeAndLoads() throws {
        let php = try PHPProject()
        try php.require(["php": ">=7.2", "psr/log": "^1 || ^3", "symfony/console": "^5"])
        let before = php.project.files(in: "code")
        let built = try php.fclayer("build")
        try #require(built.status == 0, "\(built.errors)")
        #expect(!built.errors.contains("warning["), "\(built.errors)")
        // This machine's PHP is newer: 3.0.0 would fit that.
        let lock = try php.project.read("code/composer.lock")
        #expect(lock.contains("\"version\": \"1.1.4\"") && !lock.contains("3.0.0"), "\(lock)")
        #expect(php.project.files(in: "code") == (before + ["composer.lock"]).sorted())
        let code = try php.unpack("functions/api", as: "elsewhere")
        let said = try php.php(
            """
            require 'index.php';
            echo handler('ada', null), ' ';
            foreach (['Psr\\\\Log\\\\NullLogger', 'Symfony\\\\Component\\\\Console\\\\Color'] as $name) {
                echo (new ReflectionClass($name))->getFileName(), ' ';
            }
            """, in: code)
        #expect(
            said == "HELLO ADA \(code)/vendor/psr/log/NullLogger.php \(code)/vendor/symfony/console/Color.php ")
        let document = try php.project.read(".fclayer/out/build.json")
        #expect(document.contains("\"name\" : \"symfony/string\"") && document.contains("\"licence\" : \"MIT\""))
        try Judge.accepts(php.project.path + "/.fclayer/out/functions/api.zip")
    }

    @Test func secondBuildStartsNoProcess() throws {
        let php = try PHPProject()
        try php.require(["symfony/string": "^5"])
        try #require(try php.fclayer("build").status == 0)
        let calls = php.calls
        #expect(calls > 0)
        #expect(try php.fclayer("build").status == 0)
        // Another handler is no other set of packages.
        try php.project.write("code/index.php", try php.project.read("code/index.php") + "// changed\n")
        #expect(try php.fclayer("build").status == 0)
        #expect(php.calls == calls)
        // A class more is, because it stands in the list of classes.
        try php.project.write("code/src/Other.php", "<?php\nnamespace App;\nclass Other {}\n")
        #expect(try php.fclayer("build").status == 0)
        #expect(php.calls > calls)
        let code = try php.unpack("functions/api", as: "elsewhere")
        #expect(try php.project.read("../elsewhere/vendor/composer/autoload_classmap.php").contains("App\\\\Other"))
        #expect(try php.php("require 'vendor/autoload.php'; echo class_exists('App\\\\Other');", in: code) == "1")
    }

    @Test func sameBytesFromAnyFolder() throws {
        var zips: [Data] = []
        for (name, mask, zone) in [("one", "022", "UTC"), ("other place", "077", "Asia/Shanghai")] {
            let php = try PHPProject(named: name)
            try php.project.write("lib/composer.json", "{\"name\": \"acme/lib\", \"version\": \"1.0.0\"}\n")
            try php.project.write("lib/data.txt", "x\n")
            // Only the path of the repository differs, which composer notes down.
            try php.require(["acme/lib": "*"], repositories: [["type": "path", "url": "../lib"]])
            try php.project.write(
                "code/composer.json",
                "{\"require\": {\"acme/lib\": \"*\"}, \"autoload\": {\"psr-4\": {\"App\\\\\\\\\": \"src/\"}}, "
                    + "\"repositories\": [{\"type\": \"path\", \"url\": \"../lib\"}, {\"packagist.org\": false}]}\n")
            // A git repository around it has names that change.
            for arguments in [
                ["init", "-q"], ["add", "."],
                ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", name],
            ] { _ = try Program.run("git", arguments, in: php.project.path) }
            let run = try Program.run(
                "sh", ["-c", "umask \(mask); exec \"$0\" build", Program.fclayer], in: php.project.path,
                environment: ["TZ": zone, "PATH": php.path, "COMPOSER_HOME": php.project.path + "/../home"])
            try #require(run.status == 0, "\(run.errors)")
            zips.append(
                try Data(contentsOf: URL(fileURLWithPath: php.project.path + "/.fclayer/out/functions/api.zip")))
        }
        #expect(zips[0] == zips[1])
        #expect(!zips[0].isEmpty)
    }

    @Test func dependencyLayerFindsClassesOfTheCode() throws {
        let php = try PHPProject(options: "    dependencies: layer\n")
        try php.require(["symfony/string": "^5"])
        try php.project.write(
            "code/index.php",
            "<?php\nrequire_once '/opt/php/vendor/autoload.php';\n"
                + "function handler($event, $context) { return (new App\\Greeter())->greet($event); }\n")
        let built = try php.fclayer("build")
        try #require(built.status == 0, "\(built.errors)")
        #expect(!built.errors.contains("error[") && !built.errors.contains("warning["), "\(built.errors)")
        _ = try php.unpack("functions/api", as: "instance/code")
        let layer = try php.unpack("layers/api-deps", as: "instance/opt")
        #expect(!FileManager.default.fileExists(atPath: layer + "/../code/vendor"))
        let said = try php.php(
            "require 'php/vendor/autoload.php'; echo (new App\\Greeter())->greet('bob'), ' ', "
                + "(new ReflectionClass('App\\\\Greeter'))->getFileName();", in: layer)
        #expect(said.hasPrefix("HELLO BOB ") && said.hasSuffix("/instance/code/src/Greeter.php"), "\(said)")
    }

    @Test func layerOfItsOwnBringsItsClasses() throws {
        let php = try PHPProject()
        try php.require(["psr/container": "^1"], in: "layers/shared")
        try php.project.write("layers/shared/layer.yaml", "runtimes: [php7.2]\nphp: composer.json\n")
        try php.project.write("layers/shared/src/Tool.php", "<?php\nnamespace App;\nclass Tool {}\n")
        try php.project.write("layers/shared/auth.json", "{}\n")
        try php.project.write(
            "code/index.php",
            "<?php\nrequire_once '/opt/php/vendor/autoload.php';\nfunction handler($e, $c) { return 1; }\n")
        try php.project.write(
            "fclayer.yaml",
            try php.project.read("fclayer.yaml").replacingOccurrences(
                of: "    code: ./code", with: "    code: ./code\n    layers: [shared]"))
        let built = try php.fclayer("build")
        try #require(built.status == 0, "\(built.errors)")
        #expect(!built.errors.contains("warning["), "\(built.errors)")
        let layer = try php.unpack("layers/shared", as: "opt")
        #expect(!FileManager.default.fileExists(atPath: layer + "/php/auth.json"))
        let said = try php.php(
            "require 'php/vendor/autoload.php'; new App\\Tool; "
                + "echo interface_exists('Psr\\\\Container\\\\ContainerInterface');", in: layer)
        #expect(said == "1")
        let plan = try php.fclayer("plan")
        #expect(plan.output.contains("composer in layers/shared for php7.2, results into php/"), "\(plan.output)")
        #expect(try php.fclayer("lock").output.contains("layers/shared/composer.lock"))
    }

    @Test func leavesVendorWithoutLockAsItIs() throws {
        let php = try PHPProject()
        try php.require(["symfony/string": "^5"])
        try php.project.write("code/vendor/autoload.php", "<?php // by hand\n")
        let built = try php.fclayer("build")
        #expect(built.status == 0, "\(built.errors)")
        #expect(php.calls == 0)
        let code = try php.unpack("functions/api", as: "elsewhere")
        #expect(try String(contentsOfFile: code + "/vendor/autoload.php", encoding: .utf8).contains("by hand"))
    }

    @Test func customRuntimeIsAskedFor() throws {
        let options =
            "    command: [/opt/php8.1/bin/php, -S, \"0.0.0.0:9000\"]\n    layers: [\"acs:fc:cn-hangzhou:official:layers/PHP81-Debian10/versions/1\"]\n"
        let php = try PHPProject(runtime: "custom.debian10", options: options)
        try php.require(["psr/log": "^1 || ^3"])
        #expect(try php.fclayer("build").status == 0)
        #expect(php.calls == 0)
        try php.project.write(
            "fclayer.yaml",
            try php.project.read("fclayer.yaml") + "    php: { version: \"8.1.2\", extensions: [intl] }\n")
        let built = try php.fclayer("build")
        #expect(built.status == 0, "\(built.errors)")
        #expect(try php.project.read("code/composer.lock").contains("\"version\": \"3.0.0\""))
    }
}

/// `docs/examples/php-greeting` as it stands in the repository.
@Suite(.composer, .timeLimit(.minutes(30))) struct PHPExampleTests {
    @Test func buildsAndLoads() throws {
        let project = try TestProject(copying: "docs/examples/php-greeting")
        let environment: [String: String?] = ["COMPOSER_HOME": project.path + "/../home"]
        let built = try Program.fclayer(["build", "--locked"], in: project.path, environment: environment)
        try #require(built.status == 0, "\(built.errors)")
        #expect(!built.errors.contains("warning["), "\(built.errors)")
        let checked = try Program.fclayer(["validate"], in: project.path, environment: environment)
        #expect(checked.status == 0 && !(checked.output + checked.errors).contains("["), "\(checked.errors)")
        for (package, folder) in [("functions/greeting", "code"), ("layers/texts", "opt")] {
            let zip = project.path + "/.fclayer/out/" + package + ".zip"
            #expect(try Program.run("unzip", ["-q", zip, "-d", project.path + "/../" + folder]).status == 0)
        }
        // `/opt` is elsewhere here.
        let script = """
            require 'opt/php/vendor/autoload.php';
            eval(str_replace(['<?php', "require_once '/opt/php/vendor/autoload.php';", '__DIR__'], ['', '', "'code'"],
                file_get_contents('code/index.php')));
            initialize(null);
            echo handler('{"name": "ada"}', null);
            """
        let run = try Program.run("php", ["-r", script], in: project.path + "/..")
        #expect(run.output == #"{"text":"Hello, Ada!","languages":["en","zh"]}"#, "\(run.output)\(run.errors)")
    }
}
