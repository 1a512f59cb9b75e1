/// Compilers that build C and C++ code for a Debian release whatever this machine runs: against the release's headers and
/// libraries, and with the names of its C library's symbols.
public struct TargetCompilers: Hashable, Sendable, Codable {
    /// Path of the C compiler, which is also the linker.
    public var c: String
    /// Path of the C++ compiler.
    public var cxx: String
    /// The folder of the release's headers and libraries.
    public var sysroot: String

    /// Makes a value from absolute paths.
    public init(c: String, cxx: String, sysroot: String) {
        self.c = c
        self.cxx = cxx
        self.sysroot = sysroot
    }
}
