import SourceScanners
import Testing

/// One way of writing an entry point, and what the platform makes of it.
struct PHPForm: CustomTestStringConvertible, Sendable {
    let name: String
    let files: [String: String]
    let handler: String
    let call: PHPCall
    let verdict: String

    var testDescription: String { name }

    init(
        _ name: String, _ files: [String: String], _ handler: String = "index.handler", call: PHPCall = .event,
        is verdict: String
    ) {
        self.name = name
        self.files = files
        self.handler = handler
        self.call = call
        self.verdict = verdict
    }

    init(
        _ name: String, _ text: String, _ handler: String = "index.handler", call: PHPCall = .event, is verdict: String
    ) {
        self.init(name, ["index.php": text], handler, call: call, is: verdict)
    }

    static let handler = "<?php function handler($event, $context) {}"

    static let all: [PHPForm] = [
        PHPForm("plain", handler, is: "ok index.php:1"),
        PHPForm("other case", handler, "index.HANDLER", is: "ok index.php:1"),
        PHPForm("default", "<?php function handler($e, $c = null) {}", is: "ok index.php:1"),
        PHPForm("variadic", "<?php function handler(...$a) {}", is: "ok index.php:1"),
        PHPForm("one parameter", "<?php function handler($e) {}", is: "ok index.php:1"),
        PHPForm("three parameters", "<?php function handler($a, $b, $c) {}", is: "broken arity(3 2) index.php:1"),
        PHPForm("hook", "<?php function init($context) {}", "index.init", call: .hook, is: "ok index.php:1"),
        PHPForm(
            "hook with two", "<?php\nfunction init($e, $c) {}", "index.init", call: .hook,
            is: "broken arity(2 1) index.php:2"),
        PHPForm("namespace", "<?php namespace A; function handler($e, $c) {}", is: "broken functionMissing()"),
        PHPForm("global namespace", "<?php namespace { function handler($e, $c) {} }", is: "ok index.php:1"),
        PHPForm("closure", "<?php $handler = function ($e, $c) {};", is: "broken functionMissing()"),
        PHPForm("method", "<?php class A { function handler($e, $c) {} }", is: "broken functionMissing()"),
        PHPForm("renamed", "<?php function main_handler($e, $c) {}", is: "broken functionMissing(main_handler)"),
        PHPForm(
            "conditional", "<?php if (!function_exists('handler')) { function handler($e, $c) {} }",
            is: "ok index.php:1"),
        PHPForm("in function", "<?php function f() { function handler($e, $c) {} }", is: "unsure definedByFunction(f)"),
        PHPForm("folders by dots", ["a/b.php": handler], "a.b.handler", is: "ok a/b.php:1"),
        PHPForm("folders by slashes", ["a/b.php": handler], "a/b.handler", is: "ok a/b.php:1"),
        PHPForm("dot slash", handler, "./index.handler", is: "ok index.php:1"),
        PHPForm("extension", handler, "index.php.handler", is: "broken fileMissing(/code/index/php.php)"),
        PHPForm("no dot", handler, "index", is: "broken malformed"),
        PHPForm("no name", handler, "index.", is: "broken malformed"),
        PHPForm("no file", handler, ".handler", is: "broken malformed"),
        PHPForm("other file", handler, "main.handler", is: "broken fileMissing(/code/main.php)"),
        PHPForm(
            "required", ["index.php": "<?php require __DIR__ . '/lib/x.php';", "lib/x.php": handler],
            is: "ok lib/x.php:1"),
        PHPForm(
            "include path", ["index.php": "<?php include_once 'lib/x.php';", "/opt/php/lib/x.php": handler],
            is: "ok /opt/php/lib/x.php:1"),
        PHPForm(
            "required is missing", "<?php require __DIR__ . '/lib/x.php'; function handler($e, $c) {}",
            is: "broken required(/code/lib/x.php) index.php:1"),
        PHPForm("included is missing", "<?php include 'x.php'; function handler($e, $c) {}", is: "ok index.php:1"),
        PHPForm(
            "guarded require is missing",
            "<?php if (is_file('x.php')) require 'x.php'; function handler($e, $c) {}", is: "ok index.php:1"),
        PHPForm(
            "composer is missing", "<?php require_once __DIR__ . '/vendor/autoload.php'; function handler($e, $c) {}",
            is: "broken requiredComposer(/code/vendor/autoload.php) index.php:1"),
        PHPForm(
            "composer in layer",
            [
                "index.php": "<?php require 'vendor/autoload.php'; function f() {}",
                "/opt/php/vendor/autoload.php": "<?php",
            ],
            is: "broken functionMissing(f)"),
        PHPForm(
            "composer loads files",
            [
                "index.php": "<?php require 'vendor/autoload.php';", "vendor/autoload.php": "<?php require $x;",
                "vendor/composer/autoload_files.php": "<?php return array('a' => $baseDir . '/src/f.php');",
                "src/f.php": handler,
            ], is: "ok src/f.php:1"),
        PHPForm("computed include", "<?php require $x;", is: "unsure dynamicInclude index.php:1"),
        PHPForm(
            "autoloader", "<?php spl_autoload_register(function ($c) { if ($c) { require $c . '.php'; } });",
            is: "broken functionMissing()"),
        PHPForm("eval", "<?php eval($x);", is: "unsure eval index.php:1"),
        PHPForm(
            "included by function",
            ["index.php": "<?php function load() { require 'x.php'; } load();", "x.php": handler],
            is: "unsure includedByFunction x.php:1"),
        PHPForm("outside tags", "function handler($e, $c) {}", is: "broken functionMissing()"),
        PHPForm("syntax", "<?php function handler($e, $c) {", is: "broken problem(unclosedBracket(\"{\")) index.php:1"),
        PHPForm(
            "too new", "<?php\n$f = fn($x) => $x; function handler($e, $c) {}",
            is: "broken feature(arrowFunction) index.php:2"),
        PHPForm("attribute on its own line", "<?php\n#[A]\nfunction handler($e, $c) {}", is: "ok index.php:3"),
        PHPForm("old offset", "<?php $a = $b{0}; function handler($e, $c) {}", is: "ok index.php:1"),
        PHPForm("old heredoc", "<?php $a = <<<E\n  E {\nE;\nfunction handler($e, $c) {}", is: "ok index.php:4"),
        PHPForm(
            "new heredoc", "<?php $a = <<<E\n  x\n  E;\nfunction handler($e, $c) {}",
            is: "broken feature(flexibleHeredoc) index.php:1"),
    ]
}

