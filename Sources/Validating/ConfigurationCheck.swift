public import BuildModel
import FunctionCompute

/// Applies the rules that need nothing but the plan: they run before anything is downloaded.
public struct ConfigurationCheck: Sendable {
    /// Makes a check.
    public init() {}

    /// Emits the findings of every function of the plan, in its order.
    ///
    /// - Parameters:
    ///   - plan: What will be built.
    ///   - region: The region of the upload, where it is known.
    ///   - today: The day as ISO 8601 (`2026-11-21`), which decides whether a runtime is retired.
    public func check(_ plan: BuildPlan, region: String? = nil, today: String, into sink: FindingSink) {
        let packages = Dictionary(plan.packages.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for function in plan.functions {
            let subject = ConfiguredFunction(
                plan: function, packages: packages, limits: plan.limits, region: region, today: today)
            for rule in RuleList.configurationRules { sink.emit(rule.check(subject)) }
        }
    }
}

/// A function with what the configuration rules ask for.
struct ConfiguredFunction {
    let plan: FunctionPlan
    let packages: [PackageID: PackagePlan]
    let limits: Limits
    let region: String?
    let today: String

    var description: FunctionDescription { plan.description }
    /// `nil` where the platform has no runtime of that name.
    var runtime: Runtime? { RuntimeCatalogue.runtime(plan.description.runtime) }

    /// A place in the manifest, or the function's package where no manifest is behind it.
    func location(of property: String) -> Finding.Location { plan.location(of: property) }
}

extension FunctionPlan {
    /// A place in the manifest, with the package that it is about.
    func location(of property: String) -> Finding.Location {
        var location = description.location(of: property)
        if location.package == nil { location.package = code?.description }
        return location
    }

    /// Whether the function speaks the language of FC 3; `nil` where no manifest says it.
    var isFC3: Bool? {
        switch description.propertiesPath.first {
        case "resources", "functions": true
        case "services", "Resources": false
        default: nil
        }
    }
}

/// A rule about a function's configuration.
protocol ConfigurationRule: Sendable {
    static var description: RuleDescription { get }
    func check(_ function: ConfiguredFunction) -> [Finding]
}
