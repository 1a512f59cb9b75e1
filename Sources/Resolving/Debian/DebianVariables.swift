import FunctionCompute

/// The variables by which programs that were built for `/usr` and `/etc` find their files elsewhere. Source: the manual page or the
/// documentation that the program's package has.
enum DebianVariables {
    /// A variable with the folders or files that it names.
    private struct Rule {
        var name: String
        /// Folders (with `/` at the end) or files of a package that the variable names; `*` stands for one name or a part of it.
        var places: [String]
        /// What must be there for the variable to be needed, if not the places themselves.
        var markers: [String] = []
        /// The folders that are looked into without the variable.
        var usual: [String] = []
        /// The newest release that needs it.
        var until: DebianRelease?
    }

    private static let rules = [
        Rule(name: "FONTCONFIG_PATH", places: ["etc/fonts/"]),
        // Fontconfig looks for fonts in `fonts` of these, too; that of Debian 11 (2.13.1) in the latter alone.
        Rule(
            name: "XDG_DATA_DIRS", places: ["share/"],
            markers: ["share/fonts/", "share/glib-2.0/schemas/", "share/mime/"],
            usual: ["/usr/local/share", "/usr/share"]),
        Rule(name: "XDG_DATA_HOME", places: ["share/"], markers: ["share/fonts/"], until: .bullseye),
        Rule(
            name: "MAGICK_CONFIGURE_PATH",
            places: ["etc/ImageMagick-*/", "share/ImageMagick-*/", "lib/ImageMagick-*/config-*/"]),
        Rule(name: "MAGICK_CODER_MODULE_PATH", places: ["lib/ImageMagick-*/modules-*/coders/"]),
        Rule(name: "MAGICK_CODER_FILTER_PATH", places: ["lib/ImageMagick-*/modules-*/filters/"]),
        Rule(name: "GS_LIB", places: ["share/ghostscript/*/Resource/Init/", "share/ghostscript/*/lib/"]),
        Rule(name: "TESSDATA_PREFIX", places: ["share/tesseract-ocr/*/tessdata/"]),
        // Newer ones look beside their library.
        Rule(name: "PROJ_LIB", places: ["share/proj/"], markers: ["share/proj/epsg"]),
        Rule(name: "GDAL_DATA", places: ["share/gdal/"]),
        Rule(name: "MAGIC", places: ["lib/file/magic.mgc"]),
        Rule(name: "PERL5LIB", places: ["lib/perl5/5*/", "share/perl5/", "lib/perl/5*/", "share/perl/5*/"]),
        Rule(name: "XLOCALEDIR", places: ["share/X11/locale/"]),
        Rule(name: "XKB_CONFIG_ROOT", places: ["share/X11/xkb/"]),
        Rule(name: "GIO_EXTRA_MODULES", places: ["lib/gio/modules/"]),
        Rule(name: "LIBGL_DRIVERS_PATH", places: ["lib/dri/"]),
    ]

    /// The complete variables for files at these places of a package that is mounted at `mount`.
    static func variables(for places: [String], mount: String, release: DebianRelease) -> [String: String] {
        var variables: [String: String] = [:]
        for rule in rules where rule.until.map({ release.rawValue <= $0.rawValue }) ?? true {
            guard
                rule.markers.isEmpty
                    || places.contains(where: { place in rule.markers.contains(where: place.hasPrefix) })
            else { continue }
            let found = rule.places.flatMap { pattern in Set(places.compactMap { named($0, by: pattern) }).sorted() }
            guard !found.isEmpty else { continue }
            variables[rule.name] = (found.map { mount + "/" + $0 } + rule.usual).joined(separator: ":")
        }
        return variables
    }

    /// The folder or file that a pattern names, without `/` at the end, if a place is in it.
    private static func named(_ place: String, by pattern: String) -> String? {
        let wanted = pattern.split(separator: "/")
        let parts = place.split(separator: "/")
        guard pattern.hasSuffix("/") ? parts.count > wanted.count : parts.count == wanted.count,
            zip(parts, wanted).allSatisfy(matches)
        else { return nil }
        return parts.prefix(wanted.count).joined(separator: "/")
    }

    private static func matches(_ part: Substring, _ pattern: Substring) -> Bool {
        guard pattern.hasSuffix("*") else { return part == pattern }
        return part.hasPrefix(pattern.dropLast())
    }
}
