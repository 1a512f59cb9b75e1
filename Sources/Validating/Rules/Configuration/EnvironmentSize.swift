import BuildModel
import FunctionCompute

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
