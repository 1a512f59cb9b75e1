import Archives

/// What to say of a defect, beyond what the reader of archives says.
enum DefectWords {
    /// The detail with the names that people know.
    static func detail(of defect: ZipDefect) -> String {
        guard defect.kind == .unknownMethod, let number = defect.detail.split(separator: " ").last else {
            return defect.detail
        }
        let names: [Substring: String] = [
            "1": "shrink", "6": "implode", "9": "Deflate64", "12": "bzip2", "14": "LZMA", "93": "Zstandard", "95": "XZ",
            "98": "PPMd", "99": "AES encryption",
        ]
        return defect.detail + (names[number].map { ", \($0)," } ?? "") + " is neither stored nor deflate"
    }

    /// The way out.
    static func hint(for defect: ZipDefect) -> String? {
        switch defect.kind {
        case .nameWithControlCharacter where defect.entry?.contains("\\") == true:
            "folders are divided by `/` in a zip: pack it with `fclayer build`, `zip -r` or a newer packer"
        case .absoluteName, .nameLeavesPackage: "zip from inside the folder: `cd folder && zip -r ../code.zip .`"
        case .encrypted: "make the zip without a password"
        case .unknownMethod: "pack it with deflate, as `zip -r` does"
        case .duplicateName: "make the zip anew instead of adding to it, so that each name is there once"
        case .nameNotUTF8, .utf8FlagMissing: "pack it on a system with UTF-8 names, or with `fclayer build`"
        case .setuid: "`chmod u-s,g-s`: instances run as root, so that the bit changes nothing"
        case .hiddenEntry, .headersDisagree, .overlappingEntries, .ambiguousEnd, .libraryDisagrees:
            "make the zip anew: readers that begin at different ends see different files"
        default: nil
        }
    }
}
