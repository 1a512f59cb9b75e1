import Foundation

/// Assemblies that `mcs` made of the sources of the tests, once for all of them.
struct DotNetWorld: Sendable {
    /// Files by name: `HelloApp.dll`, …
    let files: [String: [UInt8]]

    static let canCompile = ForeignTool.path("mcs") != nil
    static let shared = Result { try DotNetWorld() }

    private init() throws {
        let fixture = try Fixture()
        for (name, source, references) in DotNetHandlers.assemblies {
            try ForeignTool.write(["\(name).cs": Array(source.utf8)], to: fixture.folder)
            try ForeignTool.run(
                "mcs",
                ["-codepage:utf8", "-nowarn:1998,0108,0114", "-unsafe", "-target:library", "-out:\(name).dll"]
                    + references.map { "-r:\($0).dll" } + ["\(name).cs"], in: fixture.folder)
        }
        files = try ForeignTool.files(in: fixture.folder).filter { $0.key.hasSuffix(".dll") }
    }

    /// Some of the assemblies, as `dotnet publish` lays them out.
    func published(_ names: String...) -> [String: [UInt8]] {
        var published: [String: [UInt8]] = [:]
        for name in names + ["Aliyun.Serverless.Core"] { published[name + ".dll"] = files[name + ".dll"] }
        for name in names { published[name + ".deps.json"] = Array(#"{"runtimeTarget":{"name":".NETCoreApp"}}"#.utf8) }
        return published
    }

    /// `X.runtimeconfig.json` for a version.
    static func configuration(_ version: String) -> [UInt8] {
        Array(
            """
            {"runtimeOptions": {"tfm": "netcoreapp\(version.prefix(3))",
              "framework": {"name": "Microsoft.NETCore.App", "version": "\(version)"}}}
            """.utf8)
    }
}

/// C# sources of handlers as users write them.
enum DotNetHandlers {
    /// Name, source and references, each after what it refers to.
    static let assemblies: [(String, String, [String])] = [
        (
            "Aliyun.Serverless.Core",
            """
            namespace Aliyun.Serverless.Core {
              public interface IFcContext { string RequestId { get; } }
              public class HttpRequest {} public class HttpResponse {}
            }
            """, []
        ),
        (
            "Shared",
            """
            using System.IO; using Aliyun.Serverless.Core;
            namespace Shared {
              public abstract class HandlerBase { public Stream Handle(Stream input, IFcContext context) { return input; } }
            }
            """, ["Aliyun.Serverless.Core"]
        ),
        (
            "Derived",
            """
            [assembly: System.Runtime.Versioning.TargetFramework(".NETCoreApp,Version=v3.1")]
            namespace Derived { public class Hello : Shared.HandlerBase { public void Own() {} } }
            """, ["Aliyun.Serverless.Core", "Shared"]
        ),
        ("HelloApp", hello, ["Aliyun.Serverless.Core"]),
        ("NewApp", small("[assembly: System.Runtime.Versioning.TargetFramework(\".NETCoreApp,Version=v6.0\")]"), core),
        (
            "StandardApp",
            small("[assembly: System.Runtime.Versioning.TargetFramework(\".NETStandard,Version=v2.1\")]"), core
        ),
        ("PlainApp", small(""), core),
    ]

    private static let core = ["Aliyun.Serverless.Core"]

    private static func small(_ attribute: String) -> String {
        """
        using System.IO; using Aliyun.Serverless.Core;
        \(attribute)
        namespace Example { public class Hello { public Stream Handle(Stream s, IFcContext c) { return s; } } }
        """
    }

    private static let hello = """
        using System; using System.IO; using System.Threading.Tasks; using System.Collections.Generic;
        using Aliyun.Serverless.Core;
        [assembly: System.Runtime.Versioning.TargetFramework(".NETCoreApp,Version=v2.1")]
        namespace Example {
          public class Hello {
            public Stream Handle(Stream input, IFcContext context) { return input; }
            public string Plain(string input) { return input; }
            public static Stream Still(Stream input, IFcContext context) { return input; }
            public async Task<Stream> Later(Stream input, IFcContext context) { await Task.Delay(1); return input; }
            public async Task Quiet(Stream input) { await Task.Delay(1); }
            public void Nothing(Stream input, IFcContext context) {}
            public Dictionary<string, int> Typed(List<Order> orders, IFcContext context) { return null; }
            public void Initialize(IFcContext context) {}
            public static void StillInitialize() {}
            public async Task LaterInitialize(IFcContext context) { await Task.Delay(1); }
            public void WrongInitialize(Stream input, IFcContext context) {}
            public async void Fire(Stream input, IFcContext context) { await Task.Delay(1); }
            private Stream Secret(Stream input, IFcContext context) { return input; }
            internal Stream Inner(Stream input, IFcContext context) { return input; }
            public Stream None() { return null; }
            public Stream Alone(IFcContext context) { return null; }
            public Stream Three(string a, string b, string c) { return null; }
            public Stream Other(Stream input, ILambdaContext context) { return input; }
            public T Open<T>(T input, IFcContext context) { return input; }
            public Stream ByReference(ref Stream input) { return input; }
            public Stream Twice(Stream input, IFcContext context) { return input; }
            public Stream Twice(string input) { return null; }
            public Task<HttpResponse> HandleRequest(HttpRequest q, HttpResponse r, IFcContext c) { return null; }
            public class Nested { public Stream Handle(Stream input, IFcContext context) { return input; } }
          }
          public interface ILambdaContext {}
          public class Order { public int Id { get; set; } }
          public abstract class Base<T> { public virtual T Handle(T input, IFcContext context) { return input; } }
          public class Inherited : Base<string> {}
          public class Replaced : Base<string> { public override string Handle(string i, IFcContext c) { return i; } }
          public abstract class Unfinished { public Stream Handle(Stream input, IFcContext context) { return input; } }
          public class Wired { public Wired(string r) {} public Stream Handle(Stream i, IFcContext c) { return i; } }
          public interface IHandler { Stream Handle(Stream input, IFcContext context); }
          class Hidden { public Stream Handle(Stream input, IFcContext context) { return input; } }
          public class Streamed : MemoryStream { public Stream Own(Stream input) { return input; } }
          public struct Value { public Stream Handle(Stream input, IFcContext context) { return input; } }
          public static class Tools { public static Stream Handle(Stream input, IFcContext context) { return input; } }
          public class 问候 { public Stream Handle(Stream input, IFcContext context) { return input; } }
        }
        public class NoSpace { public Stream Handle(Stream input, IFcContext context) { return input; } }
        """
}
