/// File systems whose changes can come from another machine, of which this one's kernel tells nothing: network mounts, folders that a
/// virtual machine or a container has from its host.
public enum SilentMounts {
    /// Types of `/proc/self/mountinfo`. `fuse.` stands for all kinds of it but those below.
    private static let types: Set<String> = [
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "virtiofs", "vboxsf", "prl_fs", "vmhgfs", "fakeowner", "ceph",
        "afs",
        "lustre", "gpfs", "glusterfs", "beegfs", "ocfs2", "gfs2", "drvfs", "fuse",
    ]
    private static let local: Set<String> = ["fuse.fuse-overlayfs", "fuse.bindfs", "fuse.lxcfs"]

    /// The first of the folders that lies on such a mount, with the mount's type.
    public static func first(among folders: some Sequence<String>) -> (folder: String, type: String)? {
        guard let bytes = try? Files.read("/proc/self/mountinfo", limit: 16 << 20) else { return nil }
        return first(among: folders, mountInfo: String(decoding: bytes, as: UTF8.self))
    }

    static func first(among folders: some Sequence<String>, mountInfo: String) -> (folder: String, type: String)? {
        let mounts = mounts(in: mountInfo)
        guard mounts.contains(where: isSilent) else { return nil }
        for folder in folders {
            let over = mounts.filter { $0.place == "/" || folder == $0.place || folder.hasPrefix($0.place + "/") }
            // The longest place is the nearest; of equal ones the last lies on top.
            guard
                let mount = over.enumerated().max(by: {
                    ($0.element.place.count, $0.offset) < ($1.element.place.count, $1.offset)
                })?.element
            else { continue }
            if isSilent(mount) { return (folder, mount.type) }
        }
        return nil
    }

    private static func isSilent(_ mount: (place: String, type: String)) -> Bool {
        types.contains(mount.type) || mount.type.hasPrefix("fuse.") && !local.contains(mount.type)
    }

    private static func mounts(in text: String) -> [(place: String, type: String)] {
        text.split(separator: "\n").compactMap { line in
            // `36 35 98:0 /root /place options … - type source options` (proc(5)).
            let fields = line.split(separator: " ")
            guard fields.count > 6, let dash = fields.firstIndex(of: "-"), fields.indices.contains(dash + 1) else {
                return nil
            }
            let place = fields[4].replacing("\\040", with: " ").replacing("\\011", with: "\t").replacing(
                "\\134", with: "\\")
            return (String(place), String(fields[dash + 1]))
        }
    }
}
