import BuildModel

/// PHP functions, working and broken.
let phpCorpus: [CorpusCase] = phpWorking + phpBroken

private func php(
    _ name: String, _ files: [String: String], handler: String = "index.handler", initializer: String? = nil,
    preStop: String? = nil, isHTTP: Bool = false, layers: [[String: String]] = [], broken: String? = nil
) -> CorpusCase {
    CorpusCase(
        name: name, runtime: "php7.2", handler: handler, initializer: initializer, preStop: preStop,
        trigger: isHTTP ? .http : .event, files: files, layers: layers, broken: broken)
}

private let plain = "<?php\nfunction handler($event, $context) {\n    return $event;\n}\n"
/// The handler without its tag.
private let handlerAlone = "function handler($event, $context) {\n    return $event;\n}\n"
private let autoload = "<?php\nreturn require_once __DIR__ . '/composer/autoload_real.php';\n"

private let phpWorking: [CorpusCase] = [
    php("plain handler", ["index.php": plain]),
    php(
        "logging and JSON",
        [
            "index.php": """
            <?php
            /* To enable the initializer feature
            function initialize($context) {
                echo 'initializing';
            }
            */
            function handler($event, $context)
            {
                $logger = $GLOBALS['fcLogger'];
                $logger->info('hello world');
                $data = json_decode($event, $assoc = true);
                return json_encode(["bucket" => $data["events"][0]["oss"]["bucket"]["name"] ?? null]);
            }
            """
        ]),
    php("names ignore case", ["index.php": "<?php function Handler($event, $context) { return 1; }"]),
    php("file in a folder", ["src/index.php": plain], handler: "src/index.handler"),
    php("folder by dots", ["src/app/index.php": plain], handler: "src.app.index.handler"),
    php(
        "HTTP function",
        [
            "index.php": """
            <?php
            use RingCentral\\Psr7\\Response;
            function handler($request, $context): Response {
                $body = $request->getBody()->getContents();
                return new Response(200, ['content-type' => 'text/plain'], $body . $request->getMethod());
            }
            """
        ], isHTTP: true),
    php(
        "HTTP function with Composer and named otherwise",
        [
            "index.php": """
            <?php
            require __DIR__ . '/vendor/autoload.php';
            function handler($event, $context) { return new \\RingCentral\\Psr7\\Response(200, [], 'x'); }
            """, "vendor/autoload.php": autoload,
        ], isHTTP: true),
    php(
        "handler in an included file",
        [
            "index.php": "<?php\nrequire_once __DIR__ . '/lib/handler.php';\n",
            "lib/handler.php": plain,
        ]),
    php(
        "Composer beside the file",
        [
            "index.php": "<?php\nrequire_once __DIR__ . '/vendor/autoload.php';\nuse OSS\\OssClient;\n"
                + "function handler($event, $context) { return (string) new OssClient(); }\n",
            "vendor/autoload.php": autoload, "composer.json": "{}",
        ]),
    php(
        "Composer in a layer",
        ["index.php": "<?php\nrequire_once '/opt/php/vendor/autoload.php';\n" + handlerAlone],
        layers: [["php/vendor/autoload.php": autoload]]),
    php(
        "include path set by the code",
        [
            "index.php": "<?php\nset_include_path(get_include_path() . PATH_SEPARATOR . __DIR__ . '/lib');\n"
                + "require 'handler.php';\n", "lib/handler.php": plain,
        ]),
    php(
        "guarded include",
        [
            "index.php": "<?php\nif (file_exists(__DIR__ . '/local.php')) { require __DIR__ . '/local.php'; }\n"
                + handlerAlone
        ]),
    php(
        "hooks",
        [
            "index.php": "<?php\nfunction initialize($context) {}\nfunction preStop($context) {}\n" + handlerAlone
        ], initializer: "index.initialize", preStop: "index.preStop"),
    php(
        "hook in another file", ["index.php": plain, "hooks.php": "<?php function init($context) {}"],
        initializer: "hooks.init"),
    php("context left out", ["index.php": "<?php function handler($event) { return strtoupper($event); }"]),
    php("any number of arguments", ["index.php": "<?php function handler(...$args) { return $args[0]; }"]),
    php("declared if missing", ["index.php": "<?php if (!function_exists('handler')) { function handler($e, $c) {} }"]),
    php("bracketed global namespace", ["index.php": "<?php namespace { function handler($event, $context) {} }"]),
    php(
        "types that fit", ["index.php": "<?php function handler(string $event, array $context): string { return ''; }"]),
    php(
        "old syntax that PHP 8 refuses",
        ["index.php": "<?php function handler($event, $context) { $a = 'abc'; return $a{0}; }"]),
    php("heredoc and HTML", ["index.php": plain + "$x = <<<EOT\n function other( {\nEOT;\n?>\n<b>done</b>\n"]),
    php("CRLF and BOM", ["index.php": "\u{FEFF}<?php\r\nfunction handler($event, $context)\r\n{\r\n}\r\n"]),
    php(
        "request decoded from the event",
        [
            "index.php":
                "<?php function handler($request, $context) { $request = new Request($request); return $request->getMethod(); }"
        ]),
]

