/// Functions whose packages, rather than their code, are right or wrong.
let packageCorpus: [CorpusCase] = secretCorpus + wrappingCorpus + layerCorpus

private let handler = "def handler(event, context):\n    return event\n"
private let express = "exports.handler = (event, context, callback) => callback(null, event)\n"

private let secretCorpus: [CorpusCase] = [
    CorpusCase(
        name: "example of variables", runtime: "python3.10",
        files: ["index.py": handler, ".env.example": "DB_PASSWORD=change-me\n"]),
    CorpusCase(
        name: "variables with a password", runtime: "python3.10",
        files: ["index.py": handler, ".env": "DB_HOST=rm-1.mysql.rds.aliyuncs.com\nDB_PASSWORD=Abc123\n"],
        broken: "secret-in-package"),
    CorpusCase(
        name: "public SSH key", runtime: "custom.debian12", handler: "x",
        files: [
            "bootstrap": "#!/bin/bash\nexec python3 app.py\n", "app.py": "", "id_rsa.pub": "ssh-rsa AAAAB3 me@host\n",
        ],
        executable: ["bootstrap"]),
    CorpusCase(
        name: "private SSH key", runtime: "custom.debian12", handler: "x",
        files: [
            "bootstrap": "#!/bin/bash\nexec python3 app.py\n", "app.py": "",
            "id_rsa": MadeUp.key("OPENSSH PRIVATE KEY"),
        ],
        executable: ["bootstrap"], broken: "secret-in-package"),
    CorpusCase(
        name: "registry of npm", runtime: "nodejs16",
        files: ["index.js": express, ".npmrc": "registry=https://registry.npmmirror.com/\n"]),
    CorpusCase(
        name: "token of npm", runtime: "nodejs16",
        files: ["index.js": express, ".npmrc": "//registry.npmjs.org/:_authToken=npm_4bq8Zr3Tn\n"],
        broken: "secret-in-package"),
    CorpusCase(
        name: "certificates of a dependency", runtime: "python3.10",
        files: [
            "index.py": handler, "certifi/__init__.py": "", "certifi/cacert.pem": MadeUp.key("CERTIFICATE"),
            "certifi-2024.2.2.dist-info/RECORD": "certifi/__init__.py,,\ncertifi/cacert.pem,,\n",
        ]),
    CorpusCase(
        name: "private key of a server", runtime: "python3.10",
        files: ["index.py": handler, "conf/tls.key": MadeUp.key("PRIVATE KEY")], broken: "secret-in-package"),
    CorpusCase(
        name: "test keys of dependencies", runtime: "nodejs16",
        files: [
            "index.js": express, "node_modules/pem/index.js": "module.exports = 1\n",
            "node_modules/pem/test/server.key": MadeUp.key(),
        ]),
    CorpusCase(
        name: "AccessKey from the environment", runtime: "nodejs16",
        files: [
            "index.js": "const id = process.env.ACCESS_KEY_ID // LTAI4xxxxxxxxxxxxxxxx\n" + express
        ]),
    CorpusCase(
        name: "AccessKey in the code", runtime: "nodejs16",
        files: ["index.js": "const ak = { id: '\(MadeUp.keyID)', secret: '\(MadeUp.secret)' }\n" + express],
        broken: "secret-in-package"),
    CorpusCase(
        name: "AccessKey in a configuration file", runtime: "php7.2",
        files: [
            "index.php": "<?php\nfunction handler($event, $context) { return $event; }\n",
            "config.php": "<?php return ['ak' => '\(MadeUp.keyID)', 'sk' => '\(MadeUp.secret)'];\n",
        ], broken: "secret-in-package"),
    CorpusCase(
        name: "login of Serverless Devs", runtime: "python3.10",
        files: ["index.py": handler, ".s/access.yaml": "default:\n  AccountID: '123'\n"], broken: "secret-in-package"),
    CorpusCase(
        name: "login of the Alibaba Cloud CLI", runtime: "nodejs16",
        files: ["index.js": express, ".aliyun/config.json": "{\"current\": \"default\"}"],
        broken: "secret-in-package"),
    CorpusCase(
        name: "code that checks the form of keys", runtime: "python3.10",
        files: [
            "index.py":
                "HEAD = '-----BEGIN RSA PRIVATE KEY-----'\n\ndef handler(event, context):\n    return HEAD in event\n"
        ]),
    CorpusCase(
        name: "key of a service account", runtime: "python3.10",
        files: [
            "index.py": handler,
            "account.json": "{\n  \"type\": \"service_account\",\n  \"private_key\": \""
                + MadeUp.key("PRIVATE KEY", separator: "\\n") + "\\n\"\n}\n",
        ], broken: "secret-in-package"),
    CorpusCase(
        name: "secret in a layer", runtime: "python3.10", files: ["index.py": handler],
        layers: [["python/shared/__init__.py": "", "python/shared/id_ed25519": "key\n"]], broken: "secret-in-package"),
]

