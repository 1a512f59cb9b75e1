import BuildModel

/// What a user must know of packages whose installation scripts are not run: caches and choices that they would have made.
struct DebianAdvice {
    let set: BuildModel.DebianLibraries
    let parts: [DebianLinks.Part]

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
