import FunctionCompute

extension ToolBuild {
    /// The tool and what it is told by the manifest: recipes begin with it, and add what this machine and the project's own files
    /// decide. `$ARTIFACTS_DIR` stands for the folder that takes the results.
    public var command: [String] {
        switch choice.kind {
        case .composer:
            [
                "composer", "install", "--no-dev", "--no-scripts", "--no-plugins", "--no-interaction", "--no-progress",
                "--no-ansi", "--prefer-dist", "--optimize-autoloader",
            ]
        case .maven: ["mvn"] + choice.arguments + mavenGoals
        case .gradle: ["gradle"] + choice.arguments + ["fclayerCollect"]
        case .go: go + ["-o", "$ARTIFACTS_DIR/" + (choice.output ?? "bootstrap")] + [choice.target ?? "."]
        case .dotnet:
            [
                "dotnet", "publish", choice.target ?? "", "-c", "Release", "-r", "linux-x64", "--self-contained",
                // A custom runtime's image has no .NET of its own.
                RuntimeCatalogue.runtime(runtime)?.family == .custom ? "true" : "false",
                "-p:ContinuousIntegrationBuild=true", "-o", "$ARTIFACTS_DIR",
            ]
        case .make: ["make", choice.target ?? "all", "ARTIFACTS_DIR=$ARTIFACTS_DIR"]
        case .command: choice.arguments
        case .esbuild:
            ["esbuild"] + choice.arguments + [
                "--bundle", "--platform=node", "--format=cjs", "--sourcemap", "--outdir=$ARTIFACTS_DIR", "--outbase=.",
            ]
        // One package after the other, by its folder.
        case .npmScripts:
            ["npm", "rebuild", "--foreground-scripts", "--ignore-scripts=false", "--no-bin-links"] + choice.arguments
        }
    }

    /// What Maven makes: the code, and the jars that it needs by the layout of a repository.
    public var mavenGoals: [String] {
        let jars = [
            "org.apache.maven.plugins:maven-dependency-plugin:copy-dependencies", "-DincludeScope=runtime",
            "-Dmdep.useRepositoryLayout=true", "-Dmdep.copyPom=true", "-Dmdep.addParentPoms=true",
        ]
        return (part == .dependencies ? [] : ["package"]) + (part == .code ? [] : jars)
    }

    /// `go build` as every Go user has it: no paths of this machine, no version control, no symbols.
    private var go: [String] {
        var flags = "-s -w"
        var others: [String] = []
        for argument in choice.arguments where argument != BuildChoice.cgo {
            if argument.hasPrefix("-ldflags=") {
                flags += " " + argument.dropFirst("-ldflags=".count)
            } else {
                others.append(argument)
            }
        }
        return ["go", "build", "-trimpath", "-buildvcs=false", "-ldflags", flags] + others
    }
}

extension BuildChoice {
    /// The argument of a Go build that lets C in.
    public static let cgo = "cgo"
}
