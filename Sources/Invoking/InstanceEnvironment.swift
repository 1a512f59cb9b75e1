import BuildModel
import FunctionCompute

/// The variables that an instance of a custom runtime sees (D/047).
public enum InstanceEnvironment {
    /// The identifiers that stand where the cloud would have put its own.
    static let account = "1000000000000000"
    static let instance = "c-00000000-00000000-000000000000"
    static let version = "LATEST"
    static let defaultRegion = "cn-hangzhou"

    /// The image's own variables, those of the platform, those for layers, and the user's own last. Values that hold `${…}`
    /// are left out: what stands behind them is not known here.
    public static func variables(of instance: InstanceDescription, settings: InvokeSettings) -> [String: String] {
        let function = instance.function
        var variables = instance.runtime.environment
        variables["HOME"] = "/root"
        variables["FC_FUNC_CODE_PATH"] = "/code"
        variables["FC_FUNCTION_NAME"] = function.name
        variables["FC_FUNCTION_HANDLER"] = function.handler.isEmpty ? "handler" : function.handler
        variables["FC_FUNCTION_MEMORY_SIZE"] = "\(instance.memory)"
        variables["FC_REGION"] = instance.region ?? defaultRegion
        variables["FC_ACCOUNT_ID"] = account
        variables["FC_INSTANCE_ID"] = self.instance
        variables["FC_CUSTOM_LISTEN_PORT"] = "\(instance.port)"
        variables["FC_SERVER_PORT"] = "\(instance.port)"
        // Debian 10 and older have the one, Debian 11 and newer the other (D/047).
        variables[hasCredentialHeaders(instance.runtime) ? "FC_VER_ID" : "FC_FUNCTION_VERSION"] = version
        variables.merge(instance.layerVariables) { $1 }
        if let credentials = settings.credentials {
            variables["ALIBABA_CLOUD_ACCESS_KEY_ID"] = credentials.accessKeyID
            variables["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = credentials.accessKeySecret
            variables["ALIBABA_CLOUD_SECURITY_TOKEN"] = credentials.securityToken
        }
        variables.merge(function.environment.filter { !isUnresolved($0.value) }) { $1 }
        return variables.merging(settings.variables) { $1 }
    }

    /// Variables of the function whose values are not known here, by name.
    static func unresolved(of function: FunctionDescription, settings: InvokeSettings) -> [String] {
        function.environment.filter { isUnresolved($0.value) && settings.variables[$0.key] == nil }.keys.sorted()
    }

    /// Whether requests carry credentials: on Debian 11 they no longer do (D/078), and Debian 12 is newer.
    static func hasCredentialHeaders(_ runtime: Runtime) -> Bool { (runtime.debian?.rawValue ?? 12) < 11 }

    private static func isUnresolved(_ value: String) -> Bool { value.contains("${") }
}
