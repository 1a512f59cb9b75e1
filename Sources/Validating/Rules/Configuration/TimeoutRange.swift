import BuildModel
import FunctionCompute

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
