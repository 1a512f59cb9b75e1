import Archives
import Binaries
import BuildModel
import FunctionCompute
import SourceScanners
import Validating

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What is given changed inputs.
enum Reader: String, CaseIterable {
    /// A zip whose structure was changed, opened, read to the end and checked as the code and the layer of a function.
    case zip
    /// A sound zip whose files were changed, checked as functions of all runtimes.
    case package
    case elf
    case swift
    case javaClass
    case assembly
    case python
    case javaScript
    case packageFile
    case php
    case script

    /// Sound inputs of this reader.
    var seeds: [Seed] {
        switch self {
        case .zip: ZipSeeds.all
        case .package: []
        case .elf: ELFSeeds.all
        case .swift: SwiftSeeds.all
        case .javaClass: ClassSeeds.all
        case .assembly: AssemblySeeds.all
        case .python: TextSeeds.python
        case .javaScript: TextSeeds.javaScript
        case .packageFile: TextSeeds.packageFile
        case .php: TextSeeds.php
        case .script: TextSeeds.script
        }
    }

    /// The input of a round.
    func input(_ mutation: inout Mutation) -> [UInt8] {
        guard self == .package else { return mutation.change(seeds) }
        func changed(_ reader: Reader) -> [UInt8] {
            mutation.random.oneIn(2)
                ? mutation.change(reader.seeds) : reader.seeds[mutation.random.below(reader.seeds.count)].bytes
        }
        var entries = [
            ZipSeeds.Entry(name: "index.py", bytes: changed(.python)),
            ZipSeeds.Entry(name: "other.py", bytes: changed(.python)),
            ZipSeeds.Entry(name: "index.js", bytes: changed(.javaScript)),
            ZipSeeds.Entry(name: "package.json", bytes: changed(.packageFile)),
            ZipSeeds.Entry(name: "index.php", bytes: changed(.php)),
            ZipSeeds.Entry(name: "com/example/App.class", bytes: changed(.javaClass)),
            ZipSeeds.Entry(name: "Demo.dll", bytes: changed(.assembly)),
            ZipSeeds.Entry(name: "lib/libself.so.1", bytes: changed(.elf), mode: 0o100755),
            ZipSeeds.Entry(name: "lib/app.jar", bytes: changed(.zip)),
            ZipSeeds.Entry(
                name: "bootstrap",
                bytes: changed(mutation.random.oneIn(2) ? .script : mutation.random.oneIn(2) ? .swift : .elf),
                mode: 0o100755),
            ZipSeeds.Entry(name: "python/x/__init__.py", bytes: changed(.python)),
            ZipSeeds.Entry(name: "nodejs/node_modules/pkg/package.json", bytes: changed(.packageFile)),
        ]
        entries.removeAll { _ in mutation.random.oneIn(12) }
        return ZipSeeds.file(entries).bytes
    }

    /// Reads an input; whatever it says is right, as long as it says something. Gives whether the reader took it.
    func read(_ bytes: [UInt8], round: Int, folder: String) async -> Bool {
        switch self {
        case .zip:
            guard let file = write(bytes, folder) else { return false }
            let isTaken = readAll(file)
            await check(file, round)
            return isTaken
        case .package:
            guard let file = write(bytes, folder) else { return false }
            await check(file, round)
            return readAll(file)
        case .elf:
            let exports = try? ELFExports(bytes: bytes)
            return (try? ELFFile(bytes: bytes)) != nil && exports != nil
        case .swift:
            return (try? SwiftProgram(bytes: bytes, protocolsOf: ["FunctionComputeRuntime"])?.conformances.isEmpty)
                == false
        case .javaClass: return (try? JavaClassFile(bytes: bytes)) != nil
        case .assembly:
            guard let assembly = try? CLIAssembly(bytes: bytes) else { return false }
            return assembly.types.filter { (try? assembly.methods(of: $0)) == nil }.isEmpty
        case .python: return readPython(bytes)
        case .javaScript: return readJavaScript(bytes)
        case .packageFile: return JavaScriptPackageFile(bytes: bytes) != nil
        case .php: return readPHP(bytes)
        case .script:
            _ = BinaryKind(firstBytes: bytes.prefix(BinaryKind.bytesNeeded))
            return ScriptHeader(firstBytes: bytes.prefix(ScriptHeader.bytesNeeded)) != nil
        }
    }