private let phpBroken: [CorpusCase] = [
    php("file named otherwise", ["app.php": plain], broken: "entry-file-missing"),
    php("file named in another case", ["Index.php": plain], broken: "entry-file-missing"),
    php("folder in the zip", ["shop/index.php": plain, "shop/composer.json": "{}"], broken: "wrapping-folder"),
    php("file of another language", ["index.py": "def handler(event, context): pass"], broken: "entry-file-missing"),
    php(
        "function named otherwise", ["index.php": "<?php function main_handler($event, $context) {}"],
        broken: "entry-symbol-missing"),
    php(
        "function in a namespace", ["index.php": "<?php\nnamespace App;\nfunction handler($event, $context) {}\n"],
        broken: "entry-symbol-missing"),
    php(
        "method of a class", ["index.php": "<?php\nclass App { public function handler($event, $context) {} }\n"],
        broken: "entry-symbol-missing"),
    php("closure", ["index.php": "<?php $handler = function ($event, $context) {};"], broken: "entry-symbol-missing"),
    php(
        "function of a file that is not included",
        ["index.php": "<?php echo 1;", "lib.php": plain], broken: "entry-symbol-missing"),
    php("no tag", ["index.php": "function handler($event, $context) {}"], broken: "entry-symbol-missing"),
    php(
        "hook that is not there", ["index.php": plain], initializer: "index.initialize", broken: "hook-missing"),
    php(
        "hook with the handler's parameters", ["index.php": plain + "function init($event, $context) {}\n"],
        initializer: "index.init", broken: "hook-signature"),
    php(
        "three parameters", ["index.php": "<?php function handler($event, $context, $callback) {}"],
        broken: "handler-signature"),
    php(
        "event as an array", ["index.php": "<?php function handler(array $event, $context) { return $event['a']; }"],
        broken: "handler-signature"),
    php(
        "handler of another platform", ["index.php": "<?php function handler($req, $resp, $context) {}"],
        broken: "handler-kind"),
    php(
        "request in an event function",
        [
            "index.php":
                "<?php use Psr\\Http\\Message\\ServerRequestInterface as Request;\n"
                + "function handler(Request $request, $context) { return $request->getMethod(); }"
        ], broken: "handler-kind"),
    php(
        "methods of a request in an event function",
        [
            "index.php":
                "<?php function handler($request, $context) { return json_encode($request->getQueryParams()); }"
        ], broken: "handler-kind"),
    php("event handler under an HTTP trigger", ["index.php": plain], isHTTP: true, broken: "handler-kind"),
    php(
        "arrow function", ["index.php": "<?php function handler($e, $c) { return array_map(fn($x) => $x, [1]); }"],
        broken: "syntax-too-new"),
    php(
        "match in an included file",
        [
            "index.php": "<?php require __DIR__ . '/lib.php';\n" + handlerAlone,
            "lib.php": "<?php function kind($x) { return match($x) { 1 => 'a', default => 'b' }; }",
        ], broken: "syntax-too-new"),
    php(
        "typed property", ["index.php": "<?php class A { public int $n = 0; }\n" + handlerAlone],
        broken: "syntax-too-new"),
    php(
        "bracket left open", ["index.php": "<?php function handler($event, $context) { return 1;"],
        broken: "syntax-error"
    ),
    php(
        "text before a namespace",
        ["index.php": "# shop\n<?php namespace { function handler($event, $context) {} } namespace A { }"],
        broken: "syntax-error"),
    php("text before the tag", ["index.php": "Shop handler\n" + plain], broken: "php-leading-output"),
    php(
        "Composer's folder not packed",
        ["index.php": "<?php require __DIR__ . '/vendor/autoload.php';\n" + handlerAlone, "composer.json": "{}"],
        broken: "dependency-missing"),
    php(
        "required file not packed",
        ["index.php": "<?php require_once 'config.php';\n" + handlerAlone], broken: "dependency-missing"),
]
