import FunctionCompute

/// Where a runtime's Python looks for modules.
enum PythonSearchPath {
    /// Code first, then what a layer holds (validate.md, section 3; fcdocker).
    static func folders(for runtime: Runtime, environment: [String: String]) -> [String] {
        var folders = ["/code"]
        if let extra = environment["PYTHONPATH"] {
            folders += extra.split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
        }
        if runtime.findsLayersByItself, let version = runtime.pythonVersion {
            folders += ["/opt/python/lib/python\(version.major).\(version.minor)/site-packages", "/opt/python"]
        }
        var seen: Set<String> = []
        return folders.filter { seen.insert($0).inserted }
    }
}
