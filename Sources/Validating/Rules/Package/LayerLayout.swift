import BuildModel
import FunctionCompute

/// Python packages in a layer where Python does not look.
struct LayerLayout: PackageRule {
    static let description = RuleDescription(
        "layer-layout", .warning, "packages in a layer lie where the runtime does not look",
        """
        A layer is unpacked at `/opt`, and Python looks in `/opt/python` only. Packages at the root of the layer, in another
        wrapping folder or in `python/lib/pythonX.Y` of another version are not found, unless the function itself adds the
        folder to `sys.path` or `PYTHONPATH`. Where the handler imports one of them and nothing else has it, it is an error.

        Wrong: `requests/__init__.py` in the layer's zip

        Right: `python/requests/__init__.py` (`pip install --target python requests`, then zip the folder `python`)

        Source: D/021
        """)

    func check(_ subject: PackageSubject) -> [Finding] {
        guard subject.kind == .layer else { return [] }
        let pythons = subject.runtimes.filter { $0.family == .python }
        guard !pythons.isEmpty else { return [] }
        let contents = subject.contents
        let searchesRoot = subject.environments.contains { environment in
            environment["PYTHONPATH"]?.split(separator: ":").contains { $0 == "/opt" || $0 == "/opt/" } ?? false
        }
        if contents.folders["python"] == nil, !searchesRoot {
            if let wrapper = Self.wrapper(of: contents) {
                return [
                    Self.description.finding(
                        "the folder `python` lies in `\(wrapper)/`: the layer is looked at in `/opt/python`",
                        severity: isWanted(subject, in: wrapper + "/python") ? .error : nil,
                        at: contents.location(wrapper + "/python"),
                        hint: "zip the contents of `\(wrapper)`, not the folder")
                ]
            }
            let packages = Self.packagesAtRoot(of: contents)
            guard !packages.isEmpty else { return [] }
            let wanted = packages.filter(subject.wantedModules.contains)
            let list = packages.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
            return [
                Self.description.finding(
                    "\(list)\(packages.count > 3 ? " and \(packages.count - 3) more" : "") at the root of the layer: "
                        + "`\(pythons[0].id)` looks in `python/`"
                        + (wanted.isEmpty ? "" : "; the handler imports `\(wanted[0])` and nothing else has it"),
                    severity: wanted.isEmpty ? nil : .error, at: contents.location(packages.first),
                    hint: "put the packages into a folder `python`")
            ]
        }
        return otherVersions(subject, pythons)
    }

    /// Whether this rule says of a layer that it has a module where the runtime does not look.
    static func misplaces(_ module: String, in contents: PackageContents, version: DottedVersion) -> Bool {
        if contents.folders["python"] == nil {
            if let wrapper = wrapper(of: contents) { return has(module, in: wrapper + "/python", contents) }
            return packagesAtRoot(of: contents).contains(module)
        }
        guard contents.folders["python"] == ["lib"] else { return false }
        let present = contents.folders["python/lib"] ?? []
        return !present.contains("python\(version.major).\(version.minor)")
            && present.contains { has(module, in: "python/lib/\($0)/site-packages", contents) }
    }

    private static func has(_ module: String, in folder: String, _ contents: PackageContents) -> Bool {
        contents.folders[folder + "/" + module] != nil || contents.files[folder + "/" + module + ".py"] != nil
    }

    private func isWanted(_ subject: PackageSubject, in folder: String) -> Bool {
        subject.wantedModules.contains { Self.has($0, in: folder, subject.contents) }
    }

    /// Importable packages at the root.
    static func packagesAtRoot(of contents: PackageContents) -> [String] {
        (contents.folders[""] ?? []).filter { name in
            contents.folders[name]?.contains("__init__.py") ?? false || name.hasSuffix(".dist-info")
        }.filter { !$0.hasSuffix(".dist-info") || contents.folders[""]?.count == 1 }
    }

    private static func wrapper(of contents: PackageContents) -> String? {
        guard let names = contents.folders[""], names.count == 1, let only = names.first,
            contents.folders[only + "/python"] != nil
        else { return nil }
        return only
    }

    private func otherVersions(_ subject: PackageSubject, _ runtimes: [Runtime]) -> [Finding] {
        let contents = subject.contents
        // Only where the flat form is not used at all: several versions side by side are fine.
        guard contents.folders["python"] == ["lib"] else { return [] }
        let present = (contents.folders["python/lib"] ?? []).filter { $0.hasPrefix("python") }
        return runtimes.compactMap { runtime in
            guard let version = runtime.pythonVersion, !present.isEmpty,
                !present.contains("python\(version.major).\(version.minor)")
            else { return nil }
            return Self.description.finding(
                "packages lie in `python/lib/\(present[0])`: `\(runtime.id)` looks in `python/` and "
                    + "`python/lib/python\(version.major).\(version.minor)/site-packages`",
                severity: isWanted(subject, in: "python/lib/\(present[0])/site-packages") ? .error : nil,
                at: contents.location("python/lib/\(present[0])"), hint: "put the packages into `python/` itself")
        }
    }
}
