import BuildModel
import FunctionCompute

/// A `PATH` that leaves out the folders of the image.
struct PathReplaced: ConfigurationRule {
    static let description = RuleDescription(
        "path-replaced", .warning, "`PATH` is set without the folders of the image",
        """
        A variable of the function replaces the image's value, it is not added to it. A `PATH` without `/usr/bin` and `/bin`
        finds no `env`, `bash` or `python3`: a bootstrap with `#!/usr/bin/env bash` ends with code 127.

        Wrong: `PATH: /code/bin`

        Right: `PATH: /code/bin:/usr/local/bin:/usr/bin:/bin:/opt/bin`

        Source: D/068, fcdocker (the images' own variables)
        """)

    func check(_ function: ConfiguredFunction) -> [Finding] {
        guard let path = function.description.environment["PATH"], !path.contains("$"),
            function.runtime?.family != .container
        else { return [] }
        let folders = Set(
            path.split(separator: ":").map { $0.count > 1 && $0.hasSuffix("/") ? String($0.dropLast()) : String($0) })
        let missing = ["/usr/bin", "/bin"].filter { !folders.contains($0) }
        // In the images `/bin` may be a link to `/usr/bin`; Debian 12 has it so, older ones need not.
        guard missing.contains("/usr/bin") else { return [] }
        let list = missing.map { "`\($0)`" }.joined(separator: " and ")
        return [
            Self.description.finding(
                "`PATH` replaces the image's own and lacks \(list)",
                at: function.location(of: "environmentVariables"),
                hint:
                    "write all of it, for example `\(path.isEmpty ? "/code/bin" : path):\(CustomRuntimeEnvironment.defaultPath)`"
            )
        ]
    }
}
