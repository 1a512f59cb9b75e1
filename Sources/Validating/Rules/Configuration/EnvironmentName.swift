import BuildModel

/// Names of variables that the platform keeps to itself.
struct EnvironmentName: ConfigurationRule {
    static let description = RuleDescription(
        "environment-name", .warning, "the name of an environment variable is not one for users",
        """
        Names begin with a letter and hold letters, digits and `_`; names that begin with `FC_` are Function Compute's own.

        Wrong: `environmentVariables: { FC_REGION: x, 2nd: y }`

        Right: `environmentVariables: { MY_REGION: x, SECOND: y }`

        Source: D/047
        """)

    func check(_ function: ConfiguredFunction) -> [Finding] {
        function.description.environment.keys.sorted().compactMap { name in
            let location = function.location(of: "environmentVariables")
            if name.hasPrefix("FC_") {
                return Self.description.finding(
                    "variable `\(name)`: names that begin with `FC_` are Function Compute's own", at: location)
            }
            let bytes = Array(name.utf8)
            let isLetter = { (byte: UInt8) in (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }
            let isGood =
                bytes.first.map { isLetter($0) || $0 == UInt8(ascii: "_") } ?? false
                && bytes.allSatisfy { isLetter($0) || $0 == UInt8(ascii: "_") || ($0 >= 0x30 && $0 <= 0x39) }
            guard !isGood, !name.contains("${") else { return nil }
            return Self.description.finding(
                "variable `\(name)`: names begin with a letter and hold letters, digits and `_`", at: location)
        }
    }
}
