import Archives
import BuildModel

/// Where a file of a Debian package stands in a layer or in code: libraries in `lib`, programs in `bin`, data in `share`,
/// configuration in `etc`. Pure.
struct DebianLayout {
    /// What becomes of an entry.
    enum Outcome: Hashable {
        /// It goes to this place.
        case place(String)
        /// It is not needed by programs.
        case leftOut
    }

    /// Folders of Debian (with one `/usr`) and of the package; the longest that fits counts.
    private static let folders = [
        ("usr/lib/x86_64-linux-gnu", "lib"), ("usr/lib64", "lib"), ("usr/lib", "lib"), ("usr/libexec", "libexec"),
        ("usr/bin", "bin"), ("usr/sbin", "bin"), ("usr/games", "bin"), ("usr/share", "share"), ("etc", "etc"),
    ]

    /// Parts that only installed systems, desktops, developers or readers use.
    private static let dropped = [
        "usr/lib/debug", "usr/lib/mime", "usr/lib/systemd", "usr/lib/udev", "usr/lib/tmpfiles.d", "usr/lib/sysusers.d",
        "usr/lib/modprobe.d", "usr/lib/modules-load.d", "usr/lib/sysctl.d", "usr/lib/pkgconfig", "usr/lib/init",
        "usr/lib/x86_64-linux-gnu/pkgconfig", "usr/lib/x86_64-linux-gnu/cmake", "usr/share/man", "usr/share/info",
        "usr/share/locale", "usr/share/lintian", "usr/share/bash-completion", "usr/share/zsh", "usr/share/fish",
        "usr/share/bug", "usr/share/doc-base", "usr/share/menu", "usr/share/applications", "usr/share/pixmaps",
        "usr/share/icons", "usr/share/metainfo", "usr/share/appdata", "usr/share/gtk-doc", "usr/share/help",
        "usr/share/apport", "usr/share/initramfs-tools", "usr/share/pkgconfig", "usr/share/aclocal",
        "usr/share/debconf", "usr/share/debhelper", "etc/init.d", "etc/init", "etc/cron.d", "etc/cron.daily",
        "etc/cron.hourly", "etc/cron.weekly", "etc/cron.monthly", "etc/default", "etc/logrotate.d", "etc/apt",
        "etc/dpkg", "etc/systemd", "etc/pam.d", "etc/bash_completion.d", "etc/apparmor.d", "etc/ld.so.conf.d",
        "etc/alternatives", "etc/profile.d", "etc/udev", "etc/modprobe.d", "etc/network", "etc/xdg", "etc/ufw",
        "etc/kernel", "etc/update-motd.d", "etc/security", "etc/sysctl.d", "etc/emacs",
    ]

    /// A path of a package with one `/usr`, as all systems since Debian 12 have it: `/lib/x` is `/usr/lib/x`.
    static func merged(_ path: String) -> String {
        let first = path.prefix { $0 != "/" }
        return ["bin", "sbin", "lib", "lib64"].contains(String(first)) ? "usr/" + path : path
    }

    /// The place of an entry that is named as the package names it, without `./` in front.
    static func outcome(of path: String) -> Outcome {
        let path = merged(path)
        if path.hasPrefix("usr/share/doc/") {
            let parts = path.split(separator: "/")
            return parts.count == 5 && parts[4] == "copyright" ? .place("share/doc/\(parts[3])/copyright") : .leftOut
        }
        guard !folders.contains(where: { $0.0 == path }) else { return .leftOut }
        guard !dropped.contains(where: { isInside(path, $0) }), !isForLinking(path) else { return .leftOut }
        for (folder, place) in folders where path.hasPrefix(folder + "/") {
            return .place(place + path.dropFirst(folder.count))
        }
        return .leftOut
    }

    /// The place of what a link leads to: of folders too. `nil` where the package does not have it.
    static func target(of path: String) -> String? {
        let path = merged(path)
        if let folder = folders.first(where: { $0.0 == path }) { return folder.1 }
        guard case .place(let place) = outcome(of: path) else { return nil }
        return place
    }

    /// The text of a link at `place` (in the package), written as `target` in an entry `path` (of Debian); `nil` where what it
    /// leads to is not packed. Throws for a link that climbs above the root of the system.
    static func link(_ target: String, from path: String, at place: String) throws(LinkLeavesRoot) -> String? {
        var parts = target.hasPrefix("/") ? [] : merged(path).split(separator: "/").dropLast().map(String.init)
        for part in target.split(separator: "/") where part != "." {
            guard part == ".." else {
                parts.append(String(part))
                continue
            }
            guard parts.popLast() != nil else { throw LinkLeavesRoot() }
        }
        guard let end = self.target(of: parts.joined(separator: "/")) else { return nil }
        return relative(end, from: place)
    }

    /// A link from one place of the package to another; `nil` for a link to itself or to a folder that it stands in.
    static func relative(_ end: String, from place: String) -> String? {
        let end = end.split(separator: "/")
        let folder = place.split(separator: "/").dropLast()
        let common = zip(end, folder).prefix { $0 == $1 }.count
        guard common < end.count, end.joined(separator: "/") != place else { return nil }
        return (Array(repeating: "..", count: folder.count - common) + end.dropFirst(common)).joined(separator: "/")
    }

    private static func isInside(_ path: String, _ folder: String) -> Bool {
        path.hasPrefix(folder) && (path.utf8.count == folder.utf8.count || path.dropFirst(folder.count).first == "/")
    }

    /// Static libraries and what goes with them; in folders of their own such files tell of plugins.
    private static func isForLinking(_ path: String) -> Bool {
        guard path.hasSuffix(".a") || path.hasSuffix(".la") else { return false }
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        return folder == "usr/lib" || folder == "usr/lib/x86_64-linux-gnu"
    }

    /// A link that climbs above the root of the system.
    struct LinkLeavesRoot: Error {}
}
