/// Functions whose packages, rather than their code, are right or wrong.
let packageCorpus: [CorpusCase] = secretCorpus + wrappingCorpus

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
