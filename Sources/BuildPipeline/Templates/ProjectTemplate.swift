import BuildModel
import FunctionCompute

/// The files of a new project with one function.
struct ProjectTemplate: Sendable {
    /// The function's name, which is the project's too.
    let name: String
    /// The runtime's identifier.
    let runtime: Runtime
    /// Whether the function is written in Swift: its library is copied beside it.
    var isSwift: Bool { runtime.family == .custom }

    /// What `--runtime` takes beside identifiers of runtimes.
    static let swift = "swift"
    /// The runtime of a new Swift function.
    static let swiftRuntime = "custom.debian12"

    /// What `--runtime` takes, newest first.
    static let runtimes: [String] =
        [swift]
        + RuntimeCatalogue.all.filter { $0.retirement == nil && [.python, .nodejs, .php, .custom].contains($0.family) }
        .map(\.id)

    /// A template by the word of the command line; `nil` where there is none.
    init?(name: String, runtime word: String) {
        guard Self.runtimes.contains(word),
            let runtime = RuntimeCatalogue.runtime(word == Self.swift ? Self.swiftRuntime : word)
        else { return nil }
        self.name = name
        self.runtime = runtime
    }

    /// A file of the project.
    struct File: Hashable, Sendable {
        let path: String
        let text: String
    }

    /// All files, the manifest first.
    var files: [File] {
        [File(path: "s.yaml", text: manifest), File(path: ".gitignore", text: ".build/\n.fclayer/\n.s/\n.swiftpm/\n")]
            + [File(path: "event.json", text: "{\"name\": \"Ada\"}\n")] + sources
    }

    private var handler: String { isSwift ? "Handler" : "index.handler" }

    /// Serverless Devs' form, so that `s deploy` takes what the build writes.
    private var manifest: String {
        """
        # fclayer build && s deploy -t .fclayer/out/s.yaml
        edition: 3.0.0
        name: \(name)
        access: default

        vars:
          region: cn-hangzhou

        resources:
          \(name):
            component: fc3
            props:
              region: ${vars.region}
              functionName: \(name)
              runtime: \(runtime.id)
              handler: \(handler)
              code: ./code
              memorySize: 512
              timeout: 30

        """ + (isSwift ? "      customRuntimeConfig:\n        port: 9000\n" : "")
    }

    private var sources: [File] {
        switch runtime.family {
        case .python: [File(path: "code/index.py", text: Self.python)]
        case .nodejs: [File(path: "code/index.js", text: isOldNode ? Self.callback : Self.asynchronous)]
        case .php: [File(path: "code/index.php", text: Self.php)]
        default: SwiftTemplate(name: name).files
        }
    }

    /// Up to Node.js 16 answers go through the callback (D/143).
    private var isOldNode: Bool { (runtime.languageVersion?.major ?? 0) < 18 }

    private static let python = """
        import json
        import logging


        # Called once for each event, with its bytes; what it returns is the answer.
        def handler(event, context):
            name = json.loads(event or b"{}").get("name", "world")
            logging.getLogger().info("greeting %s", name)
            return json.dumps({"message": "Hello, %s!" % name})

        """

    private static let asynchronous = """
        'use strict';

        // Called once for each event, with its bytes; what it returns is the answer.
        exports.handler = async (event, context) => {
          const { name = 'world' } = JSON.parse(event.toString() || '{}');
          console.log(`greeting ${name}`);
          return JSON.stringify({ message: `Hello, ${name}!` });
        };

        """

    private static let callback = """
        'use strict';

        // Called once for each event, with its bytes; what the callback gets is the answer.
        exports.handler = (event, context, callback) => {
          const { name = 'world' } = JSON.parse(event.toString() || '{}');
          console.log(`greeting ${name}`);
          callback(null, JSON.stringify({ message: `Hello, ${name}!` }));
        };

        """

    private static let php = """
        <?php

        // Called once for each event, with its text; what it returns is the answer.
        function handler($event, $context)
        {
            $request = json_decode($event, true);
            $name = is_array($request) && isset($request['name']) ? $request['name'] : 'world';
            return json_encode(['message' => 'Hello, ' . $name . '!']);
        }

        """
}
