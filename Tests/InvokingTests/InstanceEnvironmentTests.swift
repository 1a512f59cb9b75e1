import BuildModel
import FunctionCompute
import Testing

@testable import Invoking

struct InstanceEnvironmentTests {
    private func variables(_ runtime: String, _ environment: [String: String] = [:]) throws -> [String: String] {
        let function = FunctionDescription(
            name: "hello", key: "hello", runtime: runtime, handler: "", code: .none, environment: environment)
        let package = InstanceDescription.BuiltPackage(
            name: "functions/hello", file: "/x.zip",
            digest: try #require(Digest("sha256:" + String(repeating: "0", count: 64))))
        let instance = InstanceDescription(
            function: function, runtime: try #require(RuntimeCatalogue.runtime(runtime)), code: package,
            layerVariables: ["PATH": "/layer"])
        return InstanceEnvironment.variables(
            of: instance, settings: InvokeSettings(cache: "/c", scratch: "/s", path: nil))
    }

    @Test func namesTheVersionByTheRelease() throws {
        #expect(try variables("custom")["FC_VER_ID"] == "LATEST")
        #expect(try variables("custom.debian10")["FC_FUNCTION_VERSION"] == nil)
        #expect(try variables("custom.debian11")["FC_FUNCTION_VERSION"] == "LATEST")
        #expect(try variables("custom.debian12")["FC_VER_ID"] == nil)
    }

    @Test func theUsersOwnVariablesWin() throws {
        let found = try variables("custom.debian12", ["PATH": "/mine", "A": "b", "C": "${vars.c}"])
        #expect(found["PATH"] == "/mine")
        #expect(found["A"] == "b")
        #expect(found["C"] == nil)
        #expect(try variables("custom.debian12")["PATH"] == "/layer")
    }
}
