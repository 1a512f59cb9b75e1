import BuildModel
import FunctionCompute

/// A runtime that the platform does not take any more.
struct RuntimeRetired: ConfigurationRule {
    static let description = RuleDescription(
        "runtime-retired", .error, "the runtime is retired",
        """
        Function Compute retires runtimes in two steps: first no new functions, then no updates either. Functions that
        exist go on running, but nothing can be uploaded. After the first day this is a warning, after the second an error.

        Wrong: `runtime: python2.7` (no updates since 2024-09-25)

        Right: `runtime: python3.10`

        Source: D/009
        """)

    func check(_ function: ConfiguredFunction) -> [Finding] {
        guard let runtime = function.runtime, let retirement = runtime.retirement,
            function.today >= retirement.noNewFunctions
        else { return [] }
        let hint = "the nearest runtime that is still taken is `\(retirement.successor)`"
        let location = function.location(of: "runtime")
        if function.today >= retirement.noUpdates {
            return [
                Self.description.finding(
                    "runtime `\(runtime.id)` cannot be uploaded since \(retirement.noUpdates)", at: location, hint: hint
                )
            ]
        }
        return [
            Self.description.finding(
                "runtime `\(runtime.id)` takes no new functions since \(retirement.noNewFunctions) and no updates from "
                    + retirement.noUpdates, severity: .warning, at: location, hint: hint)
        ]
    }
}
