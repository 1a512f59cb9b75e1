import BuildModel

extension Explanations {
    /// What starting and calling a function says.
    static let invoking: [RuleDescription] = [
        RuleDescription(
            "start-exited", .error, "the function ends at its start",
            """
            The start command of a custom runtime must run a server that does not return. The message has the status and the
            last line that was printed; the hint has the number that Function Compute would report: 2 for a missing file or
            interpreter, 8 for a file of another format, 13 for missing rights, 127 for a command that was not found, 137 for
            SIGKILL.

            Wrong: `python3 -c 'print("hello")'`

            Right: `python3 server.py`, which serves until it is stopped

            Source: D/076
            """),
        RuleDescription(
            "start-no-port", .error, "the function does not listen on its port",
            """
            Function Compute waits 120 seconds for a connection to port 9000, or to `customRuntimeConfig.port`. A function
            that does not listen by then fails its health check. `--start-timeout` waits for a shorter time.

            Source: D/126, D/076
            """),
        RuleDescription(
            "start-other-port", .error, "the function listens on another port",
            """
            Function Compute calls port 9000, or `customRuntimeConfig.port`. The port is in the variable
            `FC_CUSTOM_LISTEN_PORT` as well.

            Wrong: `app.listen(8080)` without `port: 8080` in the manifest

            Right: `app.listen(process.env.FC_SERVER_PORT || 9000)`

            Source: D/126, D/FAQ 043
            """),
        RuleDescription(
            "start-on-loopback", .error, "the function listens on 127.0.0.1",
            """
            Function Compute calls from outside of the instance.

            Wrong: `HTTPServer(("127.0.0.1", 9000), Handler)`

            Right: `HTTPServer(("0.0.0.0", 9000), Handler)`

            Source: D/126, D/076
            """),
        RuleDescription(
            "exec-format", .error, "the start file is no program that an instance can start",
            """
            It must be an x86-64 program for Linux, or a script whose first line is `#!` and an interpreter.

            Wrong: a `bootstrap` that begins with `python3 app.py`

            Right: `#!/bin/bash` in the first line

            Source: D/FAQ 041, D/076
            """),
        RuleDescription(
            "memory-exceeded", .error, "the function takes more memory than it has",
            """
            It was ended when the memory of its processes, without the pages of files, passed `memorySize`. In the cloud it
            would end with status 137.

            Source: D/076
            """),
        RuleDescription(
            "initialize-failed", .error, "the initializer fails",
            """
            `POST /initialize` must be answered with 2xx. 400 and 404 count as failures, after 500 the instance is started
            again. The caller sees `InitializationError`.

            Source: D/060
            """),
        RuleDescription(
            "initialize-timeout", .error, "the initializer takes too long",
            """
            It is given the `timeout` of its hook, or 300 seconds, the most that the platform allows.

            Source: D/060, D/quota
            """),
        RuleDescription(
            "invoke-failed", .error, "the function reports a failure",
            """
            An event function reports one by the header `x-fc-status: 404`, with a status of 4xx or 5xx. Answers of HTTP
            triggers reach the caller as they are; only 5xx counts here.

            Source: D/108
            """),
        RuleDescription(
            "invoke-timeout", .error, "the function does not answer in time",
            """
            It is given the function's `timeout`, 3 seconds if none is set. In the cloud the instance is ended then.

            Source: D/quota, SDK3
            """),
        RuleDescription(
            "invoke-broken", .error, "the function gives no whole answer",
            """
            It ended while it was called, or closed the connection, or answered with something that is not HTTP. The caller
            would see `Process exited unexpectedly before completing request`.

            Source: D/FAQ 062, D/092 to D/095
            """),
        RuleDescription(
            "response-too-large", .error, "the answer is larger than the platform takes",
            """
            The body of a synchronous call may have 32 MB, the headers 8 KB.

            Source: D/quota, D/108
            """),
        RuleDescription(
            "pre-stop-failed", .warning, "the preStop hook fails",
            """
            `GET /pre-stop` should be answered with 2xx within the hook's `timeout`, at most 90 seconds. What it was to save is
            lost otherwise.

            Source: D/060, D/040
            """),
        RuleDescription(
            "event-not-taken", .error, "the platform would not take this call",
            """
            Events and bodies may have 32 MB, headers 8 KB, path and query 4 KB; headers `x-fc-*`, `connection` and
            `keep-alive` are the platform's own.

            Source: D/108
            """),
        RuleDescription(
            "invoke-not-custom", .error, "only custom runtimes can be started here",
            """
            In a custom runtime the function is a server. In the others the server is Function Compute's and not to be had.

            Right: `fclayer validate --deep`, which loads the handler of a Python or Node.js function
            """),
        RuleDescription(
            "invoke-no-code", .error, "there is no package to start",
            """
            The function's code lies in OSS or is an image, so that nothing is built from it here; or the name is that of a
            layer, or none was given and the project has several functions.
            """),
        RuleDescription(
            "port-taken", .error, "the port is taken on this machine",
            """
            Without a sandbox a function listens on a port of this machine. With bubblewrap it can have a network of its own.
            """),
        RuleDescription(
            "unpack-failed", .error, "a package could not be unpacked",
            """
            Packages are unpacked once, into the folder `invoke` of the store. The message has the system's words.
            """),
        RuleDescription(
            "sandbox-missing", .note, "the function runs on this machine without a sandbox",
            """
            bubblewrap is not installed or may not make name spaces here. The function runs in a scratch folder: there is no
            `/code` and no `/opt`, and programs and libraries are those of this machine.

            Right: `apt-get install bubblewrap`; in a container, one that allows user name spaces
            """),
        RuleDescription(
            "sandbox-unlike", .note, "the sandbox differs from an instance",
            """
            System files are those of another Debian release, because the runtime's is no longer published; or those of this
            machine, because the start command needs a program that the small root file system does not hold.

            Right: `--root FOLDER` with a root file system of the runtime's image
            """),
        RuleDescription(
            "build-outdated", .note, "files have changed since the last build",
            """
            `invoke` starts what was built last.

            Right: `fclayer build`, then `fclayer invoke`
            """),
        RuleDescription(
            "variables-unresolved", .note, "variables of the function have no value here",
            """
            Their values stand behind `${…}`, which only the deployment knows.

            Right: `fclayer invoke NAME --env KEY=VALUE`
            """),
    ]
}
