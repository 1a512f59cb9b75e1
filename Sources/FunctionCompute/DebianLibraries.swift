/// Which Debian package has a shared library. Table and sources: `DebianLibraryTable`.
public enum DebianLibraries {
    /// What the releases of Debian know of a soname.
    public struct Packages: Hashable, Sendable {
        /// The package in each release that has one.
        public fileprivate(set) var names: [DebianRelease: String] = [:]
    }

    /// The packages that have a soname; `nil` for a soname that the table does not know.
    public static func packages(of soname: String) -> Packages? { table[soname] }

    /// The package that has a soname in a release, if there is one that is known.
    public static func package(of soname: String, in release: DebianRelease) -> String? {
        table[soname]?.names[release]
    }

    /// Whether it is known that no package of a release has the soname.
    public static func isUnpackaged(_ soname: String, in release: DebianRelease) -> Bool {
        guard let packages = table[soname] else { return false }
        return packages.names[release] == nil
    }

    /// The version of a library that a release has, by the part of its soname before `.so.`, for example `libssl`.
    public static func version(of stem: String, in release: DebianRelease) -> (soname: String, name: String)? {
        let prefix = stem + ".so."
        let fitting = table.filter { $0.key.hasPrefix(prefix) && $0.value.names[release] != nil }
        return fitting.min { $0.key < $1.key }.flatMap { soname, packages in
            packages.names[release].map { (soname, $0) }
        }
    }

    private static let table: [String: Packages] = {
        var table: [String: Packages] = [:]
        for line in DebianLibraryTable.lines.split(separator: "\n") {
            let fields = line.split(separator: " ").map(String.init)
            guard fields.count > 2 else { continue }
            for soname in fields[2...] {
                var packages = table[soname] ?? Packages()
                for release in releases(fields[0]) { packages.names[release] = fields[1] }
                table[soname] = packages
            }
        }
        return table
    }()

    /// The releases of `*`, `-`, `9` or `10-12`.
    static func releases(_ text: String) -> [DebianRelease] {
        if text == "*" { return DebianRelease.allCases }
        let numbers = text.split(separator: "-").compactMap { Int($0) }
        guard let first = numbers.first, let last = numbers.last else { return [] }
        return DebianRelease.allCases.filter { $0.rawValue >= first && $0.rawValue <= last }
    }
}
