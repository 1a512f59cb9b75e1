import Archives
import ArtifactStore
import BuildModel
import FileTrees
import FunctionCompute

/// Puts packages together to a root file system, without running anything of them.
struct RootFileSystemBuilder {
    /// What a function's program needs to start, and a shell with its tools: the platform's images hold more, of which it
    /// documents nothing.
    static let packages = [
        "base-files", "bash", "busybox-static", "ca-certificates", "dash", "libc-bin", "libc6", "libcrypt1",
        "libgcc-s1",
        "libstdc++6", "libtinfo6", "netbase", "tzdata", "zlib1g",
    ]

    /// Changes when roots are made differently.
    static let version = 1

    private static let dropped = [
        "usr/share/doc/", "usr/share/man/", "usr/share/info/", "usr/share/locale/", "usr/share/lintian/",
        "usr/share/bug/", "usr/share/menu/", "usr/share/zoneinfo/right/", "usr/share/zoneinfo/posix/",
    ]

    /// Tools of busybox that get a name of their own, where the packages have none.
    private static let applets = [
        "[", "ash", "awk", "base64", "basename", "cat", "chmod", "chown", "cmp", "cp", "cut", "date", "dd", "df",
        "diff",
        "dirname", "dmesg", "du", "echo", "egrep", "env", "expr", "false", "fgrep", "find", "free", "grep", "gunzip",
        "gzip", "head", "hostname", "id", "ip", "kill", "less", "ln", "ls", "md5sum", "mkdir", "mkfifo", "mktemp",
        "more",
        "mount", "mv", "nc", "nproc", "od", "pidof", "ping", "printf", "ps", "pwd", "readlink", "realpath", "rm",
        "rmdir",
        "sed", "seq", "sha1sum", "sha256sum", "sleep", "sort", "stat", "stty", "sync", "tail", "tar", "tee", "test",
        "timeout", "top", "touch", "tr", "true", "tty", "umount", "uname", "uniq", "unxz", "unzip", "uptime", "vi",
        "wc",
        "wget", "which", "whoami", "xargs", "xxd", "xz", "yes", "zcat",
    ]

    /// Fills an empty folder.
    static func build(_ archives: [DebianArchive], in root: String) throws(StageFailure) {
        for archive in archives {
            do throws(ArchiveError) {
                try DebianPackageFile.unpack(archive.file, into: root, .root) { entry in
                    !dropped.contains { entry.path.hasPrefix($0) }
                }
            } catch {
                throw StageFailure(
                    .environment, "debian-package-damaged",
                    "the package `\(archive.name)` \(archive.version) cannot be unpacked: \(error)")
            }
        }
        try asStage { () throws(FileTreeError) in
            for folder in [
                "code", "dev", "etc", "opt", "proc", "root", "run", "sys", "tmp", "usr/bin", "usr/sbin", "var/tmp",
            ] {
                try Files.makeFolders(root + "/" + folder)
            }
            for top in ["bin", "sbin", "lib", "lib64"] where !stands(root + "/" + top) {
                try Files.makeLink(at: root + "/" + top, to: "usr/" + top)
            }
            try tools(in: root)
            try configuration(in: root)
            try certificates(in: root)
        }
    }

    private static func stands(_ path: String) -> Bool { (try? Files.status(path, followingLink: false)) != nil }

    private static func tools(in root: String) throws(FileTreeError) {
        let bin = root + "/usr/bin/"
        if !stands(bin + "sh") { try Files.makeLink(at: bin + "sh", to: stands(bin + "dash") ? "dash" : "busybox") }
        guard stands(bin + "busybox") else { return }
        for name in applets where !stands(bin + name) && !stands(root + "/usr/sbin/" + name) {
            try Files.makeLink(at: bin + name, to: "busybox")
        }
    }

    /// What installation scripts of the packages would write.
    private static func configuration(in root: String) throws(FileTreeError) {
        let files = [
            "passwd": "root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n",
            "group": "root:x:0:\ntty:x:5:\nnogroup:x:65534:\n",
            "hosts": "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n",
            "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files dns\nservices: files\nprotocols: files\n",
            "resolv.conf": "", "hostname": "localhost\n", "timezone": "Etc/UTC\n",
        ]
        for (name, text) in files where !stands("\(root)/etc/\(name)") {
            try AtomicFile.write(Array(text.utf8), to: "\(root)/etc/\(name)")
        }
        if !stands(root + "/etc/localtime") {
            try Files.makeLink(at: root + "/etc/localtime", to: "../usr/share/zoneinfo/Etc/UTC")
        }
    }

    /// All certificates as one file, where OpenSSL, curl and Go look for them.
    private static func certificates(in root: String) throws(FileTreeError) {
        let folder = root + "/usr/share/ca-certificates/mozilla"
        guard stands(folder) else { return }
        var bundle: [UInt8] = []
        for name in try Files.names(inFolder: folder) where name.hasSuffix(".crt") {
            bundle += try Files.read(folder + "/" + name, limit: 1 << 20)
            if bundle.last != 0x0A { bundle.append(0x0A) }
        }
        try Files.makeFolders(root + "/etc/ssl/certs")
        try AtomicFile.write(bundle, to: root + "/etc/ssl/certs/ca-certificates.crt")
    }
}
