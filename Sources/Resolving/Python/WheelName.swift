/// The file name of a wheel taken apart (PEP 427): name, version, build number and the tags it was made for.
struct WheelName: Hashable, Sendable {
    /// The name as PEP 503 normalises it.
    let name: String
    /// The version as the file name has it.
    let version: String
    /// Number and rest of the build tag: a higher one wins among equal tags.
    let build: BuildTag?
    let pythons: [String]
    let abis: [String]
    let platforms: [String]
    /// The whole file name.
    let fileName: String

    /// The optional third part of a wheel's name: digits, then any text.
    struct BuildTag: Hashable, Sendable, Comparable {
        var number: Int
        var rest: String

        static func < (left: BuildTag, right: BuildTag) -> Bool {
            (left.number, left.rest) < (right.number, right.rest)
        }
    }

    /// Takes a file name apart; `nil` if it is not the name of a wheel.
    init?(_ fileName: String) {
        guard fileName.hasSuffix(".whl") else { return nil }
        let fields = fileName.dropLast(4).split(separator: "-" as Character, omittingEmptySubsequences: false)
        guard fields.count == 5 || fields.count == 6, fields.allSatisfy({ !$0.isEmpty }) else { return nil }
        guard fields[0].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }) else { return nil }
        name = PythonName.normalised(fields[0])
        version = String(fields[1].map { $0 == "_" ? "-" : $0 })
        if fields.count == 6 {
            let digits = fields[2].prefix { $0.isASCII && $0.isNumber }
            guard let number = Int(digits) else { return nil }
            build = BuildTag(number: number, rest: String(fields[2][digits.endIndex...]))
        } else {
            build = nil
        }
        let tags = fields.suffix(3).map { $0.split(separator: "." as Character).map(String.init) }
        pythons = tags[0]
        abis = tags[1]
        platforms = tags[2]
        self.fileName = String(fileName)
    }

    /// All tags that the compressed sets stand for.
    var tags: [WheelTag] {
        pythons.flatMap { python in
            abis.flatMap { abi in platforms.map { WheelTag(python: python, abi: abi, platform: $0) } }
        }
    }

    /// Whether it holds nothing that depends on a platform.
    var isPure: Bool { platforms == ["any"] }
}

/// Interpreter, ABI and platform that a wheel was made for (PEP 425), for example `cp310-cp310-manylinux_2_28_x86_64`.
struct WheelTag: Hashable, Sendable, CustomStringConvertible {
    var python: String
    var abi: String
    var platform: String

    var description: String { "\(python)-\(abi)-\(platform)" }
}
