import Archives
import BuildModel
import FunctionCompute

/// The parts of a package with their share of the zip.
struct PackageParts {
    private let parts: [(name: String, size: Int64)]

    init(_ subject: PackageSubject) {
        var sizes: [String: Int64] = [:]
        if let components = subject.package?.components, !components.isEmpty {
            for component in components {
                sizes[component.name + (component.version.map { " " + $0 } ?? ""), default: 0] += component.zippedSize
            }
        } else {
            // A zip from elsewhere: folders below the one that everything lies in.
            let prefix = ["python", "nodejs/node_modules", "java/lib"].first { subject.contents.folders[$0] != nil }
            for (path, entry) in subject.contents.files {
                var inside = path[...]
                if subject.kind == .layer, let prefix, path.hasPrefix(prefix + "/") {
                    inside = path.dropFirst(prefix.count + 1)
                }
                sizes[String(inside.prefix { $0 != "/" }), default: 0] += Int64(clamping: entry.compressedSize)
            }
        }
        parts = sizes.map { ($0.key, $0.value) }.sorted { ($1.size, $0.name) < ($0.size, $1.name) }
    }

    /// The five largest.
    var words: String {
        parts.prefix(5).map { "`\($0.name)` (\(megabytes($0.size)))" }.joined(separator: ", ")
    }
}

/// Bytes as the platform's limits count them: 1 MB is 1 048 576 bytes.
func megabytes(_ bytes: Int64) -> String {
    let tenths = (bytes * 10 + (1 << 19)) / (1 << 20)
    return tenths % 10 == 0 ? "\(tenths / 10) MB" : "\(tenths / 10).\(tenths % 10) MB"
}
