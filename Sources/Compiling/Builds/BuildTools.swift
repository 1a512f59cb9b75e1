import BuildModel
import Processes

/// Looks for the tools of builds.
enum BuildTools {
    /// The first of some executables on `PATH`; throws `build-tool-missing` if none is there.
    static func find(
        _ names: String..., in environment: [String: String], for choice: BuildChoice, hint: String? = nil
    ) throws(StageFailure) -> String {
        let finder = ToolFinder(path: environment["PATH"])
        for name in names {
            if let path = finder.find(name) { return path }
        }
        throw BuildFailure.failure(
            .environment, "build-tool-missing", "`\(names.first ?? "")` is not installed or not on PATH",
            location: choice.location, hint: hint)
    }
}
