import ArgumentParser
import BuildPipeline

/// Which project.
struct ProjectOptions: ParsableArguments {
    @Option(name: .customLong("project"), help: "The manifest, instead of the one found in this folder.")
    var projectFile: String?

    /// Settings of this process with these options.
    func settings(names: [String] = []) throws -> BuildSettings {
        var settings = try Surroundings.settings()
        settings.projectFile = projectFile.map(Surroundings.absolute)
        settings.names = names
        return settings
    }
}

/// How a result is printed that is no list of findings.
struct FormatOptions: ParsableArguments {
    @Option(help: "How the result is printed: \(OutputFormat.names).")
    var format = OutputFormat.text
}

/// The forms of such a result.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json

    static let names = allCases.map(\.rawValue).joined(separator: ", ")
}
