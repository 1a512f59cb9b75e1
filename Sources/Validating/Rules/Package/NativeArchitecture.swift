import Binaries
import BuildModel
import FunctionCompute

/// A program or library for another processor or system.
struct NativeArchitecture: PackageRule {
    static let description = RuleDescription(
        "native-arch", .error, "a binary is for another processor or system",
        """
        Function Compute runs Linux on x86-64 only. A Python extension module or start file for macOS, Windows or arm64 fails
        with `invalid ELF header`, `exec format error` or as a module that does not exist. Files beside a twin that fits are
        left alone; others that may never be loaded are warnings.

        Wrong: `pip install --target package numpy` on a Mac

        Right: `fclayer build`, or `pip install --platform manylinux2014_x86_64 --only-binary=:all: --target package numpy`

        Source: D/021, D/009, D/076
        """)

    func check(_ subject: PackageSubject) -> [Finding] {
        let wrong = subject.natives.files.compactMap { file in
            problem(of: file).flatMap { words in severity(of: file, subject).map { (file, words, $0) } }
        }
        let owners = subject.contents.owners(of: Set(wrong.map(\.0.path)))
        return FileGroups.findings(
            wrong.map { FileGroups.Item(path: $0.0.path, owner: owners[$0.0.path], severity: $0.2, words: $0.1) }
        ) { item, more in
            Self.description.finding(
                "`\(item.path)`\(FileGroups.brought(by: item.owner)) is \(item.words); Function Compute runs Linux on "
                    + "x86-64" + more, severity: item.severity, at: subject.contents.location(item.path),
                hint: item.owner == nil
                    ? "build it on or for Linux x86-64"
                    : "install \(item.owner?.name ?? "it") for Linux x86-64 (`fclayer build` does)")
        }
    }

    private func problem(of file: NativeFile) -> String? {
        switch file.kind {
        case .machO, .machOFat: return "a macOS binary"
        case .pe: return "a Windows binary"
        case .elf:
            if let problem = file.problem { return "a damaged ELF file that \(problem)" }
            guard let elf = file.elf, elf.machine != .x86_64 || elf.bits != 64 else { return nil }
            return elf.machine == .x86_64 ? "a 32-bit ELF file (x32)" : "an ELF file for \(elf.machine)"
        default: return nil
        }
    }

    /// `nil` where the file is known not to matter.
    private func severity(of file: NativeFile, _ subject: PackageSubject) -> Finding.Severity? {
        if subject.startFiles.contains(file.path) { return .error }
        guard let module = ExtensionModule(file.path) else {
            // Programs for other systems lie beside the right one in many packages.
            return file.kind == .elf && file.isLibrary ? .warning : nil
        }
        guard subject.runtimes.contains(where: { $0.pythonVersion != nil && $0.family == .python }) else {
            return .warning
        }
        if module.hasSourceTwin(in: subject.contents) { return .warning }
        if hasWorkingTwin(module, subject) { return nil }
        return module.tag.isEmpty && !isInPackage(file, subject) ? .warning : .error
    }

    /// Libraries without a tag in folders that are no Python packages may be loaded by other means, or never.
    private func isInPackage(_ file: NativeFile, _ subject: PackageSubject) -> Bool {
        let folder = String(file.folder)
        return ["", "python"].contains(folder) || folder.hasSuffix("site-packages")
            || subject.contents.files[folder + "/__init__.py"] != nil
    }

    private func hasWorkingTwin(_ module: ExtensionModule, _ subject: PackageSubject) -> Bool {
        subject.natives.files.contains { other in
            other.elf?.machine == .x86_64 && other.elf?.bits == 64 && ExtensionModule(other.path)?.stem == module.stem
        }
    }
}

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

/// Many files with one cause become one finding: those that one distribution brought and that have the same words.
enum FileGroups {
    struct Item {
        let path: String
        let owner: Distribution?
        let severity: Finding.Severity
        let words: String
        /// Items are one group where this is equal too.
        var key = ""
    }

    static func findings(_ items: [Item], _ make: (Item, String) -> Finding) -> [Finding] {
        var order: [String] = []
        var groups: [String: [Item]] = [:]
        for item in items {
            let owner = item.owner?.description ?? "folder " + item.path.prefix { $0 != "/" }
            let key = owner + "\u{0}" + item.severity.rawValue + "\u{0}" + (item.key.isEmpty ? item.words : item.key)
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(item)
        }
        return order.compactMap { key in
            guard let items = groups[key], let first = items.first else { return nil }
            let more = items.count == 1 ? "" : " (and \(items.count - 1) more file\(items.count == 2 ? "" : "s"))"
            return make(first, more)
        }
    }

    static func brought(by owner: Distribution?) -> String { owner.map { ", brought by \($0)," } ?? "" }
}