private let wrappingCorpus: [CorpusCase] = [
    CorpusCase(
        name: "Python in a folder too many", runtime: "python3.10",
        files: ["myproject/index.py": handler, "myproject/util.py": ""], broken: "wrapping-folder"),
    CorpusCase(
        name: "Python with a source folder", runtime: "python3.10", handler: "src/index.handler",
        files: ["src/index.py": handler, "README.md": "# text\n"]),
    CorpusCase(
        name: "Node.js in a folder too many", runtime: "nodejs16",
        files: ["myproject/index.js": express, "myproject/package.json": "{}"], broken: "wrapping-folder"),
    CorpusCase(
        name: "Node.js with a build folder", runtime: "nodejs16", handler: "dist/index.handler",
        files: ["dist/index.js": express]),
    CorpusCase(
        name: "PHP in a folder too many", runtime: "php7.2",
        files: ["code/index.php": "<?php\nfunction handler($event, $context) { return $event; }\n"],
        broken: "wrapping-folder"),
    CorpusCase(
        name: "PHP at the root", runtime: "php7.2",
        files: ["index.php": "<?php\nfunction handler($event, $context) { return $event; }\n"]),
    CorpusCase(
        name: "bootstrap in a folder too many", runtime: "custom.debian12", handler: "x",
        files: ["app/bootstrap": "#!/bin/bash\nsleep 1\n"], executable: ["app/bootstrap"], broken: "bootstrap-missing"),
]

private func wheel(_ name: String, _ version: String, in folder: String) -> [String: String] {
    [
        "\(folder)\(name)/__init__.py": "__version__ = '\(version)'\n",
        "\(folder)\(name)-\(version).dist-info/METADATA": "Name: \(name)\nVersion: \(version)\n",
        "\(folder)\(name)-\(version).dist-info/RECORD":
            "\(name)/__init__.py,,\n\(name)-\(version).dist-info/METADATA,,\n\(name)-\(version).dist-info/RECORD,,\n",
    ]
}

private func module(_ name: String, _ version: String) -> [String: String] {
    [
        "nodejs/node_modules/\(name)/package.json": "{\"name\": \"\(name)\", \"version\": \"\(version)\"}",
        "nodejs/node_modules/\(name)/index.js": "exports.version = '\(version)'\n",
    ]
}

private let layerCorpus: [CorpusCase] = [
    CorpusCase(
        name: "two layers side by side", runtime: "python3.10", files: ["index.py": handler],
        layers: [wheel("six", "1.16.0", in: "python/"), wheel("idna", "3.7", in: "python/")]),
    CorpusCase(
        name: "one distribution in two layers, same version", runtime: "python3.10", files: ["index.py": handler],
        layers: [
            wheel("six", "1.16.0", in: "python/"),
            wheel("six", "1.16.0", in: "python/").merging(["bin/tool.txt": "x"]) { first, _ in first },
        ]),
    CorpusCase(
        name: "one distribution in two layers, two versions", runtime: "python3.10", files: ["index.py": handler],
        layers: [wheel("six", "1.16.0", in: "python/"), wheel("six", "1.15.0", in: "python/")], broken: "layer-shadow"),
    CorpusCase(
        name: "newer version in the code", runtime: "python3.10",
        files: wheel("six", "1.17.0", in: "").merging(["index.py": handler]) { first, _ in first },
        layers: [wheel("six", "1.16.0", in: "python/")]),
    CorpusCase(
        name: "own files in two layers", runtime: "nodejs16", files: ["index.js": express],
        layers: [["lib/a.txt": "1"], ["lib/b.txt": "2"]]),
    CorpusCase(
        name: "one npm package in two layers, two versions", runtime: "nodejs16", files: ["index.js": express],
        layers: [module("lodash", "4.17.20"), module("lodash", "4.17.21")], broken: "layer-shadow"),
    CorpusCase(
        name: "one npm package in two layers, same version", runtime: "nodejs16", files: ["index.js": express],
        layers: [module("lodash", "4.17.21"), module("lodash", "4.17.21").merging(["x.txt": ""]) { first, _ in first }]),
    CorpusCase(
        name: "a zip inside the zip", runtime: "python3.10",
        files: ["index.py": handler, "data/archive.zip": "PK", "data/model.txt": "x"]),
    CorpusCase(
        name: "test key of the project itself", runtime: "python3.10",
        files: ["index.py": handler, "tests/fixtures/server.key": MadeUp.key()]),
    CorpusCase(
        name: "stage file of variables", runtime: "nodejs16",
        files: ["index.js": express, "config/.env.production": "JWT_SECRET=8f14e45fceea167a\n"],
        broken: "secret-in-package"),
    CorpusCase(
        name: "login of git", runtime: "custom.debian10", handler: "x",
        files: ["bootstrap": "#!/bin/bash\nsleep 1\n", ".git-credentials": "https://me:pass@codeup.aliyun.com\n"],
        executable: ["bootstrap"], broken: "secret-in-package"),
]
