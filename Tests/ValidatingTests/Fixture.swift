import Archives
import BuildModel
import FunctionCompute
import Validating

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A folder for the zips of a test, removed with the value.
final class Fixture {
    let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/validating-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Writes a zip of text files; those in `executable` get mode 0755.
    @discardableResult
    func zip(_ name: String, _ files: [String: String], executable: Set<String> = []) throws -> String {
        try zip(name, bytes: files.mapValues { Array($0.utf8) }, executable: executable)
    }

    /// Writes a zip of files.
    @discardableResult
    func zip(_ name: String, bytes files: [String: [UInt8]], executable: Set<String> = []) throws -> String {
        let path = folder + "/" + name
        var writer = try ZipWriter(path: path)
        for (file, bytes) in files {
            writer.add(
                ZipMember(path: try PackagePath(file), isExecutable: executable.contains(file), content: .bytes(bytes)))
        }
        _ = try writer.finish()
        return path
    }

    /// Writes a file of bytes.
    func file(_ name: String, _ bytes: [UInt8]) throws -> String {
        let path = folder + "/" + name
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return path
    }

    /// Checks a zip as a function of a runtime.
    func findings(
        code: String, runtime: String = "python3.10", handler: String = "index.handler",
        hooks: [HookDescription] = [], layers: [String] = [], trigger: FunctionDescription.Trigger = .event,
        environment: [String: String] = [:], command: [String] = [], port: Int? = nil, limits: Limits? = nil,
        preDeployActions: Bool = false
    ) async -> [Finding] {
        var plan = plan(runtime: runtime, handler: handler)
        plan.description.hooks = hooks
        plan.description.trigger = trigger
        plan.description.environment = environment
        plan.description.command = command
        plan.description.port = port
        plan.description.hasPreDeployActions = preDeployActions
        let sink = FindingSink()
        await PackageCheck().check(
            zip: code, function: plan, layers: layers, limits: limits ?? .limits(region: nil, route: .oss), into: sink)
        return sink.findings
    }

    /// Checks text files as a Python function.
    func findings(
        python files: [String: String], runtime: String = "python3.10", handler: String = "index.handler",
        hooks: [HookDescription] = [], trigger: FunctionDescription.Trigger = .event
    ) async throws -> [Finding] {
        let code = try zip("code-\(UUID().uuidString).zip", files)
        return await findings(code: code, runtime: runtime, handler: handler, hooks: hooks, trigger: trigger)
    }
}

/// A function without a manifest behind it.
func plan(
    runtime: String = "python3.10", handler: String = "index.handler", layers: [LayerReference] = []
) -> FunctionPlan {
    FunctionPlan(
        description: FunctionDescription(
            name: "ingest", key: "ingest", runtime: runtime, handler: handler, code: .archive("/nowhere/code.zip"),
            layers: layers), code: PackageID(.function, "ingest"), layers: layers)
}

extension [Finding] {
    /// The rules of all findings that are no notes.
    var rules: [String] { filter { $0.severity != .note }.map(\.rule) }
    /// The first finding of a rule.
    func of(_ rule: String) -> Finding? { first { $0.rule == rule } }
}

extension Fixture {
    /// `index.py` is a link to a file behind a folder that is a link too.
    func symlinkZip() throws -> String {
        let path = folder + "/links.zip"
        var writer = try ZipWriter(path: path)
        writer.add(ZipMember(path: try PackagePath("index.py"), content: .symlink(target: "current/main.py")))
        writer.add(ZipMember(path: try PackagePath("current"), content: .symlink(target: "v2")))
        writer.add(
            ZipMember(path: try PackagePath("v2/main.py"), content: .bytes(Array("def handler(e, c): pass".utf8))))
        _ = try writer.finish()
        return path
    }
}

extension Fixture {
    func read(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: path))) }

    /// Writes a zip of stored entries under any names, as a hostile packer would; the contents of one are changed after
    /// their checksum was taken.
    func stored(_ name: String, _ entries: [(name: String, text: String, mode: UInt32)], damaging: String? = nil) throws
        -> String
    {
        var body: [UInt8] = []
        var directory: [UInt8] = []
        func put(_ value: Int, _ count: Int, _ bytes: inout [UInt8]) {
            for shift in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * shift))) }
        }
        for entry in entries {
            var contents = Array(entry.text.utf8)
            let crc = Int(crc32(contents))
            if entry.name == damaging { contents[0] ^= 0xFF }
            let offset = body.count
            var common: [UInt8] = []
            for (value, count) in [
                (20, 2), (0, 2), (0, 2), (0, 2), (33, 2), (crc, 4), (contents.count, 4), (contents.count, 4),
            ] {
                put(value, count, &common)
            }
            put(entry.name.utf8.count, 2, &common)
            put(0, 2, &common)
            put(0x0403_4B50, 4, &body)
            body += common + Array(entry.name.utf8) + contents
            put(0x0201_4B50, 4, &directory)
            put(0x031E, 2, &directory)
            directory += common
            for (value, count) in [(0, 2), (0, 2), (0, 2), (Int(entry.mode) << 16, 4), (offset, 4)] {
                put(value, count, &directory)
            }
            directory += Array(entry.name.utf8)
        }
        let start = body.count
        body += directory
        for (value, count) in [
            (0x0605_4B50, 4), (0, 4), (entries.count, 2), (entries.count, 2), (directory.count, 4), (start, 4), (0, 2),
        ] {
            put(value, count, &body)
        }
        return try file(name, body)
    }

    private func crc32(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~UInt32(0)) { crc, byte in
            (0..<8).reduce(crc ^ UInt32(byte)) { value, _ in value >> 1 ^ (value & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
    }
}
