import Foundation

/// Classes that `javac` made of the sources of the tests, once for all of them.
struct JavaWorld: Sendable {
    /// Class files by path, of all sources for Java 8.
    let classes: [String: [UInt8]]
    /// `example.stream` for Java 11 and Java 17.
    let java11: [String: [UInt8]]
    let java17: [String: [UInt8]]

    /// The release of the JDK that works here; 0 without one.
    static let jdk: Int = {
        let answer = (try? ForeignTool.run("javac", ["-version"])) ?? ""
        return answer.split { $0 == " " || $0 == "\n" }.last?.split(separator: ".").first.flatMap { Int($0) } ?? 0
    }()

    static let shared = Result { try JavaWorld() }

    private init() throws {
        classes = try Self.compile(JavaHandlers.core.merging(JavaHandlers.handlers) { $1 }, release: 8)
        let few = JavaHandlers.core.merging(JavaHandlers.handlers.filter { $0.key.hasPrefix("example/stream/") }) { $1 }
        java11 = try Self.compile(few, release: 11)
        java17 = try Self.compile(few, release: 17)
    }

    /// Class files of folders and files, by the beginning of their paths.
    func only(_ beginnings: String...) -> [String: [UInt8]] {
        classes.filter { name, _ in beginnings.contains(where: name.hasPrefix) }
    }

    /// The interfaces of fc-java-core.
    var core: [String: [UInt8]] { only("com/aliyun/", "javax/") }
    /// They, in a jar where dependencies belong.
    var coreInLib: [String: [UInt8]] { get throws { ["lib/fc-java-core-1.4.1.jar": try Self.jar(core)] } }

    /// A jar of files.
    static func jar(_ files: [String: [UInt8]]) throws -> [UInt8] {
        let fixture = try Fixture()
        let manifest = ["META-INF/MANIFEST.MF": Array("Manifest-Version: 1.0\r\n\r\n".utf8)]
        return try fixture.read(fixture.zip("a.jar", bytes: files.merging(manifest) { $1 }))
    }

    private static func compile(_ sources: [String: String], release: Int) throws -> [String: [UInt8]] {
        let fixture = try Fixture()
        let names = sources.keys.map { "src/\($0).java" }.sorted()
        try ForeignTool.write(
            Dictionary(uniqueKeysWithValues: sources.map { ("src/\($0.key).java", Array($0.value.utf8)) }),
            to: fixture.folder)
        try ForeignTool.run(
            "javac", ["--release", "\(release)", "-nowarn", "-encoding", "UTF-8", "-d", "classes"] + names,
            in: fixture.folder)
        return try ForeignTool.files(in: fixture.folder + "/classes")
    }
}

/// Java sources of handlers as users write them, by path without `.java`.
enum JavaHandlers {
    /// What fc-java-core and the servlet API declare.
    static let core: [String: String] = [
        "com/aliyun/fc/runtime/Context":
            "package com.aliyun.fc.runtime; public interface Context { String getRequestId(); }",
        "com/aliyun/fc/runtime/StreamRequestHandler": """
        package com.aliyun.fc.runtime; import java.io.*;
        public interface StreamRequestHandler {
            void handleRequest(InputStream input, OutputStream output, Context context) throws IOException;
        }
        """,
        "com/aliyun/fc/runtime/PojoRequestHandler":
            "package com.aliyun.fc.runtime; public interface PojoRequestHandler<I, O> { O handleRequest(I i, Context c); }",
        "com/aliyun/fc/runtime/HttpRequestHandler": """
        package com.aliyun.fc.runtime; import java.io.*; import javax.servlet.http.*;
        public interface HttpRequestHandler {
            void handleRequest(HttpServletRequest request, HttpServletResponse response, Context context) throws IOException;
        }
        """,
        "com/aliyun/fc/runtime/FunctionInitializer": """
        package com.aliyun.fc.runtime; import java.io.*;
        public interface FunctionInitializer { void initialize(Context context) throws IOException; }
        """,
        "com/aliyun/fc/runtime/PreStopHandler": """
        package com.aliyun.fc.runtime; import java.io.*;
        public interface PreStopHandler { void preStop(Context context) throws IOException; }
        """,
        "javax/servlet/http/HttpServletRequest": "package javax.servlet.http; public interface HttpServletRequest {}",
        "javax/servlet/http/HttpServletResponse": "package javax.servlet.http; public interface HttpServletResponse {}",
        "com/amazonaws/services/lambda/runtime/RequestStreamHandler": """
        package com.amazonaws.services.lambda.runtime; import java.io.*;
        public interface RequestStreamHandler {
            void handleRequest(InputStream input, OutputStream output, Object context) throws IOException;
        }
        """,
    ]

