import BuildModel
import Testing

/// A .NET function as users pack it: one that works, or one that is broken in one way.
struct DotNetCase: Sendable, CustomTestStringConvertible {
    let name: String
    var runtime = "dotnetcore3.1"
    var handler = "HelloApp::Example.Hello::Handle"
    var hooks: [HookDescription] = []
    var trigger = FunctionDescription.Trigger.event
    /// The only rule that may find anything worse than a note.
    var broken: String?
    /// Words of its message or hint.
    var words = ""
    /// Whether reflection can be asked about it: not about what is only not known.
    var isJudged = true
    /// The contents of the code zip.
    var files: @Sendable (DotNetWorld) throws -> [String: [UInt8]] = { $0.published("HelloApp") }

    var testDescription: String { "\(runtime): \(name)" }

    func findings() async throws -> [Finding] {
        let fixture = try Fixture()
        let code = try fixture.zip("code.zip", bytes: files(DotNetWorld.shared.get()))
        return await fixture.findings(code: code, runtime: runtime, handler: handler, hooks: hooks, trigger: trigger)
    }

    static let all = working + broken

    private static func works(_ name: String, _ rest: String) -> DotNetCase {
        DotNetCase(name: name, handler: "HelloApp::Example." + rest)
    }

    private static func breaks(_ name: String, _ rest: String, _ rule: String, _ words: String = "") -> DotNetCase {
        DotNetCase(name: name, handler: "HelloApp::Example." + rest, broken: rule, words: words)
    }

    private static func initializer(_ method: String) -> [HookDescription] {
        [HookDescription(kind: .initializer, handler: "HelloApp::Example.Hello::" + method)]
    }

    static let working: [DotNetCase] = [
        works("streams", "Hello::Handle"),
        works("input only", "Hello::Plain"),
        works("static method", "Hello::Still"),
        works("task with a result", "Hello::Later"),
        works("task without a result", "Hello::Quiet"),
        works("no result", "Hello::Nothing"),
        works("typed input", "Hello::Typed"),
        works("nested type", "Hello+Nested::Handle"),
        works("inherited from a generic type", "Inherited::Handle"),
        works("override", "Replaced::Handle"),
        works("structure", "Value::Handle"),
        works("static class", "Tools::Handle"),
        works("names beyond ASCII", "问候::Handle"),
        DotNetCase(name: "no namespace", handler: "HelloApp::NoSpace::Handle"),
        DotNetCase(name: "initializer with the context", hooks: initializer("Initialize")),
        DotNetCase(name: "static initializer without it", hooks: initializer("StillInitialize")),
        DotNetCase(name: "asynchronous initializer", hooks: initializer("LaterInitialize")),
        DotNetCase(
            name: "inherited from another assembly", handler: "Derived::Derived.Hello::Handle",
            files: { $0.published("Derived", "Shared") }),
        DotNetCase(
            name: "base type of .NET", handler: "HelloApp::Example.Streamed::CopyToAsync", isJudged: false),
        DotNetCase(name: "overloads", handler: "HelloApp::Example.Hello::Twice", isJudged: false),
        DotNetCase(
            name: "HTTP function", handler: "HelloApp::Example.Hello::HandleRequest", trigger: .http, isJudged: false),
        DotNetCase(
            name: "HTTP handler of nobody knows which trigger", handler: "HelloApp::Example.Hello::HandleRequest",
            isJudged: false),
        DotNetCase(name: "2.1 on dotnetcore2.1", runtime: "dotnetcore2.1"),
        DotNetCase(
            name: "no list of dependencies",
            files: { world in world.published("HelloApp").filter { !$0.key.hasSuffix(".json") } }),
        DotNetCase(
            name: "configuration that fits", handler: "PlainApp::Example.Hello::Handle",
            files: {
                $0.published("PlainApp")
                    .merging(["PlainApp.runtimeconfig.json": DotNetWorld.configuration("3.1.0")]) { $1 }
            }),
        DotNetCase(
            name: ".NET Standard 2.1 on dotnetcore3.1", handler: "StandardApp::Example.Hello::Handle",
            files: { $0.published("StandardApp") }),
    ]

