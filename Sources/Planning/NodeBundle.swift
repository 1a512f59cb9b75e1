import BuildModel
import FunctionCompute

/// The bundles of Node.js functions: what they begin with, and what the function's layers have already.
enum NodeBundle {
    /// A build by esbuild of a function's handlers.
    static func build(
        _ choice: BuildChoice, of function: FunctionDescription, node: NodeDependencies?, layers: [LayerDescription]
    ) -> ToolBuild {
        var choice = choice
        choice.arguments = entries(of: function)
        let known = function.layers.compactMap { layer -> NodeDependencies? in
            guard case .local(let name, _) = layer, let layer = layers.first(where: { $0.name == name }),
                let source = layer.node, let runtime = layer.runtimes.first
            else { return nil }
            return NodeDependencies(source: source, runtime: runtime, destination: "nodejs")
        }
        return ToolBuild(
            choice: choice, runtime: function.runtime, destination: "", node: node, layers: known)
    }

    /// The modules that handler and hooks name, or the script that a custom runtime starts.
    static func entries(of function: FunctionDescription) -> [String] {
        guard RuntimeCatalogue.runtime(function.runtime)?.family == .nodejs else {
            let scripts = function.command.flatMap { $0.split(separator: " ") }.filter { word in
                [".js", ".mjs", ".cjs"].contains { word.hasSuffix($0) }
            }
            return scripts.prefix(1).map { script in
                var script = script
                for prefix in ["/code/", "./"] where script.hasPrefix(prefix) {
                    script = script.dropFirst(prefix.count)
                }
                return String(script)
            }
        }
        var modules: [String] = []
        for handler in [function.handler] + function.hooks.compactMap(\.handler) {
            guard case .module(let path, _)? = try? HandlerReference(handler, family: .nodejs), !modules.contains(path)
            else { continue }
            modules.append(path)
        }
        return modules
    }
}
