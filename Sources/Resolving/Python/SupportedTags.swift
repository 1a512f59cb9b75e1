import FunctionCompute

/// The tags that a runtime's interpreter takes, best first: the order of `packaging.tags` (PEP 425, PEP 600).
struct SupportedTags: Hashable, Sendable {
    /// Best first.
    let tags: [WheelTag]
    private let rank: [WheelTag: Int]

    /// The tags of CPython on Debian, x86-64.
    ///
    /// - Parameter locallyBuilt: also the tag `linux_x86_64`, which promises nothing about glibc: only for wheels whose
    ///   binaries have been checked.
    init(python: DottedVersion, glibc: DottedVersion, locallyBuilt: Bool = false) {
        let platforms = Self.platforms(glibc: glibc) + (locallyBuilt ? ["linux_x86_64"] : [])
        let interpreter = "cp\(python.major)\(python.minor)"
        var tags: [WheelTag] = []
        func add(_ python: String, _ abi: String) {
            for platform in platforms { tags.append(WheelTag(python: python, abi: abi, platform: platform)) }
        }
        let hasStableABI = python >= "3.2"
        add(interpreter, Self.abi(python))
        if hasStableABI { add(interpreter, "abi3") }
        add(interpreter, "none")
        if hasStableABI {
            for minor in stride(from: python.minor - 1, through: 2, by: -1) { add("cp3\(minor)", "abi3") }
        }
        let generic = Self.genericPythons(python)
        for name in generic { add(name, "none") }
        tags.append(WheelTag(python: interpreter, abi: "none", platform: "any"))
        for name in generic { tags.append(WheelTag(python: name, abi: "none", platform: "any")) }
        self.tags = tags
        rank = Dictionary(tags.enumerated().map { ($1, $0) }, uniquingKeysWith: min)
    }

    /// How good a wheel fits, 0 is best; `nil` if it does not.
    func rank(of wheel: WheelName) -> Int? { wheel.tags.compactMap { rank[$0] }.min() }

    /// CPython marked builds with pymalloc up to 3.7, and wide Unicode in 2.7.
    static func abi(_ python: DottedVersion) -> String {
        let plain = "cp\(python.major)\(python.minor)"
        return python.major == 2 ? plain + "mu" : python < "3.8" ? plain + "m" : plain
    }

    /// manylinux_2_X for every glibc from the runtime's down to 2.5, each with its older name (PEP 600).
    static func platforms(glibc: DottedVersion) -> [String] {
        let olderNames = [17: "manylinux2014_x86_64", 12: "manylinux2010_x86_64", 5: "manylinux1_x86_64"]
        return stride(from: glibc.minor, through: 5, by: -1).flatMap { minor in
            ["manylinux_2_\(minor)_x86_64"] + [olderNames[minor]].compactMap(\.self)
        }
    }

    private static func genericPythons(_ python: DottedVersion) -> [String] {
        let older = stride(from: python.minor - 1, through: 0, by: -1).map { "py\(python.major)\($0)" }
        return ["py\(python.major)\(python.minor)", "py\(python.major)"] + older
    }
}
