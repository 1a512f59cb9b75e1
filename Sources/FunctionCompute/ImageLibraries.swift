/// The shared libraries of the runtimes' images, by soname.
///
/// What every image has: the packages that a Debian system cannot be without (Essential or required, `apt`, and what they
/// depend on). Source: the package lists of Debian 11 and 12; for 9 and 10, which left the mirrors, the same packages with the
/// sonames of their time. What the documented images add: fcdocker (`commons/Dockerfile.*`), see `ImageLibraries+Documented`.
public enum ImageLibraries {
    /// Whether an image has a library.
    public enum Presence: Hashable, Sendable, Codable {
        /// It has.
        case present
        /// Neither a minimal system of its release nor what is documented of the image has it; a package of the release does.
        case notInstalled
        /// No package of its release has it.
        case unpackaged
        /// Nothing is known of it.
        case unknown
    }

    /// Whether the image of a runtime has a library where its linker looks without being told.
    public static func presence(of soname: String, on runtime: Runtime) -> Presence {
        guard let release = runtime.debian else { return .unknown }
        if base[release]?.contains(soname) == true || documented(for: runtime).contains(soname)
            || isOfLanguage(soname, runtime)
        {
            return .present
        }
        if DebianLibraries.isUnpackaged(soname, in: release) || isForeign(soname) { return .unpackaged }
        return DebianLibraries.packages(of: soname) == nil ? .unknown : .notInstalled
    }

    /// Libraries that the runtime's own language has loaded, or finds beside itself, when a function's code is loaded.
    private static func isOfLanguage(_ soname: String, _ runtime: Runtime) -> Bool {
        switch runtime.family {
        case .python:
            // CPython of the images is built with a shared library (fcdocker: `--enable-shared`).
            guard let version = runtime.pythonVersion else { return false }
            let name = "libpython\(version.major).\(version.minor)"
            return soname == name + ".so.1.0" || soname == name + "m.so.1.0" || soname == "libpython3.so"
        case .java:
            return [
                "libjvm.so", "libjava.so", "libverify.so", "libjli.so", "libzip.so", "libnet.so", "libnio.so",
                "libawt.so", "libjawt.so",
            ].contains(soname)
        case .dotnet: return ["libcoreclr.so", "libhostfxr.so", "libhostpolicy.so"].contains(soname)
        default: return false
        }
    }

    /// Libraries that no Debian system has: Swift's, and those of Alpine.
    private static func isForeign(_ soname: String) -> Bool {
        soname.hasPrefix("libswift") || soname.hasPrefix("libFoundation") || soname.hasPrefix("lib_Foundation")
            || soname.hasPrefix("libc.musl-")
    }

    private static let base: [DebianRelease: Set<String>] = {
        var base: [DebianRelease: Set<String>] = [:]
        for line in baseLines.split(separator: "\n") {
            let fields = line.split(separator: " ").map(String.init)
            for release in DebianLibraries.releases(fields.first ?? "-") {
                base[release, default: []].formUnion(fields.dropFirst())
            }
        }
        return base
    }()

    private static let baseLines = """
        * ld-linux-x86-64.so.2 libc.so.6 libm.so.6 libpthread.so.0 libdl.so.2 librt.so.1 libutil.so.1 libresolv.so.2
        * libnsl.so.1 libcrypt.so.1 libmvec.so.1 libanl.so.1 libBrokenLocale.so.1 libthread_db.so.1 libnss_files.so.2
        * libnss_dns.so.2 libnss_compat.so.2 libstdc++.so.6 libgcc_s.so.1 libz.so.1 libbz2.so.1.0 liblzma.so.5 liblz4.so.1
        * libacl.so.1 libattr.so.1 libselinux.so.1 libaudit.so.1 libcap-ng.so.0 libpam.so.0 libpam_misc.so.0 libpamc.so.0
        * libblkid.so.1 libmount.so.1 libuuid.so.1 libsmartcols.so.1 libsystemd.so.0 libudev.so.1 libdb-5.3.so
        * libdebconfclient.so.0 libcom_err.so.2 libss.so.2 libe2p.so.2 libext2fs.so.2 libgcrypt.so.20 libgpg-error.so.0
        9 libtinfo.so.5 libncurses.so.5 libncursesw.so.5 libfdisk.so.1 libustr-1.0.so.1
        9-10 libapt-pkg.so.5.0
        9-11 libpcre.so.3 libsemanage.so.1 libsepol.so.1
        10-12 libtinfo.so.6 libzstd.so.1 libseccomp.so.2 libgmp.so.10 libgnutls.so.30 libp11-kit.so.0 libtasn1.so.6
        10-12 libidn2.so.0 libunistring.so.2
        10 libffi.so.6 libnettle.so.6 libhogweed.so.4
        11 libffi.so.7 libnsl.so.2 libtirpc.so.3 libssl.so.1.1 libcrypto.so.1.1 libgssapi_krb5.so.2 libkrb5.so.3
        11 libk5crypto.so.3 libkrb5support.so.0 libkeyutils.so.1
        11-12 libapt-pkg.so.6.0 libpcre2-8.so.0 libxxhash.so.0 libnettle.so.8 libhogweed.so.6
        12 libffi.so.8 libmd.so.0 libcap.so.2 libsemanage.so.2 libsepol.so.2
        """
}
