public import BuildModel
import FileTrees
import Processes

extension SwiftSDKStore {
    /// Makes an SDK and puts it in place by one rename; what was there before is replaced. Nothing happens if a ready one is there
    /// by the time that it is this run's turn.
    ///
    /// - Parameters:
    ///   - sdk: What to make.
    ///   - archives: The packages of `sdk.target.packages` from the release `sdk.target.packageRelease`.
    ///   - environment: The environment of the run; `PATH` is where the linker is looked for.
    public func make(
        _ sdk: SwiftSDK, from archives: [DebianArchive], environment: [String: String]
    ) async throws(StageFailure) {
        let tools = try SDKTools(sdk, environment: environment)
        let lock = try await lock()
        if state(of: sdk) == .ready { return }
        sweep()
        let scratch = try onDisk { () throws(FileTreeError) in
            try ScratchFolder(in: folder, prefix: Self.debrisPrefix)
        }
        let bundle = scratch.path + "/bundle"
        let variant = bundle + "/" + SwiftSDK.variant(of: sdk.target)
        try await Sysroot(sdk: sdk, tools: tools, scratch: scratch.path, root: variant + "/sysroot").make(
            from: archives)
        try onDisk { () throws(FileTreeError) in
            for file in SDKBundle(sdk: sdk).files {
                let path = bundle + "/" + file.path
                try Files.makeFolders(Files.parentFolder(of: path) ?? bundle)
                try AtomicFile.write(Array(file.text.utf8), to: path, mode: file.mode)
            }
        }
        try record(sdk, archives, in: bundle)
        try onDisk { () throws(FileTreeError) in try put(bundle, at: sdk.bundle, aside: scratch.path + "/old") }
        withExtendedLifetime(lock) {}
    }

    /// What was there goes aside into the scratch folder, so that a killed run leaves nothing that the next one does not sweep.
    private func put(_ fresh: String, at place: String, aside: String) throws(FileTreeError) {
        let isReplacement = (try? Files.status(place, followingLink: false)) != nil
        if isReplacement { try Files.move(place, to: aside) }
        do throws(FileTreeError) { try Files.move(fresh, to: place) } catch {
            if isReplacement { try Files.move(aside, to: place) }
            throw error
        }
    }

    private func record(_ sdk: SwiftSDK, _ archives: [DebianArchive], in bundle: String) throws(StageFailure) {
        let contents = try onDisk { () throws(FileTreeError) in try SDKContents(bundle: bundle) }
        let record = SDKRecord(
            target: sdk.target, toolchain: sdk.toolchain, archives: archives, version: version, contents: contents)
        guard let bytes = try? record.bytes() else { throw SDKFailure.unmade(sdk.target, "its record has no JSON") }
        try onDisk { () throws(FileTreeError) in
            try AtomicFile.write(bytes, to: bundle + "/" + SDKRecord.fileName, durably: true)
        }
    }
}

/// The programs that make an SDK, and those without which it would be of no use.
struct SDKTools {
    let clang: String
    let archiver: String

    init(_ sdk: SwiftSDK, environment: [String: String]) throws(StageFailure) {
        let toolchain = sdk.toolchain
        guard Files.exists(toolchain.usr + "/" + SDKBundle.staticStart) else {
            throw SDKFailure.failure(
                .environment, "toolchain-broken",
                "the Swift toolchain in `\(toolchain.usr)` has no static standard library for Linux on x86-64",
                hint: Self.elsewhere)
        }
        var paths: [String] = []
        for name in ["clang", "llvm-ar", "ld.lld"] {
            guard let path = toolchain.tool(name) else {
                throw SDKFailure.failure(
                    .environment, "toolchain-broken",
                    "the Swift toolchain in `\(toolchain.usr)` came without `\(name)`",
                    hint: "install a whole one from https://www.swift.org/install")
            }
            paths.append(path)
        }
        guard toolchain.tool("ld.gold") != nil || ToolFinder(path: environment["PATH"]).find("ld.gold") != nil else {
            throw SDKFailure.failure(
                .environment, "linker-missing", "the linker `ld.gold` is not on PATH",
                hint: "it comes with the system's package `binutils`: `apt-get install binutils`")
        }
        clang = paths[0]
        archiver = paths[1]
    }

    private static var elsewhere: String {
        #if os(macOS)
            "on macOS install the Static Linux SDK of your toolchain with `swift sdk install`, see https://www.swift.org/documentation/articles/static-linux-getting-started.html, and build with `swift: { runtime: executable }`"
        #else
            "SDKs are made on Linux on x86-64, with a toolchain from https://www.swift.org/install"
        #endif
    }
}
