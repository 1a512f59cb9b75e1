/// Swift functions, working and broken: what the compiler makes of small programs, stripped and linked as `fclayer build` does.
let swiftCorpus: [CorpusCase] = [
    swift("one function, any handler", .single, handler: "index.handler"),
    swift("group, by name", .group, handler: "Resize"),
    swift("group, by module and name", .group, handler: "Thumbs.Resize"),
    swift("group, type inside a type", .group, handler: "Pictures.Crop"),
    swift("group, handler of the console", .group, handler: "index.handler", broken: "entry-symbol-missing"),
    swift("group, mistyped", .group, handler: "Resise", broken: "entry-symbol-missing"),
    swift("group, without the type around", .group, handler: "Crop", broken: "entry-symbol-missing"),
    swift("group, of another module", .group, handler: "Pictures.Resize", broken: "entry-symbol-missing"),
    swift("group with a generic function", .genericGroup, handler: "Crop<Int>"),
    swift("several without a group", .several, handler: "Crop"),
    swift("another server with the same names", .foreign, handler: "index.handler"),
    swift("another server's variable", .foreign, environment: ["SERVER_PORT": "8080"]),
    swift("hooks, which every function answers", .single, handler: "x", initializer: "true", preStop: "true"),
    swift("started by a command", .group, handler: "Resize", path: "bin/thumbs", command: ["./bin/thumbs"]),
    swift(
        "started by a script", .group, handler: "Resise", path: "bin/thumbs",
        files: ["bootstrap": "#!/bin/sh\nexec ./bin/thumbs\n"], broken: "entry-symbol-missing"),
    swift("port in the configuration", .single, handler: "x", port: 8080),
    swift(
        "all of Foundation on Debian 11", .foundation, runtime: "custom.debian11", broken: "glibc-too-new"),
    swift("built on the host for Debian 10", .single, runtime: "custom.debian10", broken: "glibc-too-new"),
]

private func swift(
    _ name: String, _ program: SwiftSources, runtime: String = "custom.debian12", handler: String = "index.handler",
    path: String = "bootstrap", files: [String: String] = [:], command: [String] = [],
    environment: [String: String] = [:], port: Int? = nil, initializer: String? = nil, preStop: String? = nil,
    broken: String? = nil
) -> CorpusCase {
    CorpusCase(
        name: name, runtime: runtime, handler: handler, initializer: initializer, preStop: preStop,
        environment: environment, command: command, port: port, files: files, programs: [path: program],
        executable: Set(files.keys), broken: broken)
}