    private static let imports = "import com.aliyun.fc.runtime.*; import java.io.*;\n"
    private static let method =
        "public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {}"

    static let handlers: [String: String] = [
        "Global": "\(imports) public class Global implements StreamRequestHandler { \(method) }",
        "example/stream/App": """
        package example.stream; \(imports)
        public class App implements StreamRequestHandler { \(method) Helper h = new Helper(); }
        """,
        "example/stream/Helper": "package example.stream; class Helper { Runnable r = () -> {}; }",
        "example/pojo/App": """
        package example.pojo; \(imports)
        public class App implements PojoRequestHandler<App.Order, String> {
            public static class Order { public int id; }
            @Override public String handleRequest(Order order, Context context) { return "x"; }
        }
        """,
        "example/http/App": """
        package example.http; \(imports) import javax.servlet.http.*;
        public class App implements HttpRequestHandler {
            public void handleRequest(HttpServletRequest q, HttpServletResponse r, Context c) throws IOException {}
        }
        """,
        "example/base/Base": """
        package example.base; \(imports) public abstract class Base implements StreamRequestHandler { \(method) }
        """,
        "example/derived/App": "package example.derived; public class App extends example.base.Base {}",
        "example/api/Api": """
        package example.api; \(imports)
        public interface Api extends StreamRequestHandler { default \(method) }
        """,
        "example/viaapi/App": "package example.viaapi; public class App implements example.api.Api {}",
        "example/hooks/App": """
        package example.hooks; \(imports)
        public class App implements StreamRequestHandler, FunctionInitializer, PreStopHandler {
            \(method)
            public void initialize(Context context) throws IOException {}
            public void preStop(Context context) throws IOException {}
        }
        """,
        "example/hooks/Start": """
        package example.hooks; \(imports)
        public class Start implements FunctionInitializer { public void initialize(Context context) {} }
        """,
        "example/hooks/Lookalike": """
        package example.hooks; \(imports)
        public class Lookalike implements StreamRequestHandler { \(method) public void initialize(Context context) {} }
        """,
        "example/nested/Outer": """
        package example.nested; \(imports)
        public class Outer {
            public static class App implements StreamRequestHandler { \(method) }
            public class Inner implements StreamRequestHandler { \(method) }
            private static class Secret implements StreamRequestHandler { public Secret() {} \(method) }
        }
        """,
        "example/plain/App": "package example.plain; \(imports) public class App { \(method) }",
        "example/aws/App": """
        package example.aws; import java.io.*;
        public class App implements com.amazonaws.services.lambda.runtime.RequestStreamHandler {
            public void handleRequest(InputStream in, OutputStream out, Object context) {}
        }
        """,
        "example/hidden/App":
            "package example.hidden; \(imports) class App implements StreamRequestHandler { \(method) }",
        "example/unfinished/App": """
        package example.unfinished; \(imports) public abstract class App implements StreamRequestHandler { \(method) }
        """,
        "example/wired/App": """
        package example.wired; \(imports)
        public class App implements StreamRequestHandler { public App(String region) {} \(method) }
        """,
        "example/single/App": """
        package example.single; \(imports)
        public class App implements StreamRequestHandler { private App() {} \(method) }
        """,
        "example/kotlin/HandlerKt":
            "package example.kotlin; public final class HandlerKt { public static void handleRequest() {} }",
        "example/größe/Größe": """
        package example.größe; \(imports) public class Größe implements StreamRequestHandler { \(method) }
        """,
    ]
}
