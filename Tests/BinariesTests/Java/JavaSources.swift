import Foundation

/// Small Java sources of many shapes and what `javac` makes of them.
enum JavaSources {
    /// The release of the JDK that works here, if one does. macOS has a `javac` even without a JDK.
    static let jdkRelease: Int = {
        let answer = (try? Tool.run("javac", ["-version"])) ?? ""
        return answer.split(separator: " ").last?.split(separator: ".").first.flatMap { Int($0) } ?? 0
    }()

    /// File name without `.java` to source; all of them are Java 8.
    static let plain: [String: String] = [
        "Empty": "public class Empty {}",
        "PackagePrivate": "class PackagePrivate { private PackagePrivate(int size) {} protected void run() {} }",
        "Abstract": "public abstract class Abstract { abstract int size(); public final long twice() { return 2L; } }",
        "Shape":
            "public interface Shape { double area(); default String name() { return \"s\"; } static int n() { return 1; } }",
        "Square": "public final class Square implements Shape, Cloneable { public double area() { return 1; } }",
        "Both": "public interface Both extends Shape, java.io.Serializable, Comparable<Both> {}",
        "Outer": """
        public class Outer {
            private class Inner { private int x; int get() { return x; } }
            protected static class Nested { static class Deep { } }
            public interface Callback { void done(Inner inner); }
            int sum() { Inner inner = new Inner(); return inner.x + new Object() { int y() { return 2; } }.y(); }
        }
        """,
        "Generic": """
        import java.util.*;
        public class Generic<T extends Comparable<T>> extends ArrayList<T> implements Iterable<T> {
            public <E extends Exception> Map<String, ? super T> map(List<? extends T>[] lists, E e) throws E { throw e; }
            T first() { return get(0); }
        }
        """,
        "Bridge":
            "public class Bridge implements Comparable<Bridge> { public int compareTo(Bridge other) { return 0; } }",
        "Lambda": """
        import java.util.function.*;
        public class Lambda {
            Supplier<String> supplier(int n) { return () -> "x" + n; }
            static final Function<String, Integer> LENGTH = String::length;
            static { System.out.println("loaded"); }
        }
        """,
        "Color": "public enum Color { RED { int code() { return 1; } }, BLUE; int code() { return 0; } }",
        "Marker": "public @interface Marker { String value() default \"\"; int[] sizes() default {}; }",
        "Primitives": """
        public class Primitives {
            native boolean all(byte b, char c, double d, float f, int i, long j, short s, boolean z);
            static int[][] arrays(String[] texts, long[][][] cube, Object... rest) { return null; }
            synchronized strictfp void locked() {}
        }
        """,
        "Unicode":
            "public class Unicode { void größe() {} void 函数() {} String s = \"\\0\\uD83D\\uDE00\"; void \\uD835\\uDC00() {} }",
        "Big":
            "public class Big { static final long L = 123456789012345L; static final double D = 1.5e300; float f = 2.5f; }",
        "Thrower": "public class Thrower extends RuntimeException { public Thrower(String m) { super(m); } }",
        "Local":
            "public class Local { Runnable r() { class Here implements Runnable { public void run() {} } return new Here(); } }",
        "com/example/fc/Handler": """
        package com.example.fc;
        import java.io.*;
        public class Handler extends Base implements Stream {
            public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {}
            public static class Context {}
        }
        interface Stream { void handleRequest(InputStream in, OutputStream out, Handler.Context c) throws IOException; }
        class Base { @Deprecated public void initialize(Handler.Context context) {} }
        """,
    ]

    /// Sources that only Java 17 takes.
    static let modern: [String: String] = [
        "Point": "public record Point(int x, java.util.List<String> names) implements java.io.Serializable {}",
        "Sealed": "public sealed interface Sealed permits Sealed.A { record A() implements Sealed {} }",
        "Switch":
            "class Switch { String s(Object o) { return o instanceof String t ? t + \"!\" : \"\"; } private void p() {} }",
    ]

    /// Writes sources, compiles them and lists the class files that came out.
    static func compile(_ sources: [String: String], release: Int, into folder: URL) throws -> [URL] {
        let manager = FileManager.default
        let sourceFolder = folder.appendingPathComponent("src")
        let output = folder.appendingPathComponent("classes")
        try manager.createDirectory(at: output, withIntermediateDirectories: true)
        var files: [String] = []
        for (name, text) in sources.sorted(by: { $0.key < $1.key }) {
            let file = sourceFolder.appendingPathComponent(name + ".java")
            try manager.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
            files.append(file.path)
        }
        let options = ["--release", "\(release)", "-nowarn", "-encoding", "UTF-8", "-d", output.path]
        _ = try Tool.run("javac", options + files)
        return classFiles(in: output)
    }

    /// All class files under a folder, sorted.
    static func classFiles(in folder: URL) -> [URL] {
        let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        let files = (walk?.allObjects as? [URL])?.filter { $0.pathExtension == "class" } ?? []
        return files.sorted { $0.path < $1.path }
    }

    /// A folder that is removed after the work.
    static func withFolder<Result>(_ work: (URL) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("fclayer-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try work(folder)
    }
}
