import BuildModel
import FunctionCompute

/// What a user must know of packages that were made for `/usr` and stand elsewhere: variables that tell their programs where, and
/// caches and choices that installation scripts would have made.
struct DebianAdvice {
    let set: BuildModel.DebianLibraries
    let parts: [DebianLinks.Part]
    let links: DebianLinks

    /// A variable that makes programs look in a folder of the package. Source: the manual page or documentation that the
    /// program's package has.
    private static let variables: [(folder: String, variable: String, value: String)] = [
        ("etc/fonts/", "FONTCONFIG_PATH", "etc/fonts"),
        ("etc/ImageMagick-6/", "MAGICK_CONFIGURE_PATH", "etc/ImageMagick-6"),
        (
            "lib/ImageMagick-6.9.11/modules-Q16/coders/", "MAGICK_CODER_MODULE_PATH",
            "lib/ImageMagick-6.9.11/modules-Q16/coders"
        ),
        (
            "lib/ImageMagick-6.9.10/modules-Q16/coders/", "MAGICK_CODER_MODULE_PATH",
            "lib/ImageMagick-6.9.10/modules-Q16/coders"
        ),
        ("share/ghostscript/", "GS_LIB", "share/ghostscript"),
        ("share/tesseract-ocr/5/tessdata/", "TESSDATA_PREFIX", "share/tesseract-ocr/5/tessdata"),
        ("share/tesseract-ocr/4.00/tessdata/", "TESSDATA_PREFIX", "share/tesseract-ocr/4.00/tessdata"),
        ("share/proj/", "PROJ_LIB", "share/proj"), ("share/gdal/", "GDAL_DATA", "share/gdal"),
        ("share/misc/magic.mgc", "MAGIC", "share/misc/magic.mgc"),
        ("lib/file/magic.mgc", "MAGIC", "lib/file/magic.mgc"),
        ("share/perl5/", "PERL5LIB", "share/perl5"), ("share/glib-2.0/schemas/", "XDG_DATA_DIRS", "share"),
        ("share/mime/", "XDG_DATA_DIRS", "share"), ("share/X11/locale/", "XLOCALEDIR", "share/X11/locale"),
        ("share/X11/xkb/", "XKB_CONFIG_ROOT", "share/X11/xkb"),
        ("lib/gio/modules/", "GIO_EXTRA_MODULES", "lib/gio/modules"),
        ("lib/dri/", "LIBGL_DRIVERS_PATH", "lib/dri"),
    ]

    /// Packages whose scripts write something that their programs need, and what to do instead.
    private static let scripts: [(package: String, words: String, hint: String)] = [
        (
            "libgdk-pixbuf-2.0-0", "writes the list of its image loaders",
            "`gdk-pixbuf-query-loaders` writes it when a function starts; set GDK_PIXBUF_MODULE_FILE to the file"
        ),
        (
            "ghostscript", "lists the fonts of the system",
            "programs of Ghostscript find no fonts but their own; name others with `-sFONTPATH=`"
        ),
    ]

    /// The notes.
    func emit(to sink: FindingSink) {
        let location = set.source.packages.first?.location ?? .none
        let places = parts.flatMap { $0.contents.entries.map(\.place) }
        var settings: [String] = []
        for (folder, variable, value) in Self.variables where places.contains(where: { $0.hasPrefix(folder) }) {
            let setting = "\(variable)=\(set.mount)/\(value)"
            if !settings.contains(where: { $0.hasPrefix(variable + "=") }) { settings.append(setting) }
        }
        if !settings.isEmpty {
            let list = settings.map { "`\($0)`" }.joined(separator: ", ")
            sink.emit(
                Finding(
                    rule: "debian-variables", severity: .note,
                    message:
                        "programs of these packages look in `/usr` and `/etc`, and are in `\(set.mount)`: they may "
                        + "need \(list)", location: location,
                    hint: "set those that your programs use in `environmentVariables` of the function"))
        }
        for (package, words, hint) in Self.scripts where parts.contains(where: { $0.name == package }) {
            sink.emit(
                Finding(
                    rule: "debian-script-skipped", severity: .note,
                    message: "the installation script of `\(package)` \(words); scripts of packages are not run",
                    location: location, hint: hint))
        }
        for part in parts where part.contents.hasUnknownAlternatives {
            sink.emit(
                Finding(
                    rule: "debian-script-skipped", severity: .note,
                    message: "the installation script of `\(part.name)` sets up names for its programs that cannot be "
                        + "known without running it", location: location,
                    hint: "call the programs by the names that they have in `bin/`"))
        }
    }
}
