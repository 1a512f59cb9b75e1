import BuildModel
import FunctionCompute

/// A function whose code is not here.
struct Unverified: ConfigurationRule {
    static let description = RuleDescription(
        "unverified", .note, "something could not be checked",
        """
        Code that lies in OSS, container images and functions whose package was not built cannot be looked into. fclayer says
        so instead of being silent; it is never an error.

        Source: design (three verdicts: works, broken, not known)
        """)

    func check(_ function: ConfiguredFunction) -> [Finding] {
        let name = function.description.name
        if function.runtime?.family == .container {
            return [
                Self.description.finding(
                    "function `\(name)` runs in a container image, which is not looked into",
                    at: function.location(of: ""))
            ]
        }
        switch function.description.code {
        case .remote(let place):
            return [
                Self.description.finding(
                    "code of function `\(name)` lies at `\(place)` and is not checked",
                    at: function.location(of: "code"))
            ]
        case .none:
            return [
                Self.description.finding(
                    "function `\(name)` has no code here: nothing is checked", at: function.location(of: "code"))
            ]
        case .folder, .file, .archive: return []
        }
    }
}
