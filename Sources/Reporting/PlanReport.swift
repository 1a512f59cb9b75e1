public import BuildModel
import FunctionCompute

/// What a build would do, for `fclayer plan`.
public struct PlanReport: Hashable, Sendable {
    let plan: BuildPlan
    let root: String

    /// Tells a plan of a project whose folder is `root` (absolute path).
    public init(plan: BuildPlan, root: String) {
        self.plan = plan
        self.root = root
    }

    /// Every package with its steps in words, then every function with its package and layers.
    public var text: String {
        let document = PlanDocument(plan, paths: ProjectPaths(root: root))
        var text = ""
        for package in document.packages {
            text += "\(package.id)\n"
            if let target = package.target { text += "  for \(target.words)\n" }
            if package.runtimes.count > 1 {
                text += "  also checked for \(package.runtimes.dropFirst().joined(separator: ", "))\n"
            }
            for (index, step) in package.steps.enumerated() { text += "  \(index + 1). \(step.words)\n" }
            text += "  -> .fclayer/out/\(package.file), at most \(ByteCount.limit(package.limit))\n\n"
        }
        for function in document.functions {
            text += "function \(function.name): \(function.runtime)"
            text += function.handler.isEmpty ? "\n" : ", handler \(function.handler)\n"
            for hook in function.hooks { text += "  \(hook.kind.rawValue): \(hook.handler ?? "command")\n" }
            text += "  code: \(function.package ?? function.code)\n"
            for (index, layer) in function.layers.enumerated() { text += "  layer \(index + 1): \(layer)\n" }
            text += "\n"
        }
        if text.hasSuffix("\n\n") { text.removeLast() }
        return DisplayText.safe(text, keepLines: true)
    }

    /// The same as a document.
    public func json() throws -> String {
        try JSONDocument.text(PlanDocument(plan, paths: ProjectPaths(root: root)))
    }
}
