import BuildModel
import Testing

@testable import Reporting

@Suite struct RelativePathsTests {
    @Test(arguments: [
        ("./a", "../../a"), ("a/b", "../../a/b"), ("../a", "../../../a"), (".", "../.."), ("./", "../.."), ("/a", "/a"),
        ("oss://b/k", "oss://b/k"), ("${vars.x}", "${vars.x}"), ("~/a", "~/a"), ("", ""), (".env", "../../.env"),
    ])
    func movesPathsThatAreRelative(_ path: String, _ moved: String) {
        #expect(RelativePaths.moved(path) == moved)
    }

    @Test(arguments: [
        ("${file('a.json')}", "${file('../../a.json')}"), ("${file(\"./a\")}", "${file(\"../../a\")}"),
        ("${file(a.json)}", "${file(../../a.json)}"), ("x ${path('..')}/y", "x ${path('../../..')}/y"),
        ("${json(file('a'))}", "${json(file('../../a'))}"), ("${file('/a')}", "${file('/a')}"),
        ("${file('a')}-${file('b')}", "${file('../../a')}-${file('../../b')}"), ("file('a')", "file('a')"),
        ("${vars.a} file('a')", "${vars.a} file('a')"), ("${file(${vars.a})}", "${file(${vars.a})}"),
        ("${file('a", "${file('a"), ("${env('profile(x)')}", "${env('profile(x)')}"), ("${vars.x}", "${vars.x}"),
    ])
    func movesArgumentsOfVariables(_ text: String, _ moved: String) {
        #expect(RelativePaths.expressions(in: text) == moved)
    }

    @Test func leavesWhatRunsInTheCloud() {
        let value = ManifestValue.mapping([
            .init(
                "resources",
                .mapping([
                    .init(
                        "other",
                        .mapping([
                            .init(
                                "props",
                                .mapping([
                                    .init("command", .sequence([.string("./run")])),
                                    .init("cert", .string("./cert.pem")),
                                    .init("environmentVariables", .mapping([.init("A", .string("../x"))])),
                                ]))
                        ]))
                ])),
            .init("extend", .string("base.yaml")), .init("env", .string("./env.yaml")),
            .init(
                "actions",
                .mapping([
                    .init(
                        "pre-deploy",
                        .sequence([
                            .mapping([
                                .init("plugin", .string("./plugins/layer")),
                                .init(
                                    "args", .mapping([.init("codeUri", .string("./x")), .init("name", .string("x"))])),
                            ])
                        ]))
                ])),
        ])
        let moved = RelativePaths.moved(value, functions: [])
        let props = ["resources", "other", "props"]
        #expect(moved[path: props + ["command"]] == .sequence([.string("./run")]))
        #expect(moved[path: props + ["cert"]] == .string("../../cert.pem"))
        #expect(moved[path: props + ["environmentVariables", "A"]] == .string("../x"))
        #expect(moved["extend"] == .string("../../base.yaml"))
        #expect(moved["env"] == .string("../../env.yaml"))
        guard case .sequence(let actions) = moved[path: ["actions", "pre-deploy"]] else {
            Issue.record("no actions")
            return
        }
        #expect(actions.first?[path: ["args", "codeUri"]] == .string("../../x"))
        #expect(actions.first?[path: ["args", "name"]] == .string("x"))
        #expect(actions.first?["plugin"] == .string("../../plugins/layer"))
        #expect(actions.first?["path"] == nil)
    }
}
