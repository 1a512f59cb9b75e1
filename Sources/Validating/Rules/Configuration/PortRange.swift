import BuildModel
import FunctionCompute

/// A port that no server can listen on.
struct PortRange: ConfigurationRule {
    static let description = RuleDescription(
        "port-range", .error, "the port of a custom runtime is outside 1 to 65535",
        """
        Function Compute sends calls to the port that `customRuntimeConfig.port` names (`caPort` in FC 2), or to 9000. The
        server must listen on the same one.

        Wrong: `port: 90000`

        Right: `port: 9000`

        Source: D/126; TCP
        """)

    func check(_ function: ConfiguredFunction) -> [Finding] {
        guard let port = function.description.port, !(1...65_535).contains(port),
            function.runtime.map({ $0.family == .custom || $0.family == .container }) ?? false
        else { return [] }
        return [
            Self.description.finding(
                "port \(port) is outside 1 to 65535", at: function.location(of: "customRuntimeConfig"),
                hint: "write the port that the server listens on, usually 9000")
        ]
    }
}
