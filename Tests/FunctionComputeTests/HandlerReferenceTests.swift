import FunctionCompute
import Testing

@Suite struct HandlerReferenceTests {
    @Test(arguments: [
        ("index.handler", Runtime.Family.python, HandlerReference.module(path: "index", function: "handler")),
        ("src/app/main.run", .python, .module(path: "src/app/main", function: "run")),
        ("pkg.mod.handler", .python, .module(path: "pkg.mod", function: "handler")),
        ("./index.handler", .nodejs, .module(path: "index", function: "handler")),
        ("my-app_1/index.handler", .nodejs, .module(path: "my-app_1/index", function: "handler")),
        (".hidden.handler", .python, .module(path: ".hidden", function: "handler")),
        ("lib.py.d/index.handler", .python, .module(path: "lib.py.d/index", function: "handler")),
        ("数据.处理", .python, .module(path: "数据", function: "处理")),
        ("index.handler", .php, .module(path: "index", function: "handler")),
        ("example.App::handleRequest", .java, .javaMethod(className: "example.App", method: "handleRequest")),
        (
            "HelloFc::Example.Hello::StreamHandler", .dotnet,
            .dotnetMethod(assembly: "HelloFc", typeName: "Example.Hello", method: "StreamHandler")
        ), ("bin/main", .go, .text("bin/main")), ("anything at all", .custom, .text("anything at all")),
        ("x", .container, .text("x")),
    ])
    func takesApart(_ text: String, _ family: Runtime.Family, _ expected: HandlerReference) throws {
        #expect(try HandlerReference(text, family: family) == expected)
    }

    @Test(arguments: [
        ("", Runtime.Family.python, HandlerReference.Problem.empty), ("", .custom, .empty),
        (String(repeating: "a", count: 1025) + ".b", .python, .tooLong),
        ("index .handler", .python, .forbiddenCharacter),
        ("index.handler\n", .python, .forbiddenCharacter), ("src\\index.handler", .nodejs, .forbiddenCharacter),
        ("index.\u{0}", .php, .forbiddenCharacter), ("index\u{3000}.handler", .python, .forbiddenCharacter),
        ("../index.handler", .python, .leavesCode), ("a/../index.handler", .python, .leavesCode),
        ("/code/index.handler", .python, .leavesCode), ("index", .python, .noFunction),
        ("index.", .python, .noFunction),
        (".handler", .python, .noFunction), ("src/.handler", .python, .noFunction), ("..handler", .python, .noFunction),
        ("index..handler", .python, .noFunction), ("index.handler/x", .python, .noFunction),
        ("index.py.handler", .python, .extensionInside(suggestion: "index.handler")),
        ("index.py", .python, .extensionInside(suggestion: "index.handler")),
        ("src/index.mjs.run", .nodejs, .extensionInside(suggestion: "src/index.run")),
        ("index.js.handler", .nodejs, .extensionInside(suggestion: "index.handler")),
        ("index.php.handler", .php, .extensionInside(suggestion: "index.handler")),
        ("example.App::handleRequest", .python, .otherForm(expected: "file.function")),
        ("index.handler", .java, .otherForm(expected: "package.Class::method")),
        ("a.B::c::d", .java, .otherForm(expected: "package.Class::method")),
        ("::handleRequest", .java, .otherForm(expected: "package.Class::method")),
        ("Hello::Handler", .dotnet, .otherForm(expected: "Assembly::Namespace.Class::Method")),
        ("A::::M", .dotnet, .otherForm(expected: "Assembly::Namespace.Class::Method")),
    ])
    func refuses(_ text: String, _ family: Runtime.Family, _ problem: HandlerReference.Problem) {
        #expect(throws: problem) { try HandlerReference(text, family: family) }
    }
}