@Suite struct PHPEntryResolverTests {
    @Test(arguments: PHPForm.all)
    func givesVerdict(_ form: PHPForm) {
        #expect(PHPTree(form.files).resolve(form.handler, call: form.call).short == form.verdict)
    }

    @Test func missingFunctionTellsWhatIsNear() throws {
        let tree = PHPTree([
            "index.php": "<?php namespace A; function handler($e, $c) {} class B { function Handler() {} }",
            "lib/other.php": PHPForm.handler, "vendor/x.php": PHPForm.handler,
        ])
        guard case .broken(.functionMissing(let missing)) = tree.resolve() else {
            Issue.record("not missing")
            return
        }
        #expect(missing.inNamespaces == ["A\\handler"])
        #expect(missing.inClasses == ["A\\B"])
        #expect(missing.elsewhere == [SourceSite(path: "/code/lib/other.php", place: SourcePlace(line: 1, column: 16))])
        #expect(missing.hasCode)
    }

    @Test func missingFileTellsWhatIsNear() throws {
        guard case .broken(.fileMissing(let missing)) = PHPTree(["Index.php": PHPForm.handler]).resolve() else {
            Issue.record("not missing")
            return
        }
        #expect(missing.otherCase == "/code/Index.php")
        #expect(missing.elsewhere.map(\.path) == ["/code/Index.php"])
    }

    @Test func attributeOnTheSameLineHidesTheFunctionFromOldVersions() throws {
        let tree = PHPTree(["index.php": "<?php\n#[A] function handler($e, $c) {}"])
        guard case .broken(.functionMissing(let missing)) = tree.resolve() else {
            Issue.record("not missing")
            return
        }
        #expect(missing.hiddenByAttribute == SourcePlace(line: 2, column: 1))
        #expect(tree.resolve(version: PHPVersion(8, 0)).short == "ok index.php:2")
    }
}
