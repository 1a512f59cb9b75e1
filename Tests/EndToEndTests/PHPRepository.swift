import Foundation
import Testing

/// A repository of real PHP packages, made of what Debian's `php-*` packages put into `/usr/share/php`: archives in a folder with
/// a `packages.json` that composer reads.
struct PHPRepository {
    /// The folder.
    let folder: String
    private var packages: [String: [String: [String: Any]]] = [:]

    static let sources = "/usr/share/php"
    /// Whether this machine has what the tests take packages from.
    static var isThere: Bool {
        ["Psr/Log", "Symfony/Component/String", "Composer/Semver"].allSatisfy {
            FileManager.default.fileExists(atPath: sources + "/" + $0)
        }
    }

    /// A repository with the packages that the tests use.
    init(in folder: String) throws {
        self.folder = folder
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try add("psr/log", "1.1.4", from: "Psr/Log", namespace: "Psr\\Log\\", require: ["php": ">=5.3.0"])
        // The same classes under the terms of the next edition.
        try add("psr/log", "3.0.0", from: "Psr/Log", namespace: "Psr\\Log\\", require: ["php": ">=8.0.0"])
        try add("psr/container", "1.1.2", from: "Psr/Container", namespace: "Psr\\Container\\")
        try add(
            "symfony/string", "5.4.0", from: "Symfony/Component/String", namespace: "Symfony\\Component\\String\\",
            require: ["php": ">=7.2.5", "ext-mbstring": "*"], files: ["Resources/functions.php"])
        try add(
            "symfony/console", "5.4.0", from: "Symfony/Component/Console", namespace: "Symfony\\Component\\Console\\",
            require: ["php": ">=7.2.5", "symfony/string": "^5.1|^6.0", "psr/log": "^1|^2"])
        try add(
            "composer/semver", "3.3.2", from: "Composer/Semver", namespace: "Composer\\Semver\\",
            require: ["php": "^5.3.2 || ^7.0 || ^8.0"])
        try add("acme/intl", "1.0.0", from: "Psr/Log", namespace: "Acme\\Intl\\", require: ["ext-intl": "*"])
        try write()
    }

    /// Packs a folder of Debian's as a package.
    mutating func add(
        _ name: String, _ version: String, from source: String, namespace: String, require: [String: String] = [:],
        files: [String] = []
    ) throws {
        var autoload: [String: Any] = ["psr-4": [namespace: ""]]
        if !files.isEmpty { autoload["files"] = files }
        try add(
            name, version,
            extra: ["require": require, "autoload": autoload, "license": ["MIT"]], from: Self.sources + "/" + source)
    }

    /// Packs any folder as a package.
    mutating func add(
        _ name: String, _ version: String, extra: [String: Any], from source: String
    ) throws {
        let archive = folder + "/" + name.replacingOccurrences(of: "/", with: "-") + "-" + version + ".zip"
        let run = try Program.run(
            "python3",
            [
                "-c",
                """
                import sys, os, zipfile
                target, source = sys.argv[1:]
                with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as z:
                    for folder, _, names in sorted(os.walk(source)):
                        for name in sorted(names):
                            path = os.path.join(folder, name)
                            if name == "autoload.php" and folder == source: continue
                            z.write(path, os.path.relpath(path, source))
                """, archive, source,
            ])
        try #require(run.status == 0, "\(run.errors)")
        try add(name, version, extra: extra, archive: archive)
    }

    /// Takes an archive that is there.
    mutating func add(_ name: String, _ version: String, extra: [String: Any], archive: String, type: String = "zip")
        throws
    {
        var package = extra
        package["name"] = name
        package["version"] = version
        package["type"] = extra["type"] ?? "library"
        package["dist"] = ["type": type, "url": archive]
        packages[name, default: [:]][version] = package
    }

    /// Writes the list of packages.
    func write() throws {
        let data = try JSONSerialization.data(withJSONObject: ["packages": packages], options: [.sortedKeys])
        try data.write(to: URL(fileURLWithPath: folder + "/packages.json"))
    }
}

