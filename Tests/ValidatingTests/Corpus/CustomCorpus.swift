/// Functions of custom runtimes, working and broken in pairs. Forms: fc-facts 1.2, 4.1 and 8; templates of devsapp/start-fc.
let customCorpus: [CorpusCase] = customStartCorpus + customListenCorpus

private let flask = """
    from flask import Flask
    app = Flask(__name__)

    @app.route("/", methods=["GET", "POST"])
    def index():
        return "ok"

    """
private let nodeServer = """
    const http = require('http');
    const app = http.createServer((request, response) => response.end('ok'));

    """
private let httpServer = """
    from http.server import BaseHTTPRequestHandler, HTTPServer

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()

    """
private let debian10Path = "/var/fc/lang/nodejs20/bin:/var/fc/lang/python3.10/bin:/usr/local/bin:/usr/bin:/bin:/opt/bin"

/// One function of a custom runtime; scripts named `bootstrap` are executable.
private func custom(
    _ name: String, on runtime: String = "custom.debian12", _ files: [String: String], command: [String] = [],
    environment: [String: String] = [:], port: Int? = nil, layers: [[String: String]] = [],
    executable: Set<String> = ["bootstrap"], broken: String? = nil
) -> CorpusCase {
    CorpusCase(
        name: name, runtime: runtime, handler: "not-used", environment: environment, command: command, port: port,
        files: files, executable: executable, layers: layers, broken: broken)
}

private let customStartCorpus: [CorpusCase] = [
    custom("script as bootstrap", ["bootstrap": "#!/bin/bash\nexec python3 server.py\n", "server.py": ""]),
    custom(
        "script without the bit", ["bootstrap": "#!/bin/bash\nexec ./x\n"], executable: [], broken: "not-executable"),
    custom("bootstrap saved on Windows", ["bootstrap": "#!/bin/bash\r\npython3 server.py\r\n"], broken: "script-crlf"),
    custom("bootstrap without first line", ["bootstrap": "python3 server.py\n"], broken: "script-shebang"),
    custom("bootstrap with byte order mark", ["bootstrap": "\u{FEFF}#!/bin/sh\n./x\n"], broken: "script-shebang"),
    custom("empty bootstrap", ["bootstrap": ""], broken: "script-shebang"),
    custom("env with a program", ["bootstrap": "#!/usr/bin/env python3\nprint(1)\n"]),
    custom("env with an option", ["bootstrap": "#!/usr/bin/env python3 -u\nprint(1)\n"], broken: "script-shebang"),
    custom("env -S on Debian 10", on: "custom.debian10", ["bootstrap": "#!/usr/bin/env -S bash -e\n:\n"]),
    custom(
        "env -S on Debian 9", on: "custom", ["bootstrap": "#!/usr/bin/env -S bash -e\n:\n"], broken: "script-shebang"),
    custom("env -S with a variable", ["bootstrap": "#!/usr/bin/env -S -i PATH=/bin bash -e\n:\n"]),
    custom("env alone", ["bootstrap": "#!/usr/bin/env\nprint(1)\n"], broken: "script-shebang"),
    custom(
        "interpreter in the package",
        ["bootstrap": "#!/code/run/sh\n:\n", "run/sh": "#!/bin/sh\nexec /bin/sh \"$@\"\n"],
        executable: ["bootstrap", "run/sh"]),
    custom("interpreter of another folder", ["bootstrap": "#!/code/bin/python\nx\n"], broken: "script-shebang"),
    custom(
        "interpreter without the bit", ["bootstrap": "#!/code/run/sh\n:\n", "run/sh": "#!/bin/sh\n:\n"],
        broken: "not-executable"),
    custom(
        "interpreter in a layer", ["bootstrap": "#!/opt/bin/run\n:\n"], layers: [["bin/run": "#!/bin/sh\n"]],
        broken: "not-executable"),
    custom("bootstrap in a folder", ["app/bootstrap": "#!/bin/sh\n"], broken: "bootstrap-missing"),
    custom("handler code only", ["index.py": "def handler(e, c): pass\n"], broken: "bootstrap-missing"),
    custom(
        "bootstrap of another name", ["start.sh": "#!/bin/sh\n:\n"], environment: ["BOOTSTRAP_FILE": "start.sh"],
        executable: ["start.sh"]),
    custom(
        "command with a script", ["app.py": flask + "app.run(host='0.0.0.0', port=9000)\n"],
        command: ["python3", "app.py"]),
    custom(
        "command with a missing script", ["main.py": flask], command: ["python3", "app.py"],
        broken: "command-target-missing"),
    custom(
        "command below a folder", ["bin/serve": "#!/bin/sh\n:\n"], command: ["./bin/serve"], executable: ["bin/serve"]),
    custom(
        "command in the wrong folder", ["bin/serve": "#!/bin/sh\n:\n"], command: ["./serve"],
        executable: ["bin/serve"], broken: "command-target-missing"),
    custom("jar", on: "custom", ["app.jar": "PK"], command: ["java", "-jar", "app.jar"]),
    custom(
        "jar in target/", on: "custom", ["target/app.jar": "PK"], command: ["java", "-jar", "app.jar"],
        broken: "command-target-missing"),
    custom(
        "node with PATH", on: "custom.debian10", ["bootstrap": "#!/bin/bash\nnode server.js\n", "server.js": ""],
        environment: ["PATH": debian10Path]),
    custom(
        "node without PATH", on: "custom.debian10", ["bootstrap": "#!/bin/bash\nnode server.js\n", "server.js": ""],
        broken: "env-path"),
    custom(
        "npm with PATH in the script", on: "custom.debian10",
        ["bootstrap": "#!/bin/bash\nexport PATH=/var/fc/lang/nodejs20/bin:$PATH\nnpm run start\n"]),
    custom(
        "npm in the command", on: "custom.debian10", ["package.json": "{}"], command: ["npm", "start"],
        broken: "env-path"),
    custom(
        "node by its path", on: "custom.debian10", ["server.js": ""],
        command: ["/var/fc/lang/nodejs20/bin/node", "server.js"]),
    custom(
        "node of a layer", on: "custom.debian11", ["bootstrap": "#!/bin/bash\nnode a.js\n", "a.js": ""],
        layers: [["bin/node": "#!/bin/sh\n"]]),
    custom("node on Debian 9", on: "custom", ["bootstrap": "#!/bin/bash\nnode server.js\n", "server.js": ""]),
]

