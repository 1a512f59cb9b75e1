import BuildModel

private let handler = "exports.handler = (event, context, callback) => { callback(null, 'ok') }\n"
private let express = [
    "node_modules/express/package.json": #"{"name":"express","version":"4.18.2","main":"index.js"}"#,
    "node_modules/express/index.js": "module.exports = () => ({ listen() {} })\n",
]

private func with(_ files: [String: String], _ more: [String: String]) -> [String: String] {
    files.merging(more) { _, new in new }
}

/// Node.js functions: entry points, working and broken.
let nodeEntryCorpus: [CorpusCase] = [
    CorpusCase(name: "callback", runtime: "nodejs14", files: ["index.js": handler]),
    CorpusCase(
        name: "named otherwise", runtime: "nodejs14",
        files: ["index.js": "exports.main_handler = (event, context, callback) => { callback() }\n"],
        broken: "entry-symbol-missing"),
    CorpusCase(
        name: "async", runtime: "nodejs20",
        files: ["index.js": "exports.handler = async (event, context) => ({ statusCode: 200 })\n"]),
    CorpusCase(
        name: "async without callback", runtime: "nodejs16",
        files: ["index.js": "exports.handler = async (event, context) => ({ statusCode: 200 })\n"],
        broken: "callback-never-called"),
    CorpusCase(
        name: "async with callback", runtime: "nodejs16",
        files: ["index.js": "exports.handler = async (event, context, callback) => { callback(null, 'x') }\n"]),
    CorpusCase(
        name: "callback forgotten", runtime: "nodejs12",
        files: ["index.js": "exports.handler = function (event, context) {\n  console.log('done')\n}\n"],
        broken: "callback-never-called"),
    CorpusCase(
        name: "callback handed on", runtime: "nodejs12",
        files: [
            "index.js": """
            const run = require('./run')
            exports.handler = function (event, context, done) { run(event, done) }

            """, "run.js": "module.exports = (event, done) => setTimeout(() => done(null, event), 1)\n",
        ]),
    CorpusCase(
        name: "ES module", runtime: "nodejs18",
        files: [
            "index.mjs":
                "import { readFile } from 'node:fs/promises'\nexport const handler = async () => readFile('x')\n"
        ]
    ),
    CorpusCase(
        name: "ES module on an old runtime", runtime: "nodejs16",
        files: ["index.mjs": "export const handler = async (event, context) => 'x'\n"], broken: "esm-mismatch"),
    CorpusCase(
        name: "type module", runtime: "nodejs20",
        files: [
            "package.json": #"{"type":"module"}"#,
            "index.js": "export async function handler(event) { return event }\n",
        ]
    ),
    CorpusCase(
        name: "type module with require", runtime: "nodejs20",
        files: [
            "package.json": #"{"type":"module"}"#,
            "index.js": "const fs = require('fs')\nexports.handler = async () => fs.readdirSync('/')\n",
        ], broken: "esm-mismatch"),
    CorpusCase(
        name: "type module on an old runtime", runtime: "nodejs14",
        files: ["package.json": #"{"type":"module"}"#, "index.js": handler], broken: "esm-mismatch"),
    CorpusCase(
        name: "export in a plain file", runtime: "nodejs18",
        files: ["index.js": "export const handler = async () => 'x'\n"], broken: "esm-mismatch"),
    CorpusCase(
        name: "export default", runtime: "nodejs20",
        files: ["index.mjs": "export default async function handler(event) { return event }\n"],
        broken: "entry-symbol-missing"),
    CorpusCase(
        name: "file in a folder", runtime: "nodejs20", handler: "src/main.handler",
        files: ["src/main.js": "module.exports = { handler: async () => 1 }\n"]),
    CorpusCase(
        name: "file elsewhere", runtime: "nodejs20", handler: "main.handler",
        files: ["src/main.js": "module.exports = { handler: async () => 1 }\n", "README.md": "x"],
        broken: "entry-file-missing"),
    CorpusCase(
        name: "TypeScript not compiled", runtime: "nodejs20",
        files: ["index.ts": "export const handler = async (event: Buffer) => event\n", "package.json": "{}"],
        broken: "entry-file-missing"),
    CorpusCase(
        name: "TypeScript compiled", runtime: "nodejs20",
        files: [
            "index.js": """
            "use strict";
            Object.defineProperty(exports, "__esModule", { value: true });
            exports.handler = void 0;
            const handler = async (event) => event;
            exports.handler = handler;

            """
        ]),
    CorpusCase(
        name: "folder zipped", runtime: "nodejs20",
        files: ["app/index.js": "exports.handler = async () => 1\n", "app/package.json": "{}"],
        broken: "wrapping-folder"),
    CorpusCase(
        name: "name in another case", runtime: "nodejs20", handler: "index.Handler",
        files: ["index.js": "exports.handler = async () => 1\n"], broken: "entry-symbol-missing"),
    CorpusCase(
        name: "exports overwritten", runtime: "nodejs20",
        files: ["index.js": "exports.handler = async () => 1\nmodule.exports = { other: 1 }\n"],
        broken: "entry-symbol-missing"),
    CorpusCase(
        name: "not a function", runtime: "nodejs20", files: ["index.js": "exports.handler = 'index.main'\n"],
        broken: "handler-not-callable"),
    CorpusCase(
        name: "generator", runtime: "nodejs20",
        files: ["index.js": "exports.handler = function* (event, context) { yield event }\n"],
        broken: "handler-generator"),
    CorpusCase(
        name: "HTTP handler under an FC 2 HTTP trigger", runtime: "nodejs14", trigger: .http,
        files: ["index.js": "exports.handler = (req, resp, context) => { resp.send('x') }\n"]),
    CorpusCase(
        name: "HTTP handler for events", runtime: "nodejs14",
        files: ["index.js": "exports.handler = (req, resp, context) => { resp.send('x') }\n"], broken: "handler-kind"),
    CorpusCase(
        name: "event handler under an FC 2 HTTP trigger", runtime: "nodejs14", trigger: .http,
        files: ["index.js": handler],
        broken: "handler-kind"),
    CorpusCase(
        name: "hooks", runtime: "nodejs14", initializer: "index.initialize", preStop: "index.preStop",
        files: [
            "index.js": handler + """
                exports.initialize = (context, callback) => { callback(null, '') }
                exports.preStop = function (context, callback) { callback() }

                """
        ]),
    CorpusCase(
        name: "hooks that are async", runtime: "nodejs20", initializer: "index.initialize",
        files: ["index.mjs": "export const handler = async () => 1\nexport const initialize = async (context) => {}\n"]),
    CorpusCase(
        name: "hook missing", runtime: "nodejs14", initializer: "index.init", files: ["index.js": handler],
        broken: "hook-missing"),
    CorpusCase(
        name: "hook with an event", runtime: "nodejs14", initializer: "index.initialize",
        files: [
            "index.js": handler + "exports.initialize = (event, context, callback) => { callback(null, '') }\n"
        ], broken: "hook-signature"),
    CorpusCase(
        name: "hook in another file", runtime: "nodejs20", initializer: "lib/hooks.initialize",
        files: [
            "index.js": "exports.handler = async () => 1\n",
            "lib/hooks.js": "exports.initialize = async context => { await 1 }\n",
        ]),
    CorpusCase(
        name: "syntax of a later version", runtime: "nodejs12",
        files: ["index.js": "exports.handler = (event, context, callback) => callback(null, event?.body)\n"],
        broken: "syntax-too-new"),
    CorpusCase(
        name: "syntax of its own version", runtime: "nodejs14",
        files: ["index.js": "exports.handler = (event, context, callback) => callback(null, event?.body)\n"]),
    CorpusCase(
        name: "bracket not closed", runtime: "nodejs20",
        files: ["index.js": "exports.handler = async (event, context => {\n  return 1\n}\n"], broken: "syntax-error"),
    CorpusCase(
        name: "package.json with a comma too many", runtime: "nodejs20",
        files: ["index.js": "exports.handler = async () => 1\n", "package.json": "{\"name\": \"x\",}"],
        broken: "syntax-error"),
]

/// Node.js functions: what they ask for.
let nodeImportCorpus: [CorpusCase] = [
    CorpusCase(
        name: "package packed", runtime: "nodejs20",
        files: with(express, ["index.js": "const express = require('express')\nexports.handler = async () => 1\n"])),
    CorpusCase(
        name: "package declared, not packed", runtime: "nodejs20",
        files: [
            "index.js": "const express = require('express')\nexports.handler = async () => 1\n",
            "package.json": #"{"dependencies":{"express":"^4"}}"#,
        ], broken: "dependency-missing"),
    CorpusCase(
        name: "package in devDependencies", runtime: "nodejs20",
        files: [
            "index.js": "const _ = require('lodash')\nexports.handler = async () => _.VERSION\n",
            "package.json": #"{"devDependencies":{"lodash":"^4"}}"#,
        ], broken: "dependency-missing"),
    CorpusCase(
        name: "package in a layer", runtime: "nodejs16",
        files: ["index.js": "const express = require('express')\n" + handler],
        layers: [Dictionary(uniqueKeysWithValues: express.map { ("nodejs/" + $0.key, $0.value) })]),
    CorpusCase(
        name: "package at the root of a layer", runtime: "nodejs16",
        files: ["index.js": "const express = require('./lib')\n" + handler, "lib.js": "require('express')\n"],
        layers: [["express/index.js": "module.exports = 1\n"]], broken: "dependency-missing"),
    CorpusCase(
        name: "ES module with a package in a layer", runtime: "nodejs20",
        files: ["index.mjs": "import express from 'express'\nexport const handler = async () => express\n"],
        layers: [Dictionary(uniqueKeysWithValues: express.map { ("nodejs/" + $0.key, $0.value) })],
        broken: "esm-mismatch"),
    CorpusCase(
        name: "createRequire for a package in a layer", runtime: "nodejs20",
        files: [
            "index.mjs": """
            import { createRequire } from 'module'
            const require = createRequire(import.meta.url)
            const express = require('express')
            export const handler = async () => express

            """
        ], layers: [Dictionary(uniqueKeysWithValues: express.map { ("nodejs/" + $0.key, $0.value) })]),
    CorpusCase(
        name: "preinstalled", runtime: "nodejs12",
        files: ["index.js": "const OSS = require('ali-oss')\nconst getRawBody = require('raw-body')\n" + handler]),
    CorpusCase(
        name: "tried", runtime: "nodejs20",
        files: [
            "index.js": "let dd\ntry { dd = require('dd-trace') } catch (e) {}\nexports.handler = async () => dd\n"
        ]),
    CorpusCase(
        name: "asked for under a condition", runtime: "nodejs20",
        files: [
            "index.js": """
            if (process.env.DEBUG) { require('source-map-support').install() }
            exports.handler = async () => { return require('./only-sometimes') }

            """
        ]),
    CorpusCase(
        name: "relative file", runtime: "nodejs20",
        files: [
            "index.js": "exports.handler = require('./src').handler\n",
            "src/index.js": "const config = require('../config')\nexports.handler = async () => config\n",
            "config.json": "{\"a\": 1}",
        ]),
    CorpusCase(
        name: "relative file missing", runtime: "nodejs20",
        files: ["index.js": "const client = require('./client')\nexports.handler = async () => client\n"],
        broken: "dependency-missing"),
    CorpusCase(
        name: "relative file missing behind another", runtime: "nodejs20",
        files: [
            "index.js": "const a = require('./a')\nexports.handler = async () => a\n",
            "a.js": "module.exports = require('./lib/b')\n",
        ], broken: "dependency-missing"),
    CorpusCase(
        name: "relative file in another case", runtime: "nodejs20",
        files: [
            "index.js": "const a = require('./Client')\nexports.handler = async () => a\n",
            "client.js": "module.exports = 1\n",
        ], broken: "dependency-missing"),
    CorpusCase(
        name: "import without ending", runtime: "nodejs18",
        files: [
            "index.mjs": "import { a } from './a'\nexport const handler = async () => a\n",
            "a.mjs": "export const a = 1\n",
        ], broken: "dependency-missing"),
    CorpusCase(
        name: "import with ending", runtime: "nodejs18",
        files: [
            "index.mjs": "import { a } from './a.mjs'\nexport const handler = async () => a\n",
            "a.mjs": "export const a = 1\n",
        ]),
    CorpusCase(
        name: "import of a folder", runtime: "nodejs20",
        files: [
            "package.json": #"{"type":"module"}"#, "index.js": "import './lib'\nexport const handler = async () => 1\n",
            "lib/index.js": "export {}\n",
        ], broken: "dependency-missing"),
    CorpusCase(
        name: "JSON with a comment", runtime: "nodejs20",
        files: [
            "index.js": "const c = require('./c.json')\nexports.handler = async () => c\n", "c.json": "{\n // x\n}\n",
        ], broken: "syntax-error"),
    CorpusCase(
        name: "built-in module of a later version", runtime: "nodejs12",
        files: ["index.js": "const fs = require('fs/promises')\n" + handler], broken: "dependency-missing"),
    CorpusCase(
        name: "built-in modules", runtime: "nodejs14",
        files: ["index.js": "const fs = require('fs/promises'), p = require('node:path')\n" + handler]),
    CorpusCase(
        name: "ES module package with require", runtime: "nodejs18",
        files: [
            "index.js": "const fetch = require('node-fetch')\nexports.handler = async () => fetch('x')\n",
            "node_modules/node-fetch/package.json":
                #"{"name":"node-fetch","version":"3.3.2","type":"module","main":"./src/index.js"}"#,
            "node_modules/node-fetch/src/index.js": "export default function fetch() {}\n",
        ], broken: "esm-mismatch"),
    CorpusCase(
        name: "ES module package with import()", runtime: "nodejs18",
        files: [
            "index.js": "exports.handler = async () => (await import('node-fetch')).default('x')\n",
            "node_modules/node-fetch/package.json":
                #"{"name":"node-fetch","version":"3.3.2","type":"module","main":"./src/index.js"}"#,
            "node_modules/node-fetch/src/index.js": "export default function fetch() {}\n",
        ]),
    CorpusCase(
        name: "exports map", runtime: "nodejs20",
        files: [
            "index.mjs": "import a from 'a'\nimport b from 'a/b'\nexport const handler = async () => [a, b]\n",
            "node_modules/a/package.json":
                #"{"name":"a","exports":{".":{"require":"./a.cjs","default":"./a.mjs"},"./*":"./lib/*.mjs"}}"#,
            "node_modules/a/a.mjs": "export default 1\n", "node_modules/a/lib/b.mjs": "export default 2\n",
        ]),
    CorpusCase(
        name: "path that exports leave out", runtime: "nodejs20",
        files: [
            "index.js": "const b = require('a/lib/b')\nexports.handler = async () => b\n",
            "node_modules/a/package.json": #"{"name":"a","exports":"./a.js"}"#,
            "node_modules/a/a.js": "module.exports = 1\n", "node_modules/a/lib/b.js": "module.exports = 2\n",
        ], broken: "dependency-missing"),
    CorpusCase(
        name: "imports map", runtime: "nodejs20",
        files: [
            "package.json": ##"{"type":"module","imports":{"#db":"./src/db.js"}}"##,
            "index.js": "import db from '#db'\nexport const handler = async () => db\n",
            "src/db.js": "export default 1\n",
        ]),
    CorpusCase(
        name: "package whose file was left out", runtime: "nodejs14",
        files: [
            "index.js": "const a = require('a')\n" + handler,
            "node_modules/a/package.json": #"{"name":"a","main":"lib/a.js"}"#, "node_modules/a/README.md": "x",
        ], broken: "dependency-missing"),
    CorpusCase(
        name: "modules on a disk", runtime: "nodejs16", environment: ["NODE_PATH": "/mnt/auto/node_modules"],
        files: ["index.js": "const x = require('puppeteer')\n" + handler]),
    CorpusCase(
        name: "webpack bundle", runtime: "nodejs16",
        files: [
            "index.js": """
            (() => {
              var __webpack_modules__ = { 42: (module) => { module.exports = require("aws-sdk"); } };
              module.exports.handler = (event, context, callback) => callback(null, 1);
            })();

            """
        ]),
    CorpusCase(
        name: "server of a custom runtime", runtime: "custom.debian10", handler: "x",
        command: ["/var/fc/lang/nodejs20/bin/node", "server.js"],
        files: with(express, ["server.js": "require('express')().listen(9000)\n"])),
    CorpusCase(
        name: "bootstrap that starts a server without its package", runtime: "custom", handler: "x",
        files: ["bootstrap": "#!/bin/bash\nset -e\nexec node server.js\n", "server.js": "require('koa')\n"],
        executable: ["bootstrap"], broken: "dependency-missing"),
    CorpusCase(
        name: "bootstrap that names a folder of modules", runtime: "custom", handler: "x",
        files: [
            "bootstrap": "#!/bin/bash\nexport NODE_PATH=/mnt/nas/node_modules\nexec node server.js\n",
            "server.js": "require('koa')\n",
        ], executable: ["bootstrap"]),
    CorpusCase(
        name: "server of a custom runtime without its package", runtime: "custom.debian10", handler: "x",
        command: ["/var/fc/lang/nodejs20/bin/node", "server.js"],
        files: ["server.js": "require('express')().listen(9000)\n"],
        broken: "dependency-missing"),
]
