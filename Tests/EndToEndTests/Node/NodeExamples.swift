import Testing

/// Projects whose locks hold what locks can hold. Names are of packages that Debian has, or that `scripts/npm-registry` makes.
enum NodeExamples {
    struct Example: Sendable, CustomTestStringConvertible {
        var name: String
        /// Lines of package.json.
        var package: String
        var files: [String: String] = [:]
        /// Packages at least.
        var packages: Int

        var testDescription: String { name }
    }

    static let all = [nested, platforms, bundled, workspaces, large]

    /// Two versions of one package, an alias, programs, a package for development only that stays out.
    static let nested = Example(
        name: "nested",
        package: """
            "dependencies": {"express": "^4", "old-sender": "*", "mysql": "*", "yargs": "*", "lodash4": "npm:lodash@^4",
            "debug": "^2.6"}, "devDependencies": {"webpack": "*"}
            """,
        files: [
            "index.js": """
            const express = require('express');
            const _ = require('lodash4');
            exports.handler = async (event) => _.camelCase(typeof express + ' of ' + require('ms')('2s'));

            """
        ], packages: 80)

    /// Twins for platforms, programs of all kinds.
    static let platforms = Example(
        name: "platforms",
        package: """
            "dependencies": {"fast": "*", "not-windows": "*", "many-programs": "*", "@tools/teller": "*",
            "lost-program": "*"}
            """,
        packages: 6)

    /// Packages inside packages, and an override.
    static let bundled = Example(
        name: "bundled",
        package: """
            "dependencies": {"@carrier/outer": "*", "ajv": "*", "cliui": "*", "es-abstract": "*", "chokidar": "*"},
            "overrides": {"ms": "0.7.3"}
            """,
        packages: 50)

    /// Workspaces that need each other, and a folder.
    static let workspaces = Example(
        name: "workspaces",
        package: """
            "workspaces": ["packages/*"], "dependencies": {"ms": "0.7.3", "local-lib": "file:./lib"},
            "devDependencies": {"acorn": "*"}
            """,
        files: [
            "packages/a/package.json": """
            {"name": "@app/a", "version": "1.0.0", "dependencies": {"@app/b": "1.0.0", "ms": "^2", "semver": "*"},
            "devDependencies": {"uuid": "*"}, "bin": {"a-tool": "cli.js"}}
            """,
            "packages/a/cli.js": "#!/usr/bin/env node\nconsole.log(require('@app/b'));\n",
            "packages/a/index.js": "module.exports = require('@app/b') + require('ms')('1s');\n",
            "packages/b/package.json":
                #"{"name": "@app/b", "version": "1.0.0", "dependencies": {"debug": "^2"}}"#,
            "packages/b/index.js": "module.exports = 2;\n",
            "lib/package.json": #"{"name": "local-lib", "version": "1.0.0", "dependencies": {"bytes": "*"}}"#,
            "lib/index.js": "module.exports = require('bytes');\n",
            "index.js": "exports.handler = async () => require('@app/a') + require('local-lib')(1024);\n",
        ], packages: 6)

    /// More than four hundred packages.
    static let large = Example(
        name: "large",
        package: """
            "dependencies": {"express": "*", "webpack": "*", "undici": "*", "mysql": "*", "pg": "*", "yargs": "*",
            "axios": "*", "@babel/preset-env": "*", "tape": "*", "nyc": "*", "babel-preset-airbnb": "*"}
            """,
        files: [
            "index.js": """
            const express = require('express');
            const { Client } = require('pg');
            exports.handler = async () => [typeof express, typeof Client, typeof require('axios').get].join(' ');

            """
        ], packages: 400)
}
