import BuildModel
import FunctionCompute

/// A runtime that the platform does not have.
struct UnknownRuntime: ConfigurationRule {
    static let description = RuleDescription(
        "unknown-runtime", .error, "the runtime is not one of Function Compute's",
        """
        Function Compute refuses a function whose `runtime` it does not know. `fclayer runtimes` lists all of them.

        Wrong: `runtime: python3.11`

        Right: `runtime: python3.10`, or `runtime: custom.debian12`, whose image has Python 3.11

        Source: fc3 (enum of runtimes), D/009
        """)

    func check(_ function: ConfiguredFunction) -> [Finding] {
        guard function.runtime == nil else { return [] }
        let name = function.description.runtime
        let location = function.location(of: "runtime")
        if name.isEmpty {
            return [Self.description.finding("no runtime is given", at: location, hint: "`fclayer runtimes` lists all")]
        }
        if name.hasPrefix("nodejs22") || name.hasPrefix("nodejs24") {
            return [
                Self.description.finding(
                    "runtime `\(name)` does not exist: Node.js 22 and 24 come only as official layers", at: location,
                    hint: "use `custom.debian12` with the layer `Nodejs\(name.dropFirst(6).prefix(2))`, or `nodejs20`")
            ]
        }
        let nearest = NearestName.nearest(to: name, among: RuntimeCatalogue.all.map(\.id))
        return [
            Self.description.finding(
                "runtime `\(name)` does not exist" + (nearest.map { ": did you mean `\($0)`?" } ?? ""), at: location,
                hint: "`fclayer runtimes` lists all")
        ]
    }
}
