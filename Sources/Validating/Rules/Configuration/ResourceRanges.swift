import BuildModel
import FunctionCompute

/// Memory that the platform does not offer.
struct MemoryRange: ConfigurationRule {
    static let description = RuleDescription(
        "memory-range", .error, "the memory size is not one that Function Compute offers",
        """
        Memory is 128 to 32768 MB and a multiple of 64 MB; anything else is refused: `The value must be a multiple of 64 MB`.

        Wrong: `memorySize: 500`

        Right: `memorySize: 512`

        Source: SDK3, fc3
        """)

    func check(_ function: ConfiguredFunction) -> [Finding] {
        guard let memory = function.description.memory else { return [] }
        let limits = function.limits
        let location = function.location(of: "memorySize")
        guard memory >= limits.memoryMinimum, memory <= limits.memoryMaximum else {
            return [
                Self.description.finding(
                    "memory of \(memory) MB is outside \(limits.memoryMinimum) to \(limits.memoryMaximum) MB",
                    at: location)
            ]
        }
        guard limits.memoryStep > 0, memory % limits.memoryStep != 0 else { return [] }
        let next = (memory / limits.memoryStep + 1) * limits.memoryStep
        return [
            Self.description.finding(
                "memory of \(memory) MB is not a multiple of \(limits.memoryStep) MB", at: location,
                hint: "write \(min(next, limits.memoryMaximum))")
        ]
    }
}

/// A call that may run longer than the platform lets it.
struct TimeoutRange: ConfigurationRule {
    static let description = RuleDescription(
        "timeout-range", .error, "the time limit of a call is out of range",
        """
        A call may take 1 to 86400 seconds (a day); the default is 3.

        Wrong: `timeout: 0`

        Right: `timeout: 60`

        Source: D/quota, SDK3
        """)

    func check(_ function: ConfiguredFunction) -> [Finding] {
        guard let timeout = function.description.timeout, timeout < 1 || timeout > function.limits.timeout else {
            return []
        }
        return [
            Self.description.finding(
                "timeout of \(timeout) s is outside 1 to \(function.limits.timeout) s",
                at: function.location(of: "timeout"))
        ]
    }
}

/// More environment than the platform stores.
struct EnvironmentSize: ConfigurationRule {
    static let description = RuleDescription(
        "environment-size", .error, "the environment variables are too large",
        """
        All variables of a function together, names and values, have 4 KB. Values behind `${…}` that are not known before
        deployment are not counted.

        Wrong: a certificate of 5 KB in `environmentVariables`

        Right: the certificate as a file in the code or a layer, and its path in the variable

        Source: D/047
        """)

    func check(_ function: ConfiguredFunction) -> [Finding] {
        let environment = function.description.environment
        let sizes = environment.map { name, value in
            (name, name.utf8.count + (value.contains("${") ? 0 : value.utf8.count))
        }
        let total = sizes.reduce(0) { $0 + $1.1 }
        guard total > function.limits.environment else { return [] }
        let largest = sizes.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.prefix(3).map { "`\($0.0)` (\($0.1) bytes)" }
        return [
            Self.description.finding(
                "environment variables take \(total) bytes, the limit is \(function.limits.environment); largest: "
                    + largest.joined(separator: ", "), at: function.location(of: "environmentVariables"),
                hint: "put large values into a file of the code or a layer")
        ]
    }
}

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
