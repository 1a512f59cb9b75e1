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
