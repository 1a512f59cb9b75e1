import BuildModel
import FunctionCompute

/// Why `--deep` did not load a function.
enum DeepNotPossible {
    static let description = RuleDescription(
        "deep-not-possible", .note, "a function was not loaded for real",
        """
        `fclayer validate --deep` loads handlers in a sandbox, and only with an interpreter of the same version: with another one
        the answer would mean nothing. Where `bwrap` or the interpreter is not there, or a module is part of the platform's
        image and not of this machine, the rules' own answer stands.

        What to do: install bubblewrap, and the version (`python3.10`, Node.js 20) so that it is on `PATH`, or name it with
        `--interpreter`

        Source: validate.md 5
        """)

    static func finding(_ obstacle: DeepObstacle, at location: Finding.Location) -> Finding {
        description.finding(obstacle.words, at: location, hint: obstacle.hint)
    }

    static func finding(_ obstacle: DeepObstacle, function: DeepFunction) -> Finding {
        description.finding(
            "function `\(function.function.plan.description.name)` was not loaded: \(obstacle.words)",
            at: function.location(of: "handler"), hint: obstacle.hint)
    }

    static func noInterpreter(_ function: DeepFunction) -> Finding {
        let version = DeepInterpreter.version(of: function.runtime) ?? ""
        let name = function.runtime.family == .python ? "python\(version)" : "Node.js \(version)"
        return description.finding(
            "functions of `\(function.runtime.id)` were not loaded: there is no \(DeepInterpreter.words(of: function.runtime)) "
                + "on `PATH`", at: function.function.plan.location(of: "runtime"),
            hint: "install \(name), or name it with `--interpreter`")
    }

    static func absent(_ module: String, _ entry: DeepQuestion.Entry, _ function: DeepFunction) -> Finding {
        description.finding(
            "\(function.words(entry)) was not loaded: `\(module)` is neither in the packages nor on this machine",
            at: function.location(of: entry.property))
    }
}

/// A handler that cannot be loaded and found when its code really runs.
enum DeepLoadFailed {
    static let description = RuleDescription(
        "deep-load-failed", .warning, "the handler could not be loaded when its code was really run",
        """
        `fclayer validate --deep` runs what stands outside of functions, as a cold start does, with the function's variables, and
        then looks for the handler. An exception, a call of `exit` or an endless loop there fails every call. The sandbox has
        no network and no secrets, so that code which needs them fails here and not in the cloud: a warning, never an error.

        Wrong: `connection = pymysql.connect(host=os.environ["HOST"])` outside of functions

        Right: the connection made in the initializer, or when it is first needed

        Source: validate.md 5, D/055
        """)
}
