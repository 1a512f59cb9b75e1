import FunctionCompute

/// The way out where a library is missing.
enum LibraryAdvice {
    /// Distributions that bring the same without the libraries that they ask the system for.
    private static let alternatives = [
        "opencv-python": "opencv-python-headless", "opencv-contrib-python": "opencv-contrib-python-headless",
        "psycopg2": "psycopg2-binary", "psycopg-c": "psycopg-binary", "mysqlclient": "PyMySQL",
    ]

    static func hint(for missing: MissingLibrary, owner: Distribution?) -> String {
        if missing.isNoLibrary {
            return "the file of that name is no library: pack symlinks as symlinks (`zip -y`)"
        }
        if missing.library.hasPrefix("libswift") || missing.library.contains("Foundation") {
            return
                "link with `swift: {runtime: static}`, or add the library to a layer's `swift: {libraries: […]}`; built "
                + "without fclayer: `--static-swift-stdlib`, or Swift's runtime libraries in a layer's `lib/` and `/opt/lib` "
                + "in `LD_LIBRARY_PATH`"
        }
        if let elsewhere = missing.elsewhere {
            let folder = elsewhere[..<(elsewhere.lastIndex(of: "/") ?? elsewhere.endIndex)]
            return "`\(elsewhere)` is there, but the linker does not look in its folder: add `\(folder)` to "
                + "`LD_LIBRARY_PATH`, or move it to `lib/`"
        }
        var ways: [String] = []
        let name = owner?.name.lowercased().replacing("_", with: "-") ?? ""
        if let other = alternatives[name] {
            ways.append("`\(other)` in place of `\(name)`")
        }
        if let debian = missing.runtime.debian {
            if let package = DebianLibraries.package(of: missing.library, in: debian) {
                ways.append(
                    "the libraries of Debian \(debian.rawValue)'s package `\(package)` in `lib/` of the code or of a layer"
                        + (missing.runtime.findsLayersByItself ? "" : " (with `LD_LIBRARY_PATH` set)"))
            } else if let package = nearest(missing.library, to: debian) {
                ways.append(
                    "a build on Debian \(debian.rawValue), which has `\(package.soname)` of package `\(package.name)`")
            } else {
                ways.append("the library in `lib/` of the code or of a layer")
            }
        }
        return "ways on: " + ways.joined(separator: "; ")
    }

    /// The same library in another version, as a release has it: `libssl.so.1.1` for `libssl.so.3`.
    private static func nearest(
        _ soname: String, to release: DebianRelease
    ) -> (soname: String, name: String)? {
        guard let range = soname.firstRange(of: ".so.") else { return nil }
        return DebianLibraries.version(of: String(soname[..<range.lowerBound]), in: release)
    }
}
