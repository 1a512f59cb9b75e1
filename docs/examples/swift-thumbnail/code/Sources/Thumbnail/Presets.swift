import Assets
import FoundationEssentials
import FunctionComputeEvents

/// The sizes of `presets.txt`, which lies in the resource bundle beside the program.
struct Presets: Sendable {
    private let sizes: [(name: String, longest: Int)]

    var names: [String] { sizes.map(\.name) }

    func longestSide(_ name: String) -> Int? { sizes.first { $0.name == name }?.longest }

    static func load() throws -> Presets {
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let folder = program.prefix(upTo: program.lastIndex(of: "/") ?? program.startIndex)
        let path = "\(folder)/\(String(cString: assets_bundle))/presets.txt"
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw BadRequest("the package has no `\(path)`")
        }
        return Presets(text: String(decoding: bytes, as: UTF8.self))
    }

    init(text: String) {
        sizes = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
            let words = line.split(separator: " ")
            guard words.count == 2, let longest = Int(words[1]), longest > 0 else { return nil }
            return (String(words[0]), longest)
        }
    }
}
