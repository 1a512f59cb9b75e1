/// The system and processor in the name of a folder or file that npm packages and .NET use, for example
/// `sharp-linuxmusl-x64`, `darwin-arm64` and `swc.linux-x64-gnu.node`.
struct PlatformName {
    private var hasOther = false
    private var hasSystem = false
    private var hasProcessor = false

    init(_ name: Substring) {
        for part in name.lowercased().split(whereSeparator: { "-_.@+".contains($0) }) {
            switch part {
            case "linux": hasSystem = true
            case "darwin", "osx", "macos", "win32", "win", "win10", "windows", "freebsd", "openbsd", "netbsd", "sunos",
                "aix", "android", "openharmony", "linuxmusl", "musl", "musleabihf", "maccatalyst", "ios":
                hasOther = true
                hasSystem = true
            case "arm64", "aarch64", "arm", "armv6", "armv7", "armv7l", "armhf", "gnueabihf", "ia32", "ppc64",
                "ppc64le", "s390x", "riscv64", "loong64", "loongarch64", "mips64", "mips64el", "mipsel":
                hasOther = true
                hasProcessor = true
            case "x64", "x86", "amd64", "64", "32": hasProcessor = true
            default: break
            }
        }
    }

    /// Whether it is not for Linux on x86-64 with glibc, on which every runtime is (D/021, D/009).
    ///
    /// - Parameter isCertain: The place says already that the name is that of a platform.
    func isOther(isCertain: Bool) -> Bool { hasOther && (isCertain || hasSystem && hasProcessor) }
}
