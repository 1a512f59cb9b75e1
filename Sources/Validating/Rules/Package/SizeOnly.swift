import Archives
import BuildModel
import FunctionCompute

/// Files that only cost size.
struct SizeOnly: PackageRule {
    static let description = RuleDescription(
        "size-only", .note, "a package carries files that nothing needs when it runs",
        """
        Large packages are slower to upload and to start. Counted, as they lie in the zip: version control, tests and
        documentation of dependencies, type declarations, sources of compiled modules, source maps, binaries for other
        platforms (macOS, Windows, ARM, musl), static libraries, bytecode for another Python, caches and development tools.
        One note for a package, from 1 MB on, or from 5 % of the package and 100 KB.

        Wrong: `.git` and `node_modules/typescript` in the code folder

        Right: `.fcignore` with these paths; `npm ci --omit=dev`

        Source: own choice
        """)

    func check(_ subject: PackageSubject) -> [Finding] {
        let size = subject.contents.size
        guard size >= 100 << 10 else { return [] }
        let tags = Set(
            subject.runtimes.compactMap(\.pythonVersion).map { "cpython-\($0.major)\($0.minor)" })
        var sums: [CostKind: (size: Int64, largest: UInt64, path: String)] = [:]
        var total: Int64 = 0
        for (path, entry) in subject.contents.files where entry.kind == .file {
            guard let kind = CostKind(path, subject.folders, pythonTags: tags) else { continue }
            total += Int64(clamping: entry.compressedSize)
            var sum = sums[kind] ?? (0, 0, "")
            sum.size += Int64(clamping: entry.compressedSize)
            if (entry.compressedSize, sum.path) > (sum.largest, path) || sum.path.isEmpty {
                (sum.largest, sum.path) = (entry.compressedSize, path)
            }
            sums[kind] = sum
        }
        guard total >= 1 << 20 || total >= 100 << 10 && total >= size / 20 else { return [] }
        let told = sums.filter { $0.value.size >= 50 << 10 }
        let parts = (told.isEmpty ? sums : told).sorted {
            ($1.value.size, $0.key.rawValue) < ($0.value.size, $1.key.rawValue)
        }
        let words = parts.prefix(6).map { "\(megabytes($0.value.size)) \($0.key.rawValue) (as `\($0.value.path)`)" }
        return [
            Self.description.finding(
                "files that only cost size take \(megabytes(total)) of \(megabytes(size)): "
                    + words.joined(separator: ", ") + (parts.count > 6 ? ", …" : ""),
                at: subject.contents.location(), hint: hint(Set(sums.keys)))
        ]
    }

    private func hint(_ kinds: Set<CostKind>) -> String {
        kinds.contains(.developmentTools)
            ? "install without development tools (`npm ci --omit=dev`), and leave the rest out with `.fcignore`"
            : "leave them out with `.fcignore` or `exclude:`"
    }
}
