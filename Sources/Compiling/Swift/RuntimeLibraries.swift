import Binaries
import BuildModel
import FileTrees
import FunctionCompute

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Takes runtime libraries out of the toolchain for a layer: stripped, without links, with all that they need of each other.
struct RuntimeLibraries {
    let set: SwiftRuntimeLibraries
    let toolchain: SwiftToolchain
    let settings: CompilerSettings

    init(_ set: SwiftRuntimeLibraries, toolchain: SwiftToolchain, settings: CompilerSettings) {
        self.set = set
        self.toolchain = toolchain
        self.settings = settings
    }

    /// The file in the layer that says which toolchain its libraries are of.
    static let recordName = "lib/swift-runtime.json"

    /// Where the toolchain has them.
    private var source: String { toolchain.usr + "/lib/swift/linux" }

    /// The libraries on disk, ready to be packed.
    func stage() async throws(StageFailure) -> StagedContents {
        let libraries = try closure()
        let names = libraries.keys.sorted()
        // One folder for each toolchain: libraries are stripped once, whatever the sets.
        let folder = settings.workFolder + "/swift/runtime/\(toolchain.tag)"
        try onDisk { () throws(FileTreeError) in try Files.makeFolders(folder) }
        let tools = try ObjectTools(toolchain: toolchain, environment: settings.environment)
        var files: [StagedContents.PlacedFile] = []
        for name in names {
            let original = try onDisk { () throws(FileTreeError) in try Files.realPath(source + "/" + name) }
            let target = folder + "/" + name
            if !isNewer(target, than: original) {
                settings.progress("stripping \(name)")
                try await tools.run(["--strip-unneeded", original, target + ".new"])
                try onDisk { () throws(FileTreeError) in
                    try Files.setMode(0o755, of: target + ".new")
                    try Files.move(target + ".new", to: target)
                }
            }
            files.append(.init(from: target, to: "lib/" + name, isExecutable: true))
        }
        files.append(.init(from: try record(names, in: folder), to: Self.recordName))
        return StagedContents(
            component: PackageComponent(
                name: "swift-runtime", version: toolchain.version.description, origin: toolchain.tag,
                licence: "Apache-2.0 WITH Swift-exception"),
            files: files, digest: try onDisk { () throws(FileTreeError) in try ProgramStager.digest(of: files) })
    }

    private func isNewer(_ path: String, than other: String) -> Bool {
        guard let made = try? Files.status(path), let original = try? Files.status(other) else { return false }
        return made.modified >= original.modified && made.changed >= original.changed
    }

    private func record(_ names: [String], in folder: String) throws(StageFailure) -> String {
        struct Record: Encodable {
            var swift: String
            var libraries: [String]
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        // Plain values can always be encoded.
        let data = (try? encoder.encode(Record(swift: toolchain.tag, libraries: names))) ?? Data()
        let bytes = Array(data) + [10]
        let path = folder + "/" + FileDigest.sha256(of: bytes).hexadecimal.prefix(16) + ".json"
        try onDisk { () throws(FileTreeError) in _ = try AtomicFile.write(bytes, to: path) }
        return path
    }

    /// The wanted libraries and all that they need of the toolchain, by file name.
    private func closure() throws(StageFailure) -> [String: ELFFile] {
        var open = set.libraries.flatMap(\.files)
        var found: [String: ELFFile] = [:]
        while let name = open.popLast() {
            guard found[name] == nil else { continue }
            guard let bytes = try? Files.read(source + "/" + name, limit: 1 << 30) else {
                throw SDKFailure.failure(
                    .environment, "toolchain-broken",
                    "the Swift toolchain in `\(toolchain.usr)` came without `\(name)`",
                    hint: "install a whole one from https://www.swift.org/install")
            }
            let file: ELFFile
            do { file = try ELFFile(bytes: bytes) } catch {
                throw SDKFailure.failure(.environment, "toolchain-broken", "`\(source)/\(name)` \(error)")
            }
            try check(file, name)
            found[name] = file
            open += file.needed.filter { Files.exists(source + "/" + $0) }
        }
        return found
    }

    /// Libraries must find each other without the toolchain, and all else in the image.
    private func check(_ file: ELFFile, _ name: String) throws(StageFailure) {
        guard file.needed.allSatisfy({ !Files.exists(source + "/" + $0) }) || file.runpath.contains("$ORIGIN") else {
            throw SDKFailure.failure(
                .environment, "swift-runtime-unusable",
                "`\(name)` of the toolchain does not look for its neighbours beside itself: its RUNPATH is "
                    + "`\(file.runpath.joined(separator: ":"))`")
        }
        guard let release = RuntimeCatalogue.runtime(set.runtime)?.debian else { return }
        for (prefix, limit) in [("GLIBC_", release.glibc), ("GLIBCXX_", release.glibcxx), ("CXXABI_", release.cxxabi)] {
            guard let need = file.highestNeed(prefix: prefix), let numbers = need.numbers(after: prefix),
                limit < DottedVersion(numbers)
            else { continue }
            throw SDKFailure.failure(
                .project,
                Finding(
                    rule: "swift-runtime-glibc", severity: .error,
                    message: "`\(name)` of Swift \(toolchain.version) needs \(need.version), and `\(set.runtime)` has "
                        + "\(prefix)\(limit)",
                    location: set.location,
                    hint: "write `swift: {runtime: static}` for the functions, and drop the layer"))
        }
    }
}

extension SwiftRuntimeLibraries.Library {
    /// The files in the toolchain's folder of libraries; what they need comes along.
    var files: [String] {
        switch self {
        case .core: ["libswiftCore.so", "libswiftGlibc.so", "libswift_StringProcessing.so", "libswift_RegexParser.so"]
        case .concurrency: ["libswift_Concurrency.so"]
        case .dispatch: ["libdispatch.so", "libswiftDispatch.so", "libBlocksRuntime.so"]
        case .essentials: ["libFoundationEssentials.so"]
        case .foundation: ["libFoundation.so", "libFoundationInternationalization.so"]
        case .networking: ["libFoundationNetworking.so"]
        case .xml: ["libFoundationXML.so"]
        case .synchronization: ["libswiftSynchronization.so"]
        case .observation: ["libswiftObservation.so"]
        case .regexBuilder: ["libswiftRegexBuilder.so"]
        case .distributed: ["libswiftDistributed.so"]
        }
    }
}