/// A project with a PHP function, a repository beside it, and a `composer` that counts how often it is called.
final class PHPProject {
    let project: TestProject
    var repository: PHPRepository
    /// A `PATH` whose `composer` counts.
    let path: String

    init(runtime: String = "php7.2", options: String = "", named name: String = "project") throws {
        project = try TestProject(named: name)
        let parent = URL(fileURLWithPath: project.path).deletingLastPathComponent().path
        repository = try PHPRepository(in: parent + "/repository")
        path = parent + "/bin:" + (ProcessInfo.processInfo.environment["PATH"] ?? "")
        try project.write(
            "fclayer.yaml",
            """
            upload: { region: cn-hangzhou }
            functions:
              api:
                runtime: \(runtime)
                handler: index.handler
                code: ./code
            \(options)
            """)
        try project.write(
            "code/index.php",
            """
            <?php
            require_once __DIR__ . '/vendor/autoload.php';
            function handler($event, $context) { return (new App\\Greeter())->greet($event); }

            """)
        try project.write(
            "code/src/Greeter.php",
            """
            <?php
            namespace App;
            use function Symfony\\Component\\String\\u;
            class Greeter { public function greet($name) { return (string) u('hello ' . $name)->upper(); } }

            """)
        let composer = try #require(Program.find("composer"))
        try FileManager.default.createDirectory(atPath: parent + "/bin", withIntermediateDirectories: true)
        let script = "#!/bin/sh\necho called >> '\(parent)/calls'\nexec '\(composer)' \"$@\"\n"
        try script.write(toFile: parent + "/bin/composer", atomically: false, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: parent + "/bin/composer")
    }

    private var parent: String { URL(fileURLWithPath: project.path).deletingLastPathComponent().path }

    /// How often composer was called.
    var calls: Int {
        ((try? String(contentsOfFile: parent + "/calls", encoding: .utf8)) ?? "").split(separator: "\n").count
    }

    /// Writes `composer.json`; the repository is the only one.
    func require(
        _ packages: [String: String], more: [String: Any] = [:], repositories: [[String: Any]] = [],
        in folder: String = "code", own: Bool = true
    ) throws {
        var json: [String: Any] = [
            "name": "acme/app", "require": packages,
            "repositories": repositories + [
                ["type": "composer", "url": "file://" + repository.folder] as [String: Any], ["packagist.org": false],
            ],
        ]
        if own { json["autoload"] = ["psr-4": ["App\\": "src/"]] }
        json.merge(more) { $1 }
        let data = try JSONSerialization.data(
            withJSONObject: json, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        try project.write(folder + "/composer.json", String(decoding: data, as: UTF8.self))
    }

    func fclayer(_ arguments: String..., environment: [String: String?] = [:]) throws -> Program.Run {
        var variables: [String: String?] = [
            "PATH": path, "COMPOSER_HOME": parent + "/home", "FCLAYER_CACHE": parent + "/store",
        ]
        variables.merge(environment) { $1 }
        return try Program.fclayer(arguments, in: project.path, environment: variables)
    }

    /// Composer itself, in the code folder.
    func composer(_ arguments: String..., in folder: String = "code") throws -> Program.Run {
        try Program.run(
            "composer", arguments, in: project.path + "/" + folder,
            environment: [
                "COMPOSER_HOME": parent + "/home", "COMPOSER_ALLOW_SUPERUSER": "1", "COMPOSER_NO_INTERACTION": "1",
            ])
    }

    /// Unpacks a package into a folder beside the project.
    func unpack(_ package: String, as name: String) throws -> String {
        let target = parent + "/" + name
        try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
        let run = try Program.run("unzip", ["-q", project.path + "/.fclayer/out/" + package + ".zip", "-d", target])
        try #require(run.status == 0, "\(run.errors)")
        return target
    }

    /// What a script prints.
    func php(_ script: String, in folder: String) throws -> String {
        let run = try Program.run("php", ["-d", "display_errors=1", "-r", script], in: folder)
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        return run.output
    }
}
