import FunctionCompute

/// The limits that a project states otherwise, laid over the catalogue's.
enum LimitOverrides {
    /// Replaces the limits that `overrides` names; names are those of `docs/limits.md`, checked when they were read.
    static func apply(_ overrides: [String: Int64], to limits: Limits) -> Limits {
        var limits = limits
        for (name, value) in overrides {
            let count = Int(clamping: value)
            switch name {
            case "code": limits.code = value
            case "layer": limits.layer = value
            case "layers-total": limits.layersTotal = value
            case "layers-per-function": limits.layersPerFunction = count
            case "environment": limits.environment = count
            case "initializer-timeout": limits.initializerTimeout = count
            case "pre-stop-timeout": limits.preStopTimeout = count
            case "timeout": limits.timeout = count
            case "memory-minimum": limits.memoryMinimum = count
            case "memory-maximum": limits.memoryMaximum = count
            case "memory-step": limits.memoryStep = count
            case "function-name-length": limits.functionNameLength = count
            case "layer-name-length": limits.layerNameLength = count
            case "layer-description-length": limits.layerDescriptionLength = count
            default: break
            }
        }
        return limits
    }
}
