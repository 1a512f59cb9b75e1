import BuildModel
import Invoking
import Testing

struct InstanceEnvironmentTests {
    @Test func usersVariablesWin() {
        let function = FunctionDescription(
            name: "f", key: "f", runtime: "custom", handler: "h", code: .folder("/x"),
            environment: ["FC_FUNCTION_NAME": "other", "A": "1"])
        let variables = InstanceEnvironment.variables(of: function, port: 9000)
        #expect(variables["FC_FUNCTION_NAME"] == "other")
        #expect(variables["A"] == "1")
        #expect(variables["FC_CUSTOM_LISTEN_PORT"] == "9000")
    }
}
