/// Sources in the languages that are scanned, with the words that change what a scanner is in the middle of.
enum TextSeeds {
    static let python = [
        Seed(text: pythonHandler, words: pythonWords), Seed(text: pythonTricks, words: pythonWords),
    ]
    static let javaScript = [
        Seed(text: commonJS, words: javaScriptWords), Seed(text: esModule, words: javaScriptWords),
    ]
    static let php = [Seed(text: phpHandler, words: phpWords)]
    static let packageFile = [
        Seed(
            text: """
                {"name": "x", "version": "1.0.0", "type": "module", "main": "./lib/a.js", "exports": {".": {"import": "./a.mjs",
                "require": ["./a.cjs", null], "default": "./a.js"}, "./sub/*": "./src/*.js"}, "n": -1.5e10, "u": "\\ud83d\\ude00"}
                """,
            words: [
                "{", "}", "[", "]", "\"", "\\u", "\\ud800", ":", ",", "null", "1e999", "-", "\u{FEFF}", "{\"a\":", "[[",
            ])
    ]
    static let script = [
        Seed(
            text: "#!/bin/bash\nexec true\n", words: ["#!", "\r", "\n", "\0", " ", "\t", "\u{FEFF}", "/usr/bin/env "]),
        Seed(text: "\u{FEFF}#! /usr/bin/env -S python3 -u\r\nprint(1)\r\n", words: ["#!", "\r", "\n"]),
    ]

    private static let pythonHandler = """
        # -*- coding: utf-8 -*-
        import os, sys
        sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'lib'))
        from . import other
        from .other import (a as b, c,)
        try:
            import json
        except ImportError:
            json = None

        @decorate(1, x=[2])
        async def later(event: dict, /, context=None, *rest, key, **more) -> str:
            yield f'{event["a"]!r:>{10}} {{}}'

        class Handler(Base, metaclass=Meta):
            '''Doc.'''
            def __call__(self, event, context): return lambda *a: (yield)
            @classmethod
            def run(cls, event, context):
                global handler
                handler = cls()

        if __name__ == "__main__":
            main()
        elif True:
            handler = Handler().run if x else (y := lambda e, c: 1)
        handler = handler or Handler.run
        __all__ = ["handler", *other.__all__]

        """
    private static let pythonTricks = """
        match event:
            case {"a": [1, *_], **rest} if rest: handler = print
            case _: pass
        type X[T: int] = list[T]
        def outer():
        \tdef handler(e, c):
        \t    return r'\\\\' + b"\\x00" + '''a
        b''' \\
              + 0x_ff + 1_0.0e-5j
        with (open("a") as f, open("b")): handler = outer; del outer
        globals()["handler"] = 1; exec("x")
        from m import *

        """
    private static let pythonWords = [
        "(", ")", "[", "]", "{", "}", "'", "\"", "'''", "\"\"\"", "f'{", "rb'", "\\", "\n", "\r", "\t", "    ", ":",
        ";",
        "#", "@", "lambda ", "def f(", "class A:", "async ", "await ", "if x:\n", "else:", "match x:\n", "case ", "*",
        "**",
        ":=", "->", "handler", "handler = ", "from index import handler\n", "import ", "\0", "\u{FEFF}", "\u{C}", "0x",
        "1e",
        "type X = ", "print \"python 2\"\n", "raise E, \"x\"\n", "try:\n", "except* E:", "yield ", "global handler\n",
        "del handler\n", "not ", "-", "\u{E9}",
        "\u{201C}",
    ]

    private static let commonJS = """
        #!/usr/bin/env node
        'use strict';
        var __exportStar = (this && this.__exportStar) || function (m, e) { for (var p in m) e[p] = m[p]; };
        Object.defineProperty(exports, "__esModule", { value: true });
        exports.handler = exports.init = void 0;
        const { a, b: [c = 1, ...d] } = require('./lib'), fs = require("fs");
        module.exports = { handler, async init(context, callback) { callback(null, ''); }, get x() { return /[/\\]]/g; }, ...a };
        module.exports.handler = async (event, context) => `a ${b ? `n${c}` : /re/.test(d)} b`;
        Object.assign(exports, { other: require('./other').y });
        exports["pre" + "Stop"] = function* (ctx) { yield a?.b ?? c ** 2; };
        class Handler extends Base { static #p = 1; static handler(e, c) { return this.#p; } }
        (function (root) { root.handler = Handler.handler; })(exports);
        if (a) label: for (const x of a) { continue label } else try { x } catch { y } finally { }
        <!-- html
        --> html
        a = b / c / d; e = a++ / 2; f = (g) / h; i = { } / 1

        """
    private static let esModule = """
        import d, * as ns from './ns.mjs';
        import { a as b, default as c } from "pkg";
        import data from './x.json' with { type: 'json' };
        export { b as handler, c as "string name" };
        export * from './all.js'; export * as all from './all.js';
        export default class { static { x = 1; } }
        export const init = async (event, context) => { const m = await import('./later.mjs'); }, [x, { y }] = z;
        export async function* handler2({ a, b }, ...rest) { for await (const q of rest) yield q; }
        const r = 1_000n, s = a ||= b, t = import.meta.url, v = /(?<n>a)\\/[^\\\\]/u;

        """
    private static let javaScriptWords = [
        "(", ")", "[", "]", "{", "}", "'", "\"", "`", "${", "/", "/*", "*/", "//", "\\", "\n", "\r", "\u{2028}", ";",
        ",", ":",
        "=>", "?.", "??", "=", "function ", "class ", "async ", "await ", "export ", "export default ", "import ",
        "import(",
        "exports.handler = ", "module.exports = ", "exports = ", "require('./index')", "return ", "throw ", "...", "#",
        "@", "<!--",
        "-->", "\0", "\u{FEFF}", "\\u{110000}", "\\u0061", "1e", "0x", "get ", "static ", "if (", "else ", "for (",
        "let ", "<div>",
    ]

    private static let phpHandler = """
        <html><?= $x ?>
        <?php
        declare(strict_types=1);
        namespace App { use Foo\\{A, B as C}; function inner($x) { return fn($y) => $y; } }
        namespace {
        require_once __DIR__ . '/lib/other.php';
        include 'x.php';
        #[Attribute]
        abstract class Handler extends Base implements I { use T; public static function run(?array $e, &...$c): ?string { return <<<"EOT"
            a {$e['x']} ${b} $c->d[1]
            EOT; } }
        if (!function_exists('handler')) { function handler($event, $context = null) { return <<<'X'
        raw
        X;
        } }
        $f = function () use ($x) { eval('1;'); };
        function &initialize($context): void { $s = "a\\x{$y}"; $t = `ls`; /* c */ // d
        # e ?> text <?php }
        }
        __halt_compiler(); data

        """
    private static let phpWords = [
        "<?php ", "<?", "?>", "<?=", "(", ")", "{", "}", "[", "]", "'", "\"", "`", "<<<X\n", "<<<'X'\n", "X;\n", "{$",
        "${", "$x",
        "\\", "\n", "\r", ";", "function ", "function handler(", "class A {", "namespace ", "namespace A;", "use ",
        "fn(", "#[", "#", "//",
        "/*", "*/", "if (", "include 'index.php';", "require ", "eval(", "__halt_compiler();", "\0", "\u{FEFF}",
        "match(", "?->", "enum ",
        "abstract ", "static ", "&", "...", "=",
    ]
}
