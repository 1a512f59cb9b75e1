import Binaries

/// What the first bytes and the headers of an entry tell.
struct NativeFile: Sendable {
    /// Path inside the package.
    let path: String
    /// What the first bytes say.
    let kind: BinaryKind
    /// Facts, if it is a readable ELF file.
    let elf: ELFFile?
    /// Why an ELF file could not be read.
    let problem: ELFError?
    /// The `#!` line of a script.
    let script: ScriptHeader?

    /// The last part of the path.
    var name: Substring { path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...] }
    /// The folder, empty at the root.
    var folder: Substring { path.lastIndex(of: "/").map { path[..<$0] } ?? "" }
    /// Whether the name is that of a shared library or a Python extension module.
    var isLibrary: Bool { name.hasSuffix(".so") || name.contains(".so.") }
}
