import BuildModel

/// How a dialect names what fclayer reads of a function.
struct PropertyNames {
    var name: String
    var runtime = "runtime"
    var handler = "handler"
    var code: String
    var layers = "layers"
    var environment = "environmentVariables"
    var memory = "memorySize"
    var timeout = "timeout"
    /// Port of a custom runtime at the top; FC 3 has it in `customRuntimeConfig`.
    var port: String?
    var customRuntime: String? = "customRuntimeConfig"
    var lifecycle: String? = "instanceLifecycleConfig"
    /// FC 2's initializer beside the handler, with its timeout; `fclayer.yaml` has its hooks there too.
    var initializer: String?
    var initializerTimeout: String?
    /// Names of keys inside hooks and custom runtime settings begin with a capital.
    var isCapitalised = false
    /// All keys that the platform's schema has, to tell misspellings.
    var schema: [String]
    /// The dialect's key to FC 3's.
    var inFC3: [String: String] = [:]

    /// A key inside hooks and custom runtime settings.
    func inner(_ key: String) -> String { isCapitalised ? key.prefix(1).uppercased() + key.dropFirst() : key }

    /// Source of the schema: fc3 src/schema.json.
    static let fc3 = PropertyNames(
        name: "functionName", code: "code",
        schema: [
            "region", "functionName", "description", "runtime", "handler", "code", "cpu", "memorySize", "diskSize",
            "timeout", "instanceConcurrency", "layers", "environmentVariables", "customRuntimeConfig",
            "customContainerConfig", "instanceLifecycleConfig", "logConfig", "nasConfig", "vpcConfig",
            "ossMountConfig", "role", "tags", "tracingConfig", "gpuConfig", "triggers", "asyncInvokeConfig",
            "concurrencyConfig", "provisionConfig", "scalingConfig", "vpcBinding", "annotations", "endpoint",
            "resourceGroupId", "internetAccess", "customDNS", "customDomain", "instanceType", "sessionAffinity",
            "sessionAffinityConfig", "instanceIsolationMode", "disableOndemand", "disableInjectCredentials",
            "idleTimeout", "enableLongLiving",
        ])

    /// Source of the names: fc3 src/subCommands/2to3/index.ts; of the schema: fc-v2.
    static let fc2 = PropertyNames(
        name: "name", code: "codeUri", port: "caPort", initializer: "initializer",
        initializerTimeout: "initializationTimeout",
        schema: [
            "name", "description", "runtime", "handler", "codeUri", "ossBucket", "ossKey", "memorySize", "timeout",
            "caPort", "cpu", "diskSize", "layers", "initializer", "initializationTimeout", "instanceConcurrency",
            "instanceSoftConcurrency", "instanceType", "gpuMemorySize", "environmentVariables",
            "instanceLifecycleConfig", "customRuntimeConfig", "customContainerConfig", "customHealthCheckConfig",
            "customDNS", "asyncConfiguration", "import", "protect",
        ],
        inFC3: [
            "name": "functionName", "codeUri": "code", "caPort": "customRuntimeConfig.port",
            "ossBucket": "code", "ossKey": "code",
        ])

    /// Source: funcraft schema.
    static let funcraft = PropertyNames(
        name: "", runtime: "Runtime", handler: "Handler", code: "CodeUri", layers: "Layers",
        environment: "EnvironmentVariables", memory: "MemorySize", timeout: "Timeout", port: "CAPort",
        customRuntime: "CustomRuntimeConfig", lifecycle: "InstanceLifecycleConfig", initializer: "Initializer",
        initializerTimeout: "InitializationTimeout", isCapitalised: true,
        schema: [
            "Handler", "Runtime", "CodeUri", "Description", "Initializer", "InitializationTimeout", "MemorySize",
            "Timeout", "EnvironmentVariables", "InstanceConcurrency", "CAPort", "CustomContainerConfig",
            "CustomRuntimeConfig", "Layers", "InstanceLifecycleConfig", "AsyncConfiguration", "InstanceType",
        ],
        inFC3: [
            "Handler": "handler", "Runtime": "runtime", "CodeUri": "code", "Layers": "layers",
            "EnvironmentVariables": "environmentVariables", "MemorySize": "memorySize", "Timeout": "timeout",
            "CAPort": "customRuntimeConfig.port", "Initializer": "initializer", "Description": "description",
            "InstanceLifecycleConfig": "instanceLifecycleConfig", "CustomRuntimeConfig": "customRuntimeConfig",
            "InstanceConcurrency": "instanceConcurrency", "CustomContainerConfig": "customContainerConfig",
        ])

    /// Our own `fclayer.yaml`.
    static let fclayer = PropertyNames(
        name: "", code: "code", environment: "environment", memory: "memory", timeout: "timeout", port: "port",
        customRuntime: nil, lifecycle: nil, initializer: "initializer", schema: [],
        inFC3: [
            "environment": "environmentVariables", "memory": "memorySize", "port": "customRuntimeConfig.port",
            "command": "customRuntimeConfig.command",
        ])
}
