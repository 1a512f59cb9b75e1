import SourceScanners
import Testing

/// A source and what the scanner must say of it.
struct PHPFixture: CustomTestStringConvertible, Sendable {
    let name: String
    let text: String
    /// Functions, nested functions, classes, includes, problems and features, in a short form.
    let facts: [String]

    var testDescription: String { name }

    init(_ name: String, _ text: String, _ facts: String...) {
        self.name = name
        self.text = text
        self.facts = facts
    }

    static let all: [PHPFixture] = [
        PHPFixture("function", "<?php\nfunction handler($event, $context) {}", "handler(event,context) 2-2 @2:10"),
        PHPFixture("default", "<?php function f($a, $b = [1, 2], $c = null) {}", "f(a,b,c) 1-3 @1:16"),
        PHPFixture("default before required", "<?php function f($a = 1, $b) {}", "f(a,b) 2-2 @1:16"),
        PHPFixture("variadic", "<?php function f($a, &...$rest) {}", "f(a,&rest) 1-* @1:16"),
        PHPFixture(
            "types", "<?php function f(string $e, ?array $c, A\\B &$d): ?string { return null; }", "f(e,c,&d) 3-3 @1:16"
        ),
        PHPFixture("returns reference", "<?php function &f($a) { static $x; return $x; }", "f(a) 1-1 @1:17"),
        PHPFixture("namespace", "<?php namespace A\\B; function f() {}", "A\\B\\f() 0-0 @1:31", "namespace A\\B"),
        PHPFixture(
            "namespace blocks", "<?php namespace A { function f() {} } namespace { function g() {} }",
            "A\\f() 0-0 @1:30", "g() 0-0 @1:60", "namespace A"),
        PHPFixture(
            "conditional", "<?php if (!function_exists('f')) { function f($a) {} }", "if f(a) 1-1 @1:45"),
        PHPFixture(
            "alternative syntax", "<?php if (true): function f() {} else: function g() {} endif; function h() {}",
            "if f() 0-0 @1:27", "if g() 0-0 @1:49", "h() 0-0 @1:72"),
        PHPFixture(
            "function in function", "<?php function f() { function g() {} }", "f() 0-0 @1:16", "in f: g() 0-0 @1:31"),
        PHPFixture("closure", "<?php $f = function ($a) use ($b): int { return 1; };"),
        PHPFixture("method", "<?php class A { static function f($a) {} abstract function g(); }", "class A: f(a) g()"),
        PHPFixture(
            "class constant and anonymous class",
            "<?php class A {} $x = A::class; $y = new class(1) extends A { function h() {} }; function f() {}",
            "class A:", "f() 0-0 @1:91"),
        PHPFixture(
            "interface and trait", "<?php interface I { function a(); } trait T { function b() {} }",
            "interface I: a()",
            "trait T: b()"),
        PHPFixture(
            "comments", "<?php // function a() {}\n# function b() {}\n/* function c() {} */ function d() {}",
            "d() 0-0 @3:32"),
        PHPFixture("comment ended by tag", "<?php // x ?>function a() {}<?php function b() {}", "b() 0-0 @1:44"),
        PHPFixture("strings", "<?php $a = 'function f() {} \\' {'; $b = \"function g(\\\" {\"; $c = `x {`;"),
        PHPFixture(
            "code in strings",
            "<?php $v = ['a' => 1]; $s = \"{$v[\"a\"]} function h( ${v} {$f(\"}\")}\"; function f() {}",
            "f() 0-0 @1:78"),
        PHPFixture("heredoc", "<?php $a = <<<EOT\nfunction f() {} \" ' {\nEOT;\nfunction g() {}", "g() 0-0 @4:10"),
        PHPFixture(
            "heredoc with code", "<?php $a = <<<\"EOT\"\n{$a['b']} $x \\{\nEOT;\nfunction g() {}", "g() 0-0 @4:10"),
        PHPFixture("nowdoc", "<?php $a = <<<'EOT'\n{$a ${ \\\nEOT;\nfunction g() {}", "g() 0-0 @4:10"),
        PHPFixture("empty heredoc", "<?php $a = <<<E\nE;\nfunction g() {}", "g() 0-0 @3:10"),
        PHPFixture(
            "flexible heredoc", "<?php f(<<<EOT\n  text EOT EOTx\n  EOT, 1);\nfunction g() {}", "g() 0-0 @4:10",
            "flexibleHeredoc 7.3 @1:9"),
        PHPFixture("text outside tags", "function f() {}", "leading text"),
        PHPFixture(
            "text around tags", "<html><?php function f() {} ?></html>\n<? function g() {} ?>", "leading text",
            "f() 0-0 @1:22", "g() 0-0 @2:13", "short tag @2:1"),
        PHPFixture("short echo", "<?= 1 ?><?php function f() {}", "f() 0-0 @1:24"),
        PHPFixture("blank before tag", "\n<?php function f() {}", "leading blank", "f() 0-0 @2:16"),
        PHPFixture("byte order mark", "\u{FEFF}<?php function f() {}", "leading byteOrderMark", "f() 0-0 @1:17"),
        PHPFixture(
            "casts", "<?php $a = (int) $b . (string)$c . (object) ['a' => (float)1]; function f() {}", "f() 0-0 @1:73"),
        PHPFixture(
            "imported function", "<?php use function A\\f; use A\\{function g, const H}; function h() {}",
            "h() 0-0 @1:63"),
        PHPFixture(
            "words as names",
            "<?php class A { const FUNCTION = 1; function class() {} function include() {} }\n$a->function(); A::include();",
            "class A: class() include()"),
        PHPFixture(
            "includes",
            "<?php\nrequire __DIR__ . '/a.php';\nrequire_once(dirname(__FILE__) . \"/b.php\");\n@include 'c.php';\nif ($x) include_once $y;",
            "require beside /a.php certain", "require beside /b.php certain", "include literal c.php certain",
            "include dynamic"),
        PHPFixture(
            "parent folder and composer",
            "<?php $r = require dirname(__DIR__) . '/x' . '.php'; require 'vendor/autoload.php';",
            "require beside /../x.php certain", "require composer literal vendor/autoload.php certain"),
        PHPFixture(
            "include after return", "<?php if ($a) { return; } require 'x.php'; function f() { include 'y.php'; }",
            "require literal x.php", "f() 0-0 @1:53", "include literal y.php in function"),
        PHPFixture("halted", "<?php function f() {} __halt_compiler(); function { ( \"", "f() 0-0 @1:16"),
        PHPFixture(
            "7.4", "<?php class A { public ?int $x = 1; } $f = fn(int $a) => $a; $b ??= [...$c, 1_000];", "class A:",
            "typedProperty 7.4 @1:24", "arrowFunction 7.4 @1:44", "coalescingAssignment 7.4 @1:65",
            "spreadInArray 7.4 @1:70", "numericSeparator 7.4 @1:77"),
        PHPFixture(
            "8.0", "<?php\n$a = match($b) { 1 => 2 };\nf(name: $a?->b);\n#[A]\nfunction g(int|string $x,) {}",
            "g(x) 1-1 @5:10", "matchExpression 8.0 @2:6", "namedArgument 8.0 @3:3", "nullsafeOperator 8.0 @3:11",
            "attribute 8.0 @4:1", "unionType 8.0 @5:15", "trailingCommaInParameters 8.0 @5:25"),
        PHPFixture(
            "8.0 classes",
            "<?php class A { function __construct(private int $x = 1) {} }\ntry {} catch (E) {} $a = $b ?? throw new E; f(1,);",
            "class A: __construct(x)", "constructorPromotion 8.0 @1:38", "catchWithoutVariable 8.0 @2:8",
            "throwExpression 8.0 @2:32", "trailingCommaInCall 7.3 @2:48"),
        PHPFixture(
            "8.1",
            "<?php enum E: string { case A = 'a'; function f() {} } class B { public readonly int $x; } $f = g(...);",
            "enum E: f()", "class B:", "enumeration 8.1 @1:7", "readonlyProperty 8.1 @1:73", "typedProperty 7.4 @1:82",
            "firstClassCallable 8.1 @1:99"),
        PHPFixture(
            "7.2 that looks newer",
            "<?php class A { public function f(B $b) {} final protected static function array(C ...$c) {} }\n"
                + "$a = $x ? B : C; f($a ? B : C, ...$d); $e->array(...$d); $e->match($a); A::class; enum(); [$a, 1.5,];",
            "class A: f(b) array(c)"),
        PHPFixture("class of object", "<?php echo $a::class;", "classOfObject 8.0 @1:12"),
        PHPFixture("unclosed bracket", "<?php function f() {", "f() 0-0 @1:16", "unclosedBracket(\"{\") @1:20"),
        PHPFixture("unmatched bracket", "<?php function f() { ) }", "f() 0-0 @1:16", "unmatchedBracket(\")\") @1:22"),
        PHPFixture("unclosed string", "<?php\n$a = 'x;\n", "unclosedString @2:6"),
        PHPFixture("unclosed template", "<?php\n$a = \"x {$b;\n", "unclosedString @2:6"),
        PHPFixture("unclosed heredoc", "<?php $a = <<<A\nA1\n", "unclosedString @1:12"),
        PHPFixture(
            "unclosed comment", "<?php function f() {} /* function g() {}", "f() 0-0 @1:16", "unclosedComment @1:23"),
    ]
}

