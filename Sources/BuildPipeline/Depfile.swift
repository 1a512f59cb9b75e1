import BuildModel
import Compiling
import FileTrees

/// What a build looked at, in the form in which compilers tell make and ninja what they read (`gcc -MD -MP`).
public struct Depfile: Sendable {
    /// The text of the file.
    public let text: String

    /// A rule for `targets` with all inputs, and an empty rule for each input, so that one that goes away is no error. Paths are as
    /// make must see them. Names with a line end cannot be written down and are left out.
    init(targets: [String], inputs: [String]) {
        let inputs = inputs.filter { !$0.utf8.contains { $0 == 10 || $0 == 13 } }
        let rule = targets.map(Self.escaped).joined(separator: " ") + ":"
        let lines = [rule] + inputs.map { "  " + Self.escaped($0) }
        let phony = inputs.map { Self.escaped($0) + ":" }
        text = lines.joined(separator: " \\\n") + "\n" + phony.map { "\n" + $0 + "\n" }.joined()
    }

    /// A path as make and ninja both read it.
    private static func escaped(_ path: String) -> String {
        var text = ""
        for character in path {
            switch character {
            case " ", "#", ":", "\\": text += "\\" + String(character)
            case "$": text += "$$"
            default: text.append(character)
            }
        }
        return text
    }
}

extension RunState {
    /// Absolute paths of all that was there and was looked at: files, and folders whose names decide.
    var inputs: [String] {
        var paths: Set<String> = []
        // Of folders the names decide, where they were read, and nothing else.
        for stamp in stamps where stamp.mark?.isFolder == false { paths.insert(stamp.path) }
        for listing in listings where Files.exists(listing.folder) { paths.insert(listing.folder) }
        for folder in folders {
            guard let marks = folder.marks else { continue }
            for name in marks.paths {
                paths.insert(name == "." ? folder.source.path : folder.source.path + "/" + name)
            }
        }
        for source in sources { paths.formUnion(source.files) }
        return paths.sorted()
    }
}
