/// go1 functions, working and broken. Programs are made by hand: what is judged are their names, modes and headers.
let goCorpus: [CorpusCase] = goWorking + goBroken

private func go(
    _ name: String, _ files: [String: String], handler: String = "main", executable: Set<String>? = nil,
    initializer: String? = nil, preStop: String? = nil, broken: String? = nil
) -> CorpusCase {
    CorpusCase(
        name: name, runtime: "go1", handler: handler, initializer: initializer, preStop: preStop, files: files,
        executable: executable ?? Set(files.keys), broken: broken)
}

/// A static program for x86-64 as far as its headers go, with text behind them.
private func program(machine: UInt8 = 62, interpreter: String = "", _ text: String = "") -> String {
    SmallProgram.text(machine: machine, interpreter: interpreter, rest: text)
}

private let sdk = "github.com/aliyun/fc-runtime-go-sdk/fc.Start\u{1}"

private let goWorking: [CorpusCase] = [
    go("binary at the root", ["main": program()]),
    go("binary in a folder", ["bin/main": program()], handler: "bin/main"),
    go("binary named with a dot slash", ["main": program()], handler: "./main"),
    go("binary named like a file", ["index.handler": program()], handler: "index.handler"),
    go(
        "binary with its sources", ["main": program(), "main.go": "package main", "go.mod": "module x"],
        executable: ["main"]),
    go("glibc program", ["main": program(interpreter: "/lib64/ld-linux-x86-64.so.2")]),
    go("script that starts it", ["start.sh": "#!/bin/sh\nexec /code/main\n", "main": program()], handler: "start.sh"),
    go(
        "initializer that is registered",
        ["main": program(sdk + "github.com/aliyun/fc-runtime-go-sdk/fc.RegisterInitializerFunction")],
        initializer: "true"),
    go(
        "both hooks",
        ["main": program(sdk + "x.RegisterInitializerFunction\u{1}" + "x.RegisterPreStopFunction")],
        initializer: "main.init", preStop: "main.stop"),
    go("program that hides its names", ["main": program("UPX!")], initializer: "true"),
]

private let goBroken: [CorpusCase] = [
    go("handler of the console", ["main": program()], handler: "index.handler", broken: "entry-file-missing"),
    go(
        "binary deeper", ["target/main": program(), "s.yaml": ""], executable: ["target/main"],
        broken: "entry-file-missing"),
    go("folder in the zip", ["app/main": program(), "app/x.json": ""], broken: "wrapping-folder"),
    go(
        "sources only", ["main.go": "package main", "go.mod": "module x"], executable: [], broken: "entry-file-missing"),
    go("Windows program beside", ["main.exe": "MZ"], executable: [], broken: "entry-file-missing"),
    go("name mistyped", ["mian": program()], broken: "entry-file-missing"),
    go("folder of the name", ["main/main": program(), "readme": ""], broken: "entry-file-missing"),
    go("not executable", ["main": program()], executable: [], broken: "not-executable"),
    go("built for ARM", ["main": program(machine: 40)], broken: "native-arch"),
    go("built on Windows", ["main": "MZ\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}"], broken: "native-arch"),
    go(
        "built on Alpine with cgo", ["main": program(interpreter: "/lib/ld-musl-x86_64.so.1")],
        broken: "elf-interpreter"),
    go("script without its first line", ["main": "exec ./server\n"], broken: "script-shebang"),
    go("script with CRLF", ["main": "#!/bin/sh\r\nexec ./server\r\n"], broken: "script-crlf"),
    go("initializer that nothing registers", ["main": program(sdk)], initializer: "true", broken: "hook-missing"),
    go(
        "preStop that nothing registers", ["main": program(sdk + "fc.RegisterInitializerFunction")],
        initializer: "true", preStop: "true", broken: "hook-missing"),
]
