import Binaries
import FunctionCompute

/// A library with the names, versions and sizes of another one and no code: enough to link against an older glibc than the one
/// that the names were read from. Symbols newer than the floor are left out; where that takes a symbol's default version away,
/// the newest one that is left takes its place, as it was in the older glibc. Versions of other names than glibc's are left out like
/// newer ones: libcrypt, which left glibc after Debian 10, has those of glibc for old programs.
struct StubLibrary {
    /// A symbol in one version.
    struct Symbol: Hashable {
        var name: String
        var version: DottedVersion
        var isDefault: Bool
        var kind: ELFExport.Kind
        var isWeak: Bool
        var size: UInt64
    }

    /// The name that programs ask for, for example `libc.so.6`.
    let soname: String
    /// By name, then by version.
    private(set) var symbols: [Symbol] = []
    /// Names that the older glibc does not have.
    private(set) var absent: [String] = []

    /// The stub of a library at a floor.
    init(of exports: ELFExports, soname: String, floor: DottedVersion) {
        self.soname = soname
        var kept: [String: [Symbol]] = [:]
        var lost: Set<String> = []
        for export in exports.symbols where !export.isAbsolute {
            // `GLIBC_PRIVATE` and `GLIBC_ABI_…` belong to one build of glibc.
            guard let version = export.version, version != "GLIBC_PRIVATE" else { continue }
            guard let number = Self.number(version), number <= floor else {
                if export.isDefault { lost.insert(export.name) }
                continue
            }
            kept[export.name, default: []].append(
                Symbol(
                    name: export.name, version: number, isDefault: export.isDefault, kind: export.kind,
                    isWeak: export.isWeak, size: export.size))
        }
        for name in lost {
            guard var versions = kept[name], !versions.contains(where: \.isDefault),
                let newest = versions.indices.max(by: { versions[$0].version < versions[$1].version })
            else { continue }
            versions[newest].isDefault = true
            kept[name] = versions
        }
        absent = lost.filter { kept[$0] == nil }.sorted()
        symbols = kept.values.flatMap(\.self).sorted {
            ($0.name, $0.version, $0.isDefault ? 0 : 1) < ($1.name, $1.version, $1.isDefault ? 0 : 1)
        }
    }

    private static let prefix = "GLIBC_"

    private static func number(_ version: String) -> DottedVersion? {
        version.hasPrefix(prefix) ? DottedVersion(version.dropFirst(prefix.count)) : nil
    }

    /// The library in the words of the assembler.
    var assembly: String {
        var text = ".section .note.GNU-stack,\"\",@progbits\n"
        for (index, symbol) in symbols.enumerated() {
            let label = "__stub_\(index)"
            let (section, type) =
                switch symbol.kind {
                case .object: (".data", "object")
                case .threadLocal: (".section .tbss,\"awT\",@nobits", "tls_object")
                case .function, .indirectFunction, .other: (".text", "function")
                }
            text += "\(section)\n\(symbol.isWeak ? ".weak" : ".globl") \(label)\n.type \(label), @\(type)\n"
            if type == "function" {
                text += "\(label): .byte 0\n.size \(label), 1\n"
            } else {
                text += ".balign 32\n\(label): .zero \(max(symbol.size, 1))\n.size \(label), \(symbol.size)\n"
            }
            let version = Self.name(symbol.version)
            // Either way the label itself does not become a symbol of the library.
            text += ".symver \(label), \(symbol.name)"
            text += symbol.isDefault ? "@@@\(version)\n" : "@\(version), remove\n"
        }
        return text
    }

    /// The versions, each built on the one before, for the linker.
    var versionScript: String {
        var text = ""
        var previous: DottedVersion?
        for version in Set(symbols.map(\.version)).sorted() {
            text += "\(Self.name(version)) { }"
            text += (previous.map { " " + Self.name($0) } ?? "") + ";\n"
            previous = version
        }
        return text
    }

    private static func name(_ version: DottedVersion) -> String { prefix + version.description }
}
