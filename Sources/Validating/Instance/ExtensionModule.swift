import BuildModel
import FunctionCompute

/// A Python extension module by its file name, for example `numpy/core/_multiarray.cpython-310-x86_64-linux-gnu.so`.
struct ExtensionModule {
    /// The path without the ABI tag and `.so`.
    let stem: String
    /// The tag between the name and `.so`; empty where there is none.
    let tag: String

    /// `nil` where the name cannot be imported as a module.
    init?(_ path: String) {
        let ending = [".so", ".pyd", ".dylib"].first { path.hasSuffix($0) }
        guard let ending, ending != ".dylib" else { return nil }
        let body = path.dropLast(ending.count)
        let slash = body.lastIndex(of: "/")
        let name = slash.map { body[body.index(after: $0)...] } ?? body
        let fields = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let base = fields.first, !base.isEmpty, !base.hasPrefix("lib"),
            base.utf8.allSatisfy({
                ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x5F
            })
        else { return nil }
        // Folders of bundled libraries cannot be imported from either.
        let folder = slash.map { body[..<$0] } ?? ""
        guard !folder.split(separator: "/").contains(where: { $0.hasSuffix(".libs") || $0.hasSuffix(".dylibs") }) else {
            return nil
        }
        stem = String(slash.map { body[...$0] } ?? "") + base
        tag = fields.count > 1 ? String(fields[1]) : ""
    }

    /// `cpython-39` of `cpython-39-x86_64-linux-gnu`; `nil` for tags that any version loads or that are for no CPython.
    var pythonTag: String? {
        guard tag.hasPrefix("cpython-") else { return nil }
        let digits = tag.dropFirst("cpython-".count).prefix { $0.isNumber }
        return digits.count >= 2 ? "cpython-" + digits : nil
    }

    /// Whether the name is one that a version of CPython on Linux looks for.
    func isLoaded(by version: DottedVersion) -> Bool {
        tag.isEmpty || tag.hasPrefix("abi3") || pythonTag == "cpython-\(version.major)\(version.minor)"
    }

    /// Whether a module of the same name in Python stands beside it, which Python takes instead.
    func hasSourceTwin(in contents: PackageContents) -> Bool { contents.files[stem + ".py"] != nil }
}
