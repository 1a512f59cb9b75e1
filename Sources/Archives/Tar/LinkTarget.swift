/// Where a symbolic link of an archive may point.
struct LinkTarget {
    /// Top folders of a system whose place is below `/usr` when they are merged.
    static let merged: Set<String> = ["bin", "sbin", "lib", "lib32", "lib64", "libx32"]

    /// A path of the archive as it is put into the folder.
    static func placed(_ parts: [Substring], _ options: UnpackOptions) -> [Substring] {
        guard options.mergesIntoUsr, let first = parts.first, merged.contains(String(first)) else { return parts }
        return ["usr"] + parts
    }

    /// The text that a link in the folder `folder` (parts of its real path) gets; `nil` if it points out of the root. `..` is
    /// taken only in front: behind a name it would depend on links on the way.
    static func text(_ target: String, in folder: [Substring], _ options: UnpackOptions) -> String? {
        let isAbsolute = target.utf8.first == UInt8(ascii: "/")
        if isAbsolute, options.absoluteLinks == .refuse { return nil }
        if isAbsolute, options.absoluteLinks == .keep { return target }
        let parts = target.split(separator: "/").filter { $0 != "." }
        let climb = parts.prefix { $0 == ".." }.count
        guard !parts.dropFirst(climb).contains("..") else { return nil }
        if !isAbsolute { return climb <= folder.count ? target : nil }
        let place = placed(Array(parts.dropFirst(climb)), options)
        let common = zip(place, folder).prefix { $0 == $1 }.count
        let relative = Array(repeating: "..", count: folder.count - common) + place.dropFirst(common)
        return relative.isEmpty ? "." : relative.joined(separator: "/")
    }
}
