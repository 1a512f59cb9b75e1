public import BuildModel

/// The variables that an instance of a custom runtime sees (D/047).
public enum InstanceEnvironment {
    /// The variables of a function, the user's own last.
    public static func variables(of function: FunctionDescription, port: Int) -> [String: String] {
        var variables = [
            "FC_FUNC_CODE_PATH": "/code", "FC_FUNCTION_NAME": function.name,
            "FC_FUNCTION_HANDLER": function.handler, "FC_CUSTOM_LISTEN_PORT": "\(port)", "FC_SERVER_PORT": "\(port)",
        ]
        if let memory = function.memory { variables["FC_FUNCTION_MEMORY_SIZE"] = "\(memory)" }
        return variables.merging(function.environment) { $1 }
    }
}