extension PHPModule {
    /// All facts in the short form of the fixtures.
    var short: [String] {
        var facts: [String] = []
        if let leadingText { facts.append("leading \(leadingText)") }
        facts += functions.map { ($0.isConditional ? "if " : "") + $0.short }
        facts += nested.map { "in \($0.holder ?? "?"): \($0.short)" }
        facts += classes.map { type in
            let methods = type.methods.map { "\($0.name)(\($0.parameters.short))" }
            return (["\(type.kind) \(type.fullName):"] + methods).joined(separator: " ")
        }
        facts += namespaces.map { "namespace \($0)" }
        facts += includes.map(\.short)
        if let shortTag { facts.append("short tag @\(shortTag)") }
        facts += features.map { "\($0.feature) \($0.feature.introduced) @\($0.place)" }
        facts += problems.map { "\($0.kind) @\($0.place)" }
        return facts
    }
}

extension PHPParameters {
    var short: String { list.map { ($0.isByReference ? "&" : "") + $0.name }.joined(separator: ",") }
}

extension PHPFunction {
    var short: String {
        "\(fullName)(\(parameters.short)) \(parameters.required)-\(parameters.maximum.map(String.init) ?? "*") @\(place)"
    }
}

extension PHPInclude {
    var short: String {
        let path: String
        switch target {
        case .besideFile(let rest): path = "beside \(rest)"
        case .literal(let text): path = "literal \(text)"
        case .dynamic: path = "dynamic"
        }
        return (isRequire ? "require " : "include ") + (isComposer ? "composer " : "") + path
            + (isCertain ? " certain" : "") + (isInFunction ? " in function" : "")
    }
}
