import Foundation
import Testing

/// The recipes in `layers/`: larger package sets, imported by an interpreter of the runtime's version.
@Suite(.network, .tools("uv", "unzip", "bsdtar", "cc"))
struct LayerRecipeTests {
    @Test(.python("3.9")) func scientificLayerImports() throws {
        try check("scientific", python: "3.9", holds: ["numpy", "pandas", "scipy", "PIL"])
    }

    @Test(.python("3.12")) func webLayerImports() throws {
        try check("web", python: "3.12", holds: ["flask", "requests", "sqlalchemy", "pydantic"])
    }

    @Test(.python("3.6")) func cloudClientLayerImports() throws {
        try check("cloud-sdk", python: "3.6", holds: ["oss2", "crcmod", "aliyunsdkcore"])
    }

    private func check(_ layer: String, python version: String, holds expected: Set<String>) throws {
        let project = try TestProject()
        try FileManager.default.createDirectory(atPath: project.path + "/layers", withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            atPath: Program.repository + "/layers/" + layer, toPath: project.path + "/layers/" + layer)
        let build = try Program.fclayer(["build"], in: project.path)
        try #require(build.status == 0, "\(build.errors)")
        let zip = project.path + "/.fclayer/out/layers/\(layer).zip"
        try Judge.accepts(zip)
        let unpacked = project.path + "/unpacked"
        #expect(try Program.run("unzip", ["-q", zip, "-d", unpacked]).status == 0)
        let modules = try Judge.imports(everythingIn: unpacked + "/python", by: try #require(Program.python(version)))
        #expect(expected.isSubset(of: modules), "\(modules)")
    }
}
