import FunctionCompute

/// What environment markers (PEP 508) see: the interpreter of the target, never the one of this machine.
struct MarkerEnvironment: Hashable, Sendable {
    /// Variables with one value.
    var values: [String: String]
    /// Variables that hold a set of names (PEP 751).
    var sets: [String: Set<String>]

    /// The environment of CPython on Linux, x86-64. Function Compute publishes no third number of its Python versions;
    /// where the catalogue has none it counts as 0, as in uv.
    init(python: DottedVersion, groups: Set<String> = []) {
        let full = (python.parts + [0, 0]).prefix(3).map(String.init).joined(separator: ".")
        values = [
            "implementation_name": "cpython", "implementation_version": full, "os_name": "posix",
            "platform_machine": "x86_64", "platform_python_implementation": "CPython", "platform_release": "",
            "platform_system": "Linux", "platform_version": "", "python_full_version": full,
            "python_version": "\(python.major).\(python.minor)",
            "sys_platform": python.major == 2 ? "linux2" : "linux", "extra": "",
        ]
        sets = ["extras": [], "dependency_groups": groups]
    }
}
