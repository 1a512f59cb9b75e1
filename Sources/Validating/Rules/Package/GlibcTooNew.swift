import Binaries
import BuildModel
import FunctionCompute

/// A binary that needs newer system libraries than its runtime has.
struct GlibcTooNew: PackageRule {
    static let description = RuleDescription(
        "glibc-too-new", .error, "a binary needs a newer glibc or libstdc++ than the runtime has",
        """
        A binary names the versions of the system's libraries that it needs. The runtimes have those of their Debian release:
        glibc 2.24 on Debian 9, 2.28 on 10, 2.31 on 11 and 2.36 on 12. Where the need is higher the loader stops with
        ``version `GLIBC_2.34' not found``. A program that nothing is known to start is a warning.

        Wrong: a wheel `manylinux_2_34` in a layer for `python3.10` (Debian 10)

        Right: a version of the package with a wheel `manylinux_2_28` or `manylinux2014`, a build on a system as old as the
        runtime's, or a runtime on a newer Debian

        Source: Debian's libc6 and libstdc++6 of each release; D/009
        """)

    func check(_ subject: PackageSubject) -> [Finding] {
        let bundled = bundledLibraries(subject)
        var items: [(item: FileGroups.Item, runtime: Runtime, need: SymbolNeed)] = []
        for runtime in subject.runtimes {
            guard let debian = runtime.debian else { continue }
            for file in subject.natives.files {
                guard let elf = file.elf, elf.machine == .x86_64, elf.bits == 64, mayLoad(file, runtime),
                    let need = SymbolNeed.worst(of: elf, on: debian, bundled: bundled)
                else { continue }
                let severity = severity(of: file, subject)
                let words = "needs \(need.text)" + (need.symbol.map { " (for `\($0)`)" } ?? "")
                // One finding for each distribution and runtime: the highest need stands for all.
                items.append(
                    (
                        FileGroups.Item(
                            path: file.path, owner: nil, severity: severity, words: words, key: runtime.id), runtime,
                        need
                    ))
            }
        }
        guard !items.isEmpty else { return [] }
        let owners = subject.contents.owners(of: Set(items.map(\.item.path)))
        items.sort { left, right in
            (left.need.excess, right.item.path) > (right.need.excess, left.item.path)
        }
        let needs = Dictionary(items.map { ($0.item.path + " " + $0.runtime.id, $0) }, uniquingKeysWith: { a, _ in a })
        let grouped = items.map { entry in
            FileGroups.Item(
                path: entry.item.path, owner: owners[entry.item.path], severity: entry.item.severity,
                words: entry.item.words, key: entry.item.key)
        }
        return FileGroups.findings(grouped) { item, more in
            guard let runtime = needs[item.path + " " + item.key]?.runtime,
                let need = needs[item.path + " " + item.key]?.need, let debian = runtime.debian
            else { return Self.description.finding(item.words) }
            return Self.description.finding(
                "`\(item.path)`\(FileGroups.brought(by: item.owner)) \(item.words); `\(runtime.id)` (Debian "
                    + "\(debian.rawValue)) has \(need.available)" + more, severity: item.severity,
                at: subject.contents.location(item.path), hint: hint(item, need, runtime, debian, subject))
        }
    }

    /// A module for another Python is a finding of `python-abi`: its libraries do not matter.
    private func mayLoad(_ file: NativeFile, _ runtime: Runtime) -> Bool {
        guard runtime.family == .python, let version = runtime.pythonVersion, let module = ExtensionModule(file.path)
        else {
            return true
        }
        return module.pythonTag == nil || module.isLoaded(by: version)
    }

    private func hint(
        _ item: FileGroups.Item, _ need: SymbolNeed, _ runtime: Runtime, _ debian: DebianRelease,
        _ subject: PackageSubject
    ) -> String {
        var ways: [String] = []
        let isSwift = subject.natives.files.first { $0.path == item.path }?.elf?.isSwift ?? false
        if let owner = item.owner {
            ways.append("a version of \(owner.name) with a wheel for `\(debian.newestPlatformTag)` or older")
        } else if isSwift, runtime.family == .custom {
            // A build on the host needs glibc 2.35; the SDK's sysroot has the runtime's own.
            ways.append(
                "build it for the runtime: `fclayer build` does where the code folder has the `Package.swift`; by hand "
                    + "`fclayer sdk install \(runtime.id)` and `swift build --swift-sdk`")
            ways.append("`-Xswiftc -static-executable`, which needs no glibc at all")
        } else if item.path.hasSuffix(".node") {
            ways.append(
                "a release of the package that brings a binary for Debian \(debian.rawValue); or let fclayer compile it, by "
                    + "`node: {scripts: {allow: […]}}` and with a Swift toolchain on `PATH`, whose SDK has the runtime's "
                    + "headers")
        } else {
            ways.append("build it on Debian \(debian.rawValue) or older, or statically")
        }
        let fitting = RuntimeCatalogue.all.filter { other in
            other.family == runtime.family && other.retirement == nil && (other.debian.map(need.fits) ?? false)
        }
        if !fitting.isEmpty {
            ways.append("runtime " + fitting.map { "`\($0.id)`" }.joined(separator: " or "))
        } else if runtime.family != .custom,
            let custom = RuntimeCatalogue.all.last(where: {
                $0.family == .custom && ($0.debian.map(need.fits) ?? false)
            })
        {
            ways.append("runtime `\(custom.id)`")
        }
        return "ways on: " + ways.joined(separator: "; ")
    }

    private func severity(of file: NativeFile, _ subject: PackageSubject) -> Finding.Severity {
        if subject.startFiles.contains(file.path) { return .error }
        // node-gyp leaves there what the package loads; among `prebuilds/` a package chooses.
        if file.path.hasSuffix(".node"), "/\(file.path)".contains("/build/Release/") { return .error }
        guard file.isLibrary else { return .warning }
        if let module = ExtensionModule(file.path), module.hasSourceTwin(in: subject.contents) { return .warning }
        return .error
    }

    /// Names of the system libraries that the packages bring themselves where the linker finds them: their versions are not
    /// the image's.
    private func bundledLibraries(_ subject: PackageSubject) -> Set<String> {
        var names: Set<String> = []
        for path in subject.contents.files.keys where path.contains(".so") {
            let name = path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
            if name.hasPrefix("libstdc++.so.6") { names.insert("libstdc++.so.6") }
            if name == "libc.so.6" { names.formUnion(SymbolNeed.glibcLibraries) }
        }
        return names
    }
}
