/// Compilers that build C and C++ code for a Debian release whatever this machine runs: against the release's headers and
/// libraries, and with the names of its C library's symbols.
public struct TargetCompilers: Hashable, Sendable, Codable {
    /// Path of the C compiler, which is also the linker.
    public var c: String
    /// Path of the C++ compiler.
    public var cxx: String
    /// The folder of the release's headers and libraries.
    public var sysroot: String
    /// The folders that all of it lies in, for those who hide the rest of the machine from a compiler.
    public var folders: [String]

    /// Makes a value from absolute paths.
    public init(c: String, cxx: String, sysroot: String, folders: [String]) {
        self.c = c
        self.cxx = cxx
        self.sysroot = sysroot
        self.folders = folders
    }

    /// The variables by which most build tools are told of compilers, and of where libraries are: not this machine's, which are
    /// not in the instance.
    public var variables: [String: String] {
        [
            // Build tools split these into words.
            "CC": Self.word(c), "CXX": Self.word(cxx),
            "PKG_CONFIG_LIBDIR": sysroot + "/usr/lib/x86_64-linux-gnu/pkgconfig", "PKG_CONFIG_SYSROOT_DIR": sysroot,
        ]
    }

    private static func word(_ path: String) -> String {
        let isPlain = path.utf8.allSatisfy { byte in
            let lower = byte | 0x20
            return lower >= 0x61 && lower <= 0x7A || byte >= 0x30 && byte <= 0x39 || "/._-+".utf8.contains(byte)
        }
        let inside = path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
        return isPlain ? path : "'" + inside + "'"
    }
}