    private func write(_ bytes: [UInt8], _ folder: String) -> String? {
        let file = folder + "/input.zip"
        return (try? Data(bytes).write(to: URL(fileURLWithPath: file))) == nil ? nil : file
    }

    private func readAll(_ file: String) -> Bool {
        _ = try? ZipDirectory(path: file, policy: .strict)
        guard let directory = try? ZipDirectory(path: file, policy: .inspect) else { return false }
        return directory.entries.filter { (try? directory.bytes(of: $0, limit: 1 << 20)) == nil }.isEmpty
    }

    private static let functions: [(runtime: String, handler: String)] = RuntimeCatalogue.all.map { runtime in
        let handler =
            switch runtime.family {
            case .java: "com.example.App::handleRequest"
            case .dotnet: "Demo::Ns.Outer::Run"
            case .go: "bootstrap"
            case .python, .nodejs, .php, .custom, .container: "index.handler"
            }
        return (runtime.id, handler)
    }

    private func check(_ file: String, _ round: Int) async {
        let function = Self.functions[round % Self.functions.count]
        let hooks = [HookDescription(kind: .initializer, handler: function.handler)]
        let plan = FunctionPlan(
            description: FunctionDescription(
                name: "fuzz", key: "fuzz", runtime: function.runtime, handler: function.handler, hooks: hooks,
                code: .archive(file), trigger: round % 3 == 0 ? .http : .event),
            code: PackageID(.function, "fuzz"), layers: [])
        await PackageCheck().check(
            zip: file, function: plan, layers: round % 2 == 0 ? [file] : [],
            limits: .limits(region: nil, route: .oss), into: FindingSink())
    }

    /// A module that imports itself is the worst that one file can do.
    private func readPython(_ bytes: [UInt8]) -> Bool {
        let tree = PythonSourceTree(
            searchPath: ["/code"], read: { $0.hasSuffix(".py") ? bytes : nil },
            list: { $0 == "/code" ? ["index.py", "other.py", "m.py"] : [] })
        for (version, loader) in [(PythonVersion(3, 10), PythonLoader.packagesInCode), (.init(3, 12), .importlib)] {
            _ = PythonEntryResolver(tree: tree, version: version, loader: loader)
                .resolve(module: "index", name: "handler", call: PythonCall(arguments: 2))
        }
        return tree.module(at: "/code/index.py")?.problems.isEmpty ?? false
    }

    private func readJavaScript(_ bytes: [UInt8]) -> Bool {
        let tree = JavaScriptSourceTree(
            read: { $0.hasSuffix("js") ? bytes : nil },
            list: { $0 == "/code" ? ["index.js", "lib.js", "other.js", "all.js"] : [] })
        for version in [JavaScriptVersion(12), JavaScriptVersion(20)] {
            _ = JavaScriptEntryResolver(tree: tree, version: version)
                .resolve(module: "index", name: "handler", contract: .event)
        }
        return tree.module(at: "/code/index.js")?.problems.isEmpty ?? false
    }

    private func readPHP(_ bytes: [UInt8]) -> Bool {
        let tree = PHPSourceTree(
            read: { $0.hasSuffix(".php") ? bytes : nil }, list: { $0 == "/code" ? ["index.php", "x.php"] : [] })
        _ = PHPEntryResolver(tree: tree).resolve("index.handler", call: .event)
        return tree.module(at: "/code/index.php")?.problems.isEmpty ?? false
    }
}
