import Archives
import Binaries
import BuildModel
import FileTrees
import FunctionCompute
import Processes

/// The root of a runtime's headers and libraries: Debian packages, one `/usr`, stubs for the C library where the release itself is
/// not to be had, and links to the toolchain's own libraries.
struct Sysroot {
    let sdk: SwiftSDK
    let tools: SDKTools
    /// A folder for work in progress on the same file system.
    let scratch: String
    /// Where the root is made.
    let root: String

    private var libraries: String { root + "/usr/lib/" + SDKTarget.multiarch }
    private var compilerLibraries: String { root + "/usr/lib/gcc/\(SDKTarget.multiarch)/\(sdk.target.gcc)" }

    /// Makes the root.
    func make(from archives: [DebianArchive]) async throws(StageFailure) {
        try await unpack(archives)
        try onDisk { () throws(FileTreeError) in try trim() }
        if sdk.target.needsStubs { try await replaceLibraries() }
        for edit in HeaderEdit.edits(for: sdk.target) { try apply(edit) }
        try onDisk { () throws(FileTreeError) in
            try removeDeadLinks()
            for name in ["swift", "swift_static"] {
                try Files.makeLink(at: root + "/usr/lib/" + name, to: sdk.toolchain.usr + "/lib/" + name)
            }
        }
        try await makeCompatibilityArchive()
    }

    /// What is taken of the packages.
    private static let parts = [
        "usr/include/", "usr/lib/\(SDKTarget.multiarch)/", "usr/lib/gcc/\(SDKTarget.multiarch)/",
        "lib/\(SDKTarget.multiarch)/", "lib64/",
    ]

    private func unpack(_ archives: [DebianArchive]) async throws(StageFailure) {
        try onDisk { () throws(FileTreeError) in try Files.makeFolders(root) }
        for archive in archives {
            do {
                let root = root
                try await Blocking.run { () throws(ArchiveError) in
                    _ = try DebianPackageFile.unpack(archive.file, into: root) { entry in
                        Self.parts.contains(where: entry.path.hasPrefix)
                    }
                }
            } catch {
                throw SDKFailure.unmade(sdk.target, "\(error)")
            }
        }
    }

    /// Without `libstdc++.so`, `-lstdc++` takes the archive; sanitizers and the like have no place in a function.
    private func trim() throws(FileTreeError) {
        for name in ["gconv", "audit", "gio", "perl-base"] { try Files.remove(libraries + "/" + name) }
        try Files.remove(compilerLibraries + "/libstdc++.so")
        let unwanted = ["asan", "tsan", "lsan", "ubsan", "gomp", "itm", "quadmath", "gcov"].map { "lib" + $0 }
        for name in try Files.names(inFolder: compilerLibraries) where unwanted.contains(where: name.hasPrefix) {
            try Files.remove(compilerLibraries + "/" + name)
        }
    }

    /// The parts of glibc that programs link with, and what their files for the linker point to.
    private static let glibc = [
        "libc.so.6", "libm.so.6", "libpthread.so.0", "libdl.so.2", "librt.so.1", "libutil.so.1", "libresolv.so.2",
        "libcrypt.so.1", "ld-linux-x86-64.so.2",
    ]

    /// What glibc leaves in the folder beside those: archives of the newer glibc, parts that nothing links with.
    private static func isOfGlibc(_ name: String) -> Bool {
        let stem = String(name.prefix { $0 != "." }.prefix { $0 != "-" })
        let parts = [
            "libc", "libm", "libpthread", "libdl", "librt", "libutil", "libresolv", "libcrypt", "libmvec", "libanl",
            "libnsl", "libnss_",
            "libBrokenLocale", "libthread_db", "libSegFault", "libmemusage", "libpcprofile", "ld", "libcidn",
        ]
        guard parts.contains(where: { $0.hasSuffix("_") ? stem.hasPrefix($0) : stem == $0 }) else { return false }
        // `libc.so` is the linker's script that names `libc.so.6` and `libc_nonshared.a`.
        return name != "libc.so"
    }

