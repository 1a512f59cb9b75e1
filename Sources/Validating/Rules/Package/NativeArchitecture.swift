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
        left alone; others that may never be loaded are warnings. So are files that were built for Alpine's musl library, which
        the images do not have, and files that were cut off.

        Wrong: `pip install --target package numpy` on a Mac

        Right: `fclayer build`, or `pip install --platform manylinux2014_x86_64 --only-binary=:all: --target package numpy`

        Source: D/021, D/009, D/076
        """)

    func check(_ subject: PackageSubject) -> [Finding] {
        let wrong = subject.natives.files.compactMap { file in
            problem(of: file, subject).flatMap { words in severity(of: file, subject).map { (file, words, $0) } }
        }
        let owners = subject.contents.owners(of: Set(wrong.map(\.0.path)))
        return FileGroups.findings(
            wrong.map { FileGroups.Item(path: $0.0.path, owner: owners[$0.0.path], severity: $0.2, words: $0.1) }
        ) { item, more in
            Self.description.finding(
                "`\(item.path)`\(FileGroups.brought(by: item.owner)) is \(item.words)" + more, severity: item.severity,
                at: subject.contents.location(item.path),
                hint: item.owner == nil
                    ? "build it on or for Linux x86-64"
                    : "install \(item.owner?.name ?? "it") for Linux x86-64 (`fclayer build` does)")
        }
    }

    private func problem(of file: NativeFile, _ subject: PackageSubject) -> String? {
        let system = "; Function Compute runs Linux on x86-64"
        switch file.kind {
        case .machO, .machOFat: return "a macOS binary" + system
        case .pe: return "a Windows binary" + system
        case .elf:
            if let problem = file.problem { return "a damaged ELF file that \(problem)" }
            guard let elf = file.elf else { return nil }
            if elf.machine != .x86_64 { return "an ELF file for \(elf.machine)" + system }
            if elf.bits != 64 { return "a 32-bit ELF file (x32)" + system }
            if elf.isBigEndian { return "a big-endian ELF file" + system }
            if isMusl(file, elf, subject) { return "built for musl (Alpine Linux); the runtimes have glibc" }
            // Files of debug information keep the headers of what was stripped off.
            guard let part = elf.missingPart, !file.name.hasSuffix(".debug") else { return nil }
            return part == .segments
                ? "a damaged ELF file that is cut off: its segments lie outside the file"
                : "an ELF file that is cut off: its section headers lie outside the file"
        default: return nil
        }
    }

    /// Start programs of that kind are a finding of `elf-interpreter`.
    private func isMusl(_ file: NativeFile, _ elf: ELFFile, _ subject: PackageSubject) -> Bool {
        Musl.built(elf) && !subject.startFiles.contains(file.path)
            && !subject.contents.files.keys.contains { $0.contains("libc.musl-") || $0.contains("ld-musl-") }
    }

    /// `nil` where the file is known not to matter.
    private func severity(of file: NativeFile, _ subject: PackageSubject) -> Finding.Severity? {
        let isCut = file.elf?.missingPart == .sectionHeaders
        if subject.startFiles.contains(file.path) { return isCut ? .warning : .error }
        if isCut, let elf = file.elf, elf.machine == .x86_64, elf.bits == 64 { return .warning }
        if file.elf.map(Musl.built) == true, let severity = severity(ofMusl: file, subject) { return severity.value }
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
            other.elf?.machine == .x86_64 && other.elf?.bits == 64 && other.elf.map(Musl.built) == false
                && ExtensionModule(other.path)?.stem == module.stem
        }
    }

    /// Packages carry twins for Alpine, which nothing loads here; `nil` for Python's modules, which are told apart by name.
    private func severity(
        ofMusl file: NativeFile, _ subject: PackageSubject
    ) -> (value: Finding.Severity?, Void)? {
        if file.path.contains("musl") && ExtensionModule(file.path) == nil { return (nil, ()) }
        if file.path.hasSuffix(".node") {
            let package = NodePackage.root(of: file.path)
            let hasTwin = subject.natives.files.contains { other in
                other.path.hasSuffix(".node") && NodePackage.root(of: other.path) == package
                    && other.elf.map { !Musl.built($0) && $0.machine == .x86_64 } == true
            }
            return (hasTwin ? nil : .error, ())
        }
        return ExtensionModule(file.path) == nil ? (.warning, ()) : nil
    }
}