    static let broken: [DotNetCase] = [
        DotNetCase(
            name: "assembly named otherwise", handler: "Hello::Example.Hello::Handle", broken: "dotnet-entry",
            words: "`HelloApp::Example.Hello::Handle`"),
        DotNetCase(
            name: "assembly in another case", handler: "helloapp::Example.Hello::Handle", broken: "dotnet-entry",
            words: "case"),
        DotNetCase(
            name: "assembly with its extension", handler: "HelloApp.dll::Example.Hello::Handle",
            broken: "dotnet-entry", words: "without `.dll`"),
        DotNetCase(
            name: "assembly deeper", broken: "dotnet-entry", words: "found `publish/HelloApp.dll`",
            files: { ["publish/HelloApp.dll": $0.files["HelloApp.dll"] ?? [], "s.yaml": []] }),
        DotNetCase(
            name: "folder in the zip", broken: "wrapping-folder",
            files: { ["publish/HelloApp.dll": $0.files["HelloApp.dll"] ?? []] }),
        DotNetCase(
            name: "sources only", broken: "dotnet-entry", words: "dotnet publish",
            files: { _ in ["HelloApp.csproj": [], "Hello.cs": []] }),
        DotNetCase(
            name: "type without its namespace", handler: "HelloApp::Hello::Handle", broken: "dotnet-entry",
            words: "use `HelloApp::Example.Hello::Handle`"),
        DotNetCase(
            name: "other namespace", handler: "HelloApp::HelloApp.Hello::Handle", broken: "dotnet-entry",
            words: "found: `Example.Hello`"),
        DotNetCase(
            name: "type mistyped", handler: "HelloApp::Example.Helo::Handle", broken: "dotnet-entry",
            words: "did you mean `HelloApp::Example.Hello::Handle`"),
        DotNetCase(
            name: "nested type with a dot", handler: "HelloApp::Example.Hello.Nested::Handle", broken: "dotnet-entry",
            words: "Example.Hello+Nested"),
        DotNetCase(
            name: "type of another assembly", handler: "HelloApp::Shared.HandlerBase::Handle", broken: "dotnet-entry",
            words: "Shared::Shared.HandlerBase", files: { $0.published("HelloApp", "Shared") }),
        breaks("method mistyped", "Hello::Handel", "entry-symbol-missing", "Hello::Handle"),
        breaks("method in another case", "Hello::handle", "entry-symbol-missing", "Hello::Handle"),
        breaks("private method", "Hello::Secret", "handler-not-callable", "not public"),
        breaks("internal method", "Hello::Inner", "handler-not-callable"),
        breaks("no parameters", "Hello::None", "handler-signature"),
        breaks("context only", "Hello::Alone", "handler-signature"),
        breaks("three strings", "Hello::Three", "handler-signature", "IFcContext"),
        breaks("context of another platform", "Hello::Other", "handler-signature", "ILambdaContext"),
        breaks("generic method", "Hello::Open", "handler-signature", "type parameters"),
        breaks("reference", "Hello::ByReference", "handler-signature"),
        breaks("abstract class", "Unfinished::Handle", "handler-not-callable", "abstract"),
        breaks("interface", "IHandler::Handle", "handler-not-callable"),
        breaks("constructor with parameters", "Wired::Handle", "handler-not-callable", "public Wired()"),
        DotNetCase(
            name: "class not public", handler: "HelloApp::Example.Hidden::Handle", broken: "handler-not-callable",
            isJudged: false),
        DotNetCase(
            name: "async void", handler: "HelloApp::Example.Hello::Fire", broken: "handler-async", words: "async Task",
            isJudged: false),
        DotNetCase(name: "hook that is not there", hooks: initializer("Initialise"), broken: "hook-missing"),
        DotNetCase(
            name: "hook with the handler's parameters", hooks: initializer("WrongInitialize"), broken: "hook-signature",
            words: "IFcContext"),
        DotNetCase(
            name: "built for .NET 6", handler: "NewApp::Example.Hello::Handle", broken: "dotnet-framework",
            words: ".NET 6.0", isJudged: false, files: { $0.published("NewApp") }),
        DotNetCase(
            name: "configured for .NET 6", handler: "PlainApp::Example.Hello::Handle", broken: "dotnet-framework",
            words: "runtimeconfig.json", isJudged: false,
            files: {
                $0.published("PlainApp")
                    .merging(["PlainApp.runtimeconfig.json": DotNetWorld.configuration("6.0.1")]) { $1 }
            }),
        DotNetCase(
            name: "3.1 on dotnetcore2.1", runtime: "dotnetcore2.1", handler: "Derived::Derived.Hello::Handle",
            broken: "dotnet-framework", isJudged: false, files: { $0.published("Derived", "Shared") }),
        DotNetCase(
            name: ".NET Standard 2.1 on dotnetcore2.1", runtime: "dotnetcore2.1",
            handler: "StandardApp::Example.Hello::Handle", broken: "dotnet-framework", isJudged: false,
            files: { $0.published("StandardApp") }),
        DotNetCase(
            name: "dependency not packed", handler: "Derived::Derived.Hello::Own", broken: "dependency-missing",
            words: "`Shared`", isJudged: false, files: { $0.published("Derived") }),
        DotNetCase(
            name: "assembly cut off", broken: "dotnet-entry", words: "cut off",
            files: { world in
                var files = world.published("HelloApp")
                files["HelloApp.dll"]?.removeLast(3000)
                return files
            }),
        DotNetCase(
            name: "text as assembly", broken: "dotnet-entry",
            files: { _ in ["HelloApp.dll": Array("version https://git-lfs".utf8), "HelloApp.deps.json": []] }),
    ]
}
