import Binaries
import BuildModel
import FileTrees
import Processes

/// Makes of a linked program what goes into a package: without symbols, which are kept aside, and the same bytes wherever it was
/// built.
struct ProgramFinisher {
    let tools: ObjectTools
    /// The folder for symbols (absolute).
    let symbols: String
    /// A folder for work in progress.
    let scratch: String

    /// The section in which a program that needs the runtime libraries says which toolchain it was made by.
    static let toolchainSection = ".fclayer"
    /// Symbols of this many programs are kept.
    static let symbolFiles = 20

    /// Writes the program to `path` and its symbols beside those of others, by its build id.
    ///
    /// - Parameter toolchain: What is written into the program about its toolchain; `nil` for programs that need none.
    func finish(_ linked: String, to path: String, toolchain: String?) async throws(StageFailure) {
        let name = linked.split(separator: "/").last.map(String.init) ?? "program"
        let (debug, stripped) = (scratch + "/\(name).debug", scratch + "/\(name).stripped")
        try await tools.run(["--only-keep-debug", linked, debug])
        var options = ["--strip-all"]
        if let toolchain {
            let note = scratch + "/\(name).toolchain"
            try onDisk { () throws(FileTreeError) in _ = try AtomicFile.write(Array(toolchain.utf8), to: note) }
            options += ["--add-section", "\(Self.toolchainSection)=\(note)"]
        }
        try await tools.run(options + [linked, stripped])
        try onDisk { () throws(FileTreeError) in
            var program = try Files.read(stripped, limit: 1 << 30)
            var symbols = try Files.read(debug, limit: 2 << 30)
            let id = Self.settle(&program, &symbols)
            try AtomicFile.write(program, to: path, mode: 0o755)
            try keep(symbols, id: id)
            for file in [debug, stripped] { try Files.remove(file) }
        }
    }

    /// Takes out of a program what depends on the place of the build: hashes over debug information, which names folders of the
    /// module cache by a hash over absolute paths. Gives the new build id, a hash over what is left.
    static func settle(_ program: inout [UInt8], _ symbols: inout [UInt8]) -> String {
        guard let sections = try? ELFSections(bytes: program) else { return "" }
        // For the compiler alone, to tell modules that did not change.
        if let hashes = sections[".swift_modhash"]?.bytes {
            program.replaceSubrange(hashes, with: repeatElement(0, count: hashes.count))
        }
        guard let place = buildID(in: program) else { return "" }
        program.replaceSubrange(place, with: repeatElement(0, count: place.count))
        let digest = FileDigest.sha256(of: program).hexadecimal
        let digits = Array(digest.utf8.prefix(2 * place.count))
        let id = stride(from: 0, to: digits.count - 1, by: 2).map { index in
            UInt8(String(decoding: digits[index...index + 1], as: UTF8.self), radix: 16) ?? 0
        }
        program.replaceSubrange(place, with: id)
        if let other = buildID(in: symbols), other.count == id.count { symbols.replaceSubrange(other, with: id) }
        return String(decoding: digits, as: UTF8.self)
    }

    /// Where the build id's bytes are: behind the note's header of 12 bytes and the name `GNU`.
    private static func buildID(in program: [UInt8]) -> Range<Int>? {
        guard let note = try? ELFSections(bytes: program)[".note.gnu.build-id"]?.bytes, note.count > 16,
            note.count - 16 <= 32
        else { return nil }
        return note.lowerBound + 16..<note.upperBound
    }

    /// Keeps symbols by build id; the oldest go.
    private func keep(_ bytes: [UInt8], id: String) throws(FileTreeError) {
        guard !id.isEmpty else { return }
        try Files.makeFolders(symbols)
        try AtomicFile.write(bytes, to: symbols + "/\(id).debug")
        let files = try Files.names(inFolder: symbols).filter { $0.hasSuffix(".debug") }
        let aged = files.map { name in (name, (try? Files.status(symbols + "/" + name))?.modified ?? 0) }
        for (name, _) in aged.sorted(by: { $0.1 > $1.1 }).dropFirst(Self.symbolFiles) {
            try Files.remove(symbols + "/" + name)
        }
    }
}

/// The program that takes symbols out of others.
struct ObjectTools {
    let objcopy: String
    let environment: [String: String]

    /// The toolchain's own, else what is on `PATH`.
    init(toolchain: SwiftToolchain, environment: [String: String]) throws(StageFailure) {
        let finder = ToolFinder(path: environment["PATH"])
        guard
            let path = toolchain.tool("llvm-objcopy") ?? finder.find("llvm-objcopy") ?? finder.find("objcopy")
        else {
            throw SDKFailure.failure(
                .environment, "toolchain-broken", "neither `llvm-objcopy` nor `objcopy` is on PATH",
                hint: "it comes with the toolchain, and with the system's package `binutils`")
        }
        objcopy = path
        self.environment = environment
    }

    func run(_ arguments: [String]) async throws(StageFailure) {
        let invocation = ToolInvocation(
            objcopy, arguments, environment: ToolEnvironment(inherits: false, set: environment))
        let result: ToolResult
        do { result = try await ToolRunner().run(invocation, timeout: .seconds(600)) } catch {
            throw SDKFailure.failure(.environment, error.code == .cancelled ? "cancelled" : "tool-failed", "\(error)")
        }
        guard result.succeeded else {
            throw SDKFailure.failure(
                .environment, "tool-failed",
                "`\(invocation)` ended with \(result.status): \(result.lastWords(lines: 3))")
        }
    }
}
