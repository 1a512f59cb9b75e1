import FunctionCompute

/// Why a wheel does not fit a runtime: the nearest miss among its tags.
enum WheelRefusal: Hashable, Sendable, CustomStringConvertible {
    case notAWheel
    case otherSystem(String)
    case otherArchitecture(String)
    case muslLibc
    case newerGlibc(needed: DottedVersion, has: DottedVersion)
    case unprovenPlatform
    case otherPython(made: String, runs: String)
    case otherABI(made: String, runs: String)
    case notListed

    /// The reason, as the end of a sentence that names the wheel.
    var description: String {
        switch self {
        case .notAWheel: "is not named as a wheel"
        case .otherSystem(let system): "is for \(system)"
        case .otherArchitecture(let name): "is for \(name), the runtime is x86-64"
        case .muslLibc: "is for musl, the runtime has glibc"
        case .newerGlibc(let needed, let has): "needs glibc \(needed), the runtime has \(has)"
        case .unprovenPlatform: "is tagged linux_x86_64, which says nothing about glibc"
        case .otherPython(let made, let runs): "is for \(made), the runtime is \(runs)"
        case .otherABI(let made, let runs): "has the ABI \(made), the runtime has \(runs)"
        case .notListed: "has tags that the runtime does not take"
        }
    }

    /// Finds the reason for a wheel that `SupportedTags` does not take.
    init(_ wheel: WheelName, python: DottedVersion, glibc: DottedVersion) {
        let platformTrouble = wheel.platforms.map { Self.trouble(platform: $0, glibc: glibc) }
        if platformTrouble.allSatisfy({ $0 != nil }),
            let nearest = platformTrouble.compactMap(\.self).max(by: { $0.nearness < $1.nearness })
        {
            self = nearest
            return
        }
        let interpreter = "cp\(python.major)\(python.minor)"
        if !wheel.pythons.contains(where: { Self.runs($0, python: python, abis: wheel.abis) }) {
            self = .otherPython(made: wheel.pythons.joined(separator: ", "), runs: "\(interpreter)")
        } else if !wheel.abis.contains(where: { [SupportedTags.abi(python), "abi3", "none"].contains($0) }) {
            self = .otherABI(made: wheel.abis.joined(separator: ", "), runs: SupportedTags.abi(python))
        } else {
            self = .notListed
        }
    }

    /// How near the miss is: the best of a wheel's platforms is told.
    private var nearness: Int {
        switch self {
        case .newerGlibc: 4
        case .unprovenPlatform: 3
        case .muslLibc: 2
        case .otherArchitecture: 1
        default: 0
        }
    }

    private static func trouble(platform: String, glibc: DottedVersion) -> WheelRefusal? {
        if platform == "any" { return nil }
        if platform.hasPrefix("macosx") { return .otherSystem("macOS") }
        if platform.hasPrefix("win") { return .otherSystem("Windows") }
        if platform.hasPrefix("ios") || platform.hasPrefix("android") || platform.contains("emscripten")
            || platform.hasPrefix("pyodide") || platform.contains("wasm")
        {
            return .otherSystem(platform)
        }
        guard platform.hasSuffix("x86_64") else {
            let parts = platform.split(separator: "_")
            return .otherArchitecture(parts.suffix(1).joined())
        }
        if platform.hasPrefix("musllinux") { return .muslLibc }
        if platform == "linux_x86_64" { return .unprovenPlatform }
        if platform.hasPrefix("manylinux_"), let needed = manylinux(platform), needed > glibc {
            return .newerGlibc(needed: needed, has: glibc)
        }
        if platform == "manylinux2014_x86_64", glibc < "2.17" { return .newerGlibc(needed: "2.17", has: glibc) }
        return nil
    }

    private static func manylinux(_ platform: String) -> DottedVersion? {
        let fields = platform.split(separator: "_")
        guard fields.count >= 3 else { return nil }
        return DottedVersion("\(fields[1]).\(fields[2])")
    }

    private static func runs(_ tag: String, python: DottedVersion, abis: [String]) -> Bool {
        guard let digits = Int(tag.dropFirst(2).prefix(1)), digits == python.major else { return false }
        let minor = Int(tag.dropFirst(3))
        if tag.hasPrefix("py") { return minor.map { $0 <= python.minor } ?? true }
        guard tag.hasPrefix("cp") else { return false }
        return minor == python.minor || (abis.contains("abi3") && (minor ?? 0) <= python.minor)
    }
}