private let customListenCorpus: [CorpusCase] = [
    custom(
        "flask on all addresses", ["app.py": flask + "app.run(host='0.0.0.0', port=9000)\n"],
        command: ["python3", "app.py"]),
    custom(
        "flask's own address", ["app.py": flask + "if __name__ == '__main__':\n    app.run(debug=True)\n"],
        command: ["python3", "app.py"], broken: "listen-address"),
    custom(
        "flask on another port", ["app.py": flask + "app.run(host='0.0.0.0', port=8080)\n"],
        command: ["python3", "app.py"], broken: "listen-address"),
    custom(
        "flask on the configured port", ["app.py": flask + "app.run(host='0.0.0.0', port=8080)\n"],
        command: ["python3", "app.py"], port: 8080),
    custom(
        "port from the environment",
        ["app.py": "import os\n" + flask + "app.run(host='0.0.0.0', port=int(os.environ.get('PORT', 8080)))\n"],
        command: ["python3", "app.py"]),
    custom(
        "http.server of Python", ["s.py": httpServer + "HTTPServer(('0.0.0.0', 9000), Handler).serve_forever()\n"],
        command: ["python3", "-u", "s.py"]),
    custom(
        "http.server on loopback", ["s.py": httpServer + "HTTPServer(('127.0.0.1', 9000), Handler).serve_forever()\n"],
        command: ["python3", "-u", "s.py"], broken: "listen-address"),
    custom(
        "uvicorn with address", ["main.py": "app = 1\n"],
        command: ["python3", "-m", "uvicorn", "main:app", "--host", "0.0.0.0", "--port", "9000"]),
    custom(
        "uvicorn without address", ["main.py": "app = 1\n"],
        command: ["python3", "-m", "uvicorn", "main:app", "--port", "9000"], broken: "listen-address"),
    custom("gunicorn in a script", ["bootstrap": "#!/bin/bash\nset -e\nexec gunicorn -w 2 -b 0.0.0.0:9000 app:app\n"]),
    custom(
        "gunicorn on another port", ["bootstrap": "#!/bin/bash\nexec gunicorn -w 2 --bind 0.0.0.0:8000 app:app\n"],
        broken: "listen-address"),
    custom(
        "gunicorn's configuration", ["bootstrap": "#!/bin/bash\nexec gunicorn -c conf.py app:app\n", "conf.py": ""]),
    custom(
        "port of the environment in a script",
        ["bootstrap": "#!/bin/bash\nexec gunicorn -b 0.0.0.0:$FC_SERVER_PORT app:app\n"]),
    custom(
        "node on 9000", on: "custom", ["server.js": nodeServer + "app.listen(9000);\n"], command: ["node", "server.js"]),
    custom(
        "node on 3000", on: "custom", ["server.js": nodeServer + "app.listen(3000, () => console.log('up'));\n"],
        command: ["node", "server.js"], broken: "listen-address"),
    custom(
        "node with a constant", on: "custom",
        ["server.js": nodeServer + "const PORT = 9000;\nconst HOST = '0.0.0.0';\napp.listen(PORT, HOST);\n"],
        command: ["node", "server.js"]),
    custom(
        "node with another constant", on: "custom",
        ["server.js": nodeServer + "const PORT = 8080;\nconst HOST = '0.0.0.0';\napp.listen(PORT, HOST);\n"],
        command: ["node", "server.js"], broken: "listen-address"),
    custom(
        "node with a default port", on: "custom",
        ["server.js": nodeServer + "const port = process.env.FC_SERVER_PORT || 3000;\napp.listen(port);\n"],
        command: ["node", "server.js"]),
    custom(
        "node on localhost", on: "custom",
        ["server.js": "require('http').createServer((q, s) => s.end()).listen(9000, 'localhost');\n"],
        command: ["node", "server.js"], broken: "listen-address"),
    custom(
        "spring on 9000", on: "custom", ["app.jar": "PK"], command: ["java", "-Dserver.port=9000", "-jar", "app.jar"]),
    custom(
        "spring on 8080", on: "custom", ["app.jar": "PK"],
        command: ["java", "-jar", "app.jar", "--server.port=8080"], broken: "listen-address"),
    custom(
        "vapor in a script",
        ["bootstrap": "#!/bin/bash\n./Run serve --env production --hostname 0.0.0.0 --port 9000\n", "Run": "x"]),
    custom(
        "vapor on 8080",
        ["bootstrap": "#!/bin/bash\n./Run serve --env production --hostname 0.0.0.0 --port 8080\n", "Run": "x"],
        broken: "listen-address"),
    custom(
        "server of another port in the background",
        [
            "bootstrap": "#!/bin/bash\nredis-server --port 6379 &\npython3 app.py\n",
            "app.py": flask + "app.run('0.0.0.0', 9000)\n",
        ]),
    custom(
        "script that starts a source",
        [
            "bootstrap": "#!/bin/bash\ncd /code\nexec python3 -u app.py\n",
            "app.py": flask + "app.run('127.0.0.1', 9000)\n",
        ],
        broken: "listen-address"),
    custom(
        "php's server", on: "custom", ["bootstrap": "#!/bin/bash\nphp -S 0.0.0.0:9000 index.php\n", "index.php": ""]),
    custom(
        "php's server on localhost", on: "custom",
        ["bootstrap": "#!/bin/bash\nphp -S localhost:9000\n", "index.php": ""],
        broken: "listen-address"),
]
