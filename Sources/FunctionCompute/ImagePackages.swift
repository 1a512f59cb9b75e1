/// The Debian packages that need not be packed for a runtime, by name.
///
/// Few on purpose: of the images of `python3.10`, `python3.12`, `nodejs18`, `nodejs20` and `custom.debian10` to `12` no build is
/// public, and a library that stands in a package twice costs some space, one that is missing costs the function. So only those
/// libraries count as there that every program needs, and whose second copy would be dangerous (glibc), with the programs of
/// Debian's Essential and required packages (Debian Policy 2.5 and 3.8). For the images on Debian 9 also the packages that
/// fcdocker's `commons/Dockerfile.*` install (see `ImageLibraries`).
public enum ImagePackages {
    /// Names of packages that a runtime's image has; empty for the user's own image.
    public static func present(in runtime: Runtime) -> Set<String> {
        guard let release = runtime.debian else { return [] }
        var names = base.union(unneeded)
        for soname in release == .stretch ? ImageLibraries.documented(for: runtime) : [] {
            if let name = DebianLibraries.package(of: soname, in: release) { names.insert(name) }
        }
        return names
    }

    /// Whether a package serves installing only, and is left out without being in the image.
    public static func isForInstallingOnly(_ name: String) -> Bool { unneeded.contains(name) }

    /// Libraries of every program, Essential and required packages, time zones and certificates.
    private static let base = names(
        """
        libc6 libc-bin libgcc1 libgcc-s1 libstdc++6 libcrypt1 libtinfo5 libtinfo6 zlib1g
        base-files base-passwd bash bsdutils coreutils dash debianutils diffutils dpkg e2fsprogs findutils grep gzip hostname
        login mawk mount ncurses-base ncurses-bin passwd perl-base sed sysvinit-utils tar tzdata util-linux ca-certificates
        netbase
        """)

    /// What only installation scripts and running systems use; no script is run and no system is started.
    private static let unneeded = names(
        """
        adduser cdebconf debconf dictionaries-common emacsen-common init-system-helpers install-info libpam-runtime
        libpam-modules libpam-modules-bin libpam-systemd lsb-base mailcap media-types mime-support multiarch-support
        readline-common sensible-utils systemd systemd-sysv ucf udev update-inetd
        """)

    /// Packages that others depend on, and that are packed only where they are asked for by name: drivers of graphics cards,
    /// which instances do not have; with LLVM they are half of a layer with `ffmpeg`.
    public static let drivers: Set<String> = ["libgl1-mesa-dri", "libgl1-amber-dri"]

    private static func names(_ text: String) -> Set<String> {
        Set(text.split { $0 == " " || $0 == "\n" }.map(String.init))
    }
}