    private func replaceLibraries() async throws(StageFailure) {
        let floor = sdk.target.release.glibc
        let stubs = scratch + "/stubs"
        try onDisk { () throws(FileTreeError) in try Files.makeFolders(stubs) }
        for name in Self.glibc {
            let bytes = try onDisk { () throws(FileTreeError) in try Files.read(libraries + "/" + name) }
            let exports: ELFExports
            do { exports = try ELFExports(bytes: bytes) } catch {
                throw SDKFailure.unmade(sdk.target, "`\(name)` of the packages \(error)")
            }
            let stub = StubLibrary(of: exports, soname: name, floor: floor)
            guard !stub.symbols.isEmpty else {
                throw SDKFailure.unmade(sdk.target, "`\(name)` of the packages has no symbols of glibc \(floor)")
            }
            try onDisk { () throws(FileTreeError) in
                try AtomicFile.write(Array(stub.assembly.utf8), to: stubs + "/stub.s")
                try AtomicFile.write(Array(stub.versionScript.utf8), to: stubs + "/stub.map")
            }
            try await run(
                tools.clang,
                [
                    "--target=" + SDKTarget.triple, "-shared", "-nostdlib", "-fuse-ld=lld", "-Wl,-soname," + name,
                    "-Wl,--version-script=stub.map", "-Wl,--no-undefined-version", "-Wl,--build-id=none", "-o", name,
                    "stub.s",
                ], in: stubs)
        }
        try onDisk { () throws(FileTreeError) in
            for name in try Files.names(inFolder: libraries) {
                if Self.isOfGlibc(name) { try Files.remove(libraries + "/" + name) }
            }
            for name in Self.glibc {
                try Files.move(stubs + "/" + name, to: libraries + "/" + name)
                let plain = String(name.prefix { $0 != "." }) + ".so"
                if name.hasPrefix("lib"), plain != "libc.so" {
                    try Files.makeLink(at: libraries + "/" + plain, to: name)
                }
            }
            // It led to the file of the packages, which carries the newer version in its name.
            let loader = "ld-linux-x86-64.so.2"
            try Files.remove(root + "/usr/lib64/" + loader)
            try Files.makeLink(at: root + "/usr/lib64/" + loader, to: "../lib/\(SDKTarget.multiarch)/" + loader)
        }
    }

    private func apply(_ edit: HeaderEdit) throws(StageFailure) {
        let path = root + "/" + edit.file
        let bytes = try onDisk { () throws(FileTreeError) in try Files.read(path) }
        guard let text = String(validating: bytes, as: UTF8.self), let changed = edit.applied(to: text) else {
            throw SDKFailure.unmade(sdk.target, "`/\(edit.file)` of the packages is not as expected")
        }
        try onDisk { () throws(FileTreeError) in try AtomicFile.write(Array(changed.utf8), to: path) }
    }

    /// Links to what was left out, or was taken away.
    private func removeDeadLinks() throws(FileTreeError) {
        let inside = try Files.realPath(root) + "/"
        for entry in try FileTree.walk(root).entries where entry.linkTarget != nil {
            let path = root + "/" + entry.path
            guard let place = try? Files.realPath(path), place.hasPrefix(inside) else {
                try Files.remove(path)
                continue
            }
        }
    }

    private func makeCompatibilityArchive() async throws(StageFailure) {
        let folder = scratch + "/compatibility"
        let archive = libraries + "/libfc_compat.a"
        try onDisk { () throws(FileTreeError) in
            try Files.makeFolders(folder)
            // An archive may be empty.
            try AtomicFile.write(Array("!<arch>\n".utf8), to: archive)
        }
        var objects: [String] = []
        for function in CompatibilityFunction.needed(by: sdk.target) {
            try onDisk { () throws(FileTreeError) in
                try AtomicFile.write(Array(function.source.utf8), to: folder + "/" + function.name + ".c")
            }
            objects.append(function.name + ".o")
            try await run(
                tools.clang,
                [
                    "--target=" + SDKTarget.triple, "--sysroot=" + root, "-O2", "-fPIC", "-c", function.name + ".c",
                    "-o",
                    function.name + ".o",
                ], in: folder)
        }
        // `D`: no times and no owners.
        if !objects.isEmpty { try await run(tools.archiver, ["rcsD", archive] + objects, in: folder) }
    }

    @discardableResult
    private func run(_ program: String, _ arguments: [String], in folder: String? = nil) async throws(StageFailure)
        -> ToolResult
    {
        let result: ToolResult
        do {
            result = try await ToolRunner().run(
                ToolInvocation(program, arguments, workingFolder: folder), timeout: .seconds(300))
        } catch {
            throw SDKFailure.unmade(sdk.target, "\(error)")
        }
        guard result.succeeded else {
            throw SDKFailure.unmade(
                sdk.target, "`\(program)` ended with \(result.status): \(result.lastWords(lines: 5))")
        }
        return result
    }
}
