import Archives
import BuildModel
import FileTrees
import FunctionCompute
import Processes

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What came of loading a function.
enum DeepOutcome: Sendable {
    /// The driver's answers.
    case answers([DeepAnswer])
    /// The interpreter was stopped or ended without an answer; in words that follow the handler.
    case lost(String, hint: String?)
    /// This machine cannot load it.
    case obstacle(DeepObstacle)
}

/// A function whose handler can be loaded.
struct DeepFunction: Sendable {
    let function: FunctionUnderTest
    let runtime: Runtime
    let code: String
    let entries: [DeepQuestion.Entry]

    /// `nil` for other languages, functions without code, and those whose handlers are not of the form.
    init?(_ function: FunctionUnderTest) {
        let description = function.plan.description
        guard let runtime = RuntimeCatalogue.runtime(description.runtime), let code = function.code,
            runtime.family == .nodejs || (runtime.family == .python && runtime.pythonVersion?.major == 3)
        else { return nil }
        var wanted = [("handler", description.handler)]
        for hook in description.hooks { if let handler = hook.handler { wanted.append((hook.kind.rawValue, handler)) } }
        entries = wanted.compactMap { property, text in
            guard case .module(let module, let name)? = try? HandlerReference(text, family: runtime.family) else {
                return nil
            }
            return DeepQuestion.Entry(
                property: property, module: module, name: name, arguments: property == "handler" ? 2 : 1,
                acceptsGenerator: property == "handler" && description.trigger != .event)
        }
        guard !entries.isEmpty else { return nil }
        (self.function, self.runtime, self.code) = (function, runtime, code)
    }

    /// Unpacks the packages and lets the driver look at the entry points.
    func load(with interpreter: DeepInterpreter, in sandbox: DeepSandbox, scratch: String) async -> DeepOutcome {
        do {
            let folder = try ScratchFolder(in: scratch, prefix: "fclayer-deep-")
            let layers = function.layers.compactMap { layer in
                layer.file.flatMap { try? PackageContents(name: layer.packageName, file: $0) }
            }
            // What cannot be opened has been said.
            guard let contents = try? PackageContents(name: function.packageName, file: code) else {
                return .answers([])
            }
            try DeepFolder.unpack([contents], to: folder.path + "/code")
            try DeepFolder.unpack(layers, to: folder.path + "/opt")
            let token = "fclayer-" + String(UInt64.random(in: .min ... .max), radix: 16) + ":"
            let arguments = try prepareDriver(folder.path + "/driver", token: token)
            let result = try await sandbox.run(interpreter, arguments, folder: folder.path, variables: startVariables)
            try folder.remove()
            return outcome(of: result, token: token)
        } catch let error as DeepObstacle {
            return .obstacle(error)
        } catch let error as ToolError where error.code == .timedOut {
            return .lost(
                "took longer than \(sandbox.limit) to load and was stopped",
                hint:
                    "what stands outside of functions runs at every cold start; connect to services in the initializer")
        } catch {
            return .obstacle(DeepObstacle(words: "\(error)"))
        }
    }

    /// Writes the driver and its question; gives the interpreter's arguments.
    private func prepareDriver(_ folder: String, token: String) throws -> [String] {
        let isPython = runtime.family == .python
        let major = runtime.languageVersion?.major ?? 0
        let question = DeepQuestion(
            token: token, entries: entries,
            searchPath: PythonSearchPath(for: runtime, environment: function.plan.description.environment).folders,
            searchesEverywhere: isPython ? runtime.pythonVersion.map { $0 >= "3.12" } ?? false : major >= 18,
            environment: environment)
        let name = isPython ? "driver.py" : "driver.js"
        try Files.makeFolders(folder)
        try AtomicFile.write(Array((isPython ? PythonDriver.source : NodeDriver.source).utf8), to: folder + "/" + name)
        // May hold secrets of the function.
        try AtomicFile.write(Array(try JSONEncoder().encode(question)), to: folder + "/question.json", mode: 0o600)
        let options = isPython ? ["-I", "-S", "-B"] : ["--no-warnings", "--max-old-space-size=1024"]
        return options + ["/tmp/driver/" + name, "/tmp/driver/question.json"]
    }

    /// Variables of the platform (D/047), with values that mean nothing, under the function's own.
    private var environment: [String: String] {
        let description = function.plan.description
        let platform = [
            "FC_FUNC_CODE_PATH": "/code", "FC_FUNCTION_HANDLER": description.handler,
            "FC_FUNCTION_NAME": description.name,
            "FC_FUNCTION_MEMORY_SIZE": String(description.memory ?? 512), "FC_ACCOUNT_ID": "0",
            "FC_REGION": "cn-hangzhou",
            "FC_INSTANCE_ID": "c-0", "FC_RUNTIME": runtime.id, "ALIBABA_CLOUD_ACCESS_KEY_ID": "none",
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "none", "ALIBABA_CLOUD_SECURITY_TOKEN": "none",
        ]
        return platform.merging(runtime.environment) { $1 }.merging(description.environment) { $1 }
    }

    /// What the dynamic linker reads before the driver can set it.
    private var startVariables: [String: String] {
        var variables = ["HOME": "/tmp", "LANG": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin"]
        for name in ["LD_LIBRARY_PATH", "PATH"] { if let value = environment[name] { variables[name] = value } }
        return variables
    }

    private func outcome(of result: ToolResult, token: String) -> DeepOutcome {
        let lines = result.output.split(separator: UInt8(ascii: "\n"))
        if let line = lines.last(where: { $0.starts(with: token.utf8) }),
            let answers = try? JSONDecoder().decode([DeepAnswer].self, from: Data(line.dropFirst(token.utf8.count)))
        {
            return .answers(answers)
        }
        if !result.succeeded, result.errorText.hasPrefix("bwrap: ") {
            return .obstacle(DeepObstacle(words: result.lastWords(lines: 1)))
        }
        let words = result.lastWords(lines: 3).split(separator: "\n").joined(separator: "; ")
        return .lost(
            "ended the interpreter (\(result.status)) before it was loaded"
                + (words.isEmpty ? "" : "; it said: \(words.suffix(400))"),
            hint: "is there a call of `exit` outside of functions?")
    }
}
