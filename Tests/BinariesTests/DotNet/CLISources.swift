import Foundation

/// A C# source with types and methods of many shapes, and what `mcs` makes of it.
enum CLISources {
    static let functions = """
        using System; using System.Collections.Generic; using System.IO; using System.Threading.Tasks;
        [assembly: System.Reflection.AssemblyVersion("1.2.3.4")]
        [assembly: System.Runtime.Versioning.TargetFramework(".NETCoreApp,Version=v3.1", FrameworkDisplayName = "")]
        namespace Demo.Fc {
          public interface IContext { string RequestId { get; } void Set<T>(T value, ref int n, out string s); }
          public abstract class Base<TIn, TOut> : IDisposable {
            public abstract Task<TOut> Handle(TIn input, IContext context);
            public virtual void Dispose() {}
            protected internal void A() {}
            protected void P() {}
            internal void I() {}
            private void V() {}
          }
          public class Handler : Base<Stream, Dictionary<string, List<int[]>>> {
            public override async Task<Dictionary<string, List<int[]>>> Handle(Stream input, IContext context) {
              await Task.Delay(1); return null;
            }
            public Stream Raw(Stream input, IContext context) { return input; }
            public static int Start(string[] args, int[,] grid, int?[][] jag, DateTime when) { return 0; }
            public async void Bad() { await Task.Delay(1); }
            public Task<string> Text(byte b, sbyte sb, short s, ushort us, uint u, long l, ulong ul, float f, double d) {
              return null;
            }
            public class Nested {
              private class Deep<T> { internal T Get<U>(U u, T[] a, List<U>[,,] cube) { return default(T); } }
              public enum E { A }
            }
            private class Hidden { public class Inside {} }
            unsafe void Ptr(int* p, void** q, IntPtr n, UIntPtr m) {}
            protected object this[int i] { get { return null; } }
            public event Action<object> Ev { add {} remove {} }
          }
          public struct Pt : IEquatable<Pt> {
            public static Pt operator +(Pt a, Pt b) { return a; }
            public bool Equals(Pt other) { return true; }
          }
          public static class Ext { public static string Up(this string s, params object[] r) { return s; } }
          delegate TR Conv<in T, out TR>(T t);
          sealed class Own : List<string>, IComparable<Own> { public int CompareTo(Own o) { return 0; } }
          public class Größe { public void 函数(Größe g) {} }
        }
        class Global { ~Global() {} static Func<int, int> F = x => x + 1; IEnumerable<int> Y() { yield return 1; } }
        """

    static var canCompile: Bool { Tool.path("mcs") != nil }

    /// Compiles a source to a library and gives its bytes and path to the caller; the folder is removed afterwards.
    static func withAssembly<Result>(
        _ source: String, options: [String] = [], _ work: (_ bytes: [UInt8], _ path: String) throws -> Result
    ) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("fclayer-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("Demo.cs")
        try Data(source.utf8).write(to: file)
        let output = folder.appendingPathComponent("Demo.dll")
        let standard = ["-unsafe", "-codepage:utf8", "-target:library", "-out:\(output.path)"]
        let words = try Tool.run("mcs", standard + options + [file.path])
        guard let data = try? Data(contentsOf: output) else { throw Failed(words: words) }
        return try work([UInt8](data), output.path)
    }

    struct Failed: Error { let words: String }

    /// Some of the assemblies that the system's mono brought.
    static func systemAssemblies() -> [String] {
        ["mscorlib", "Microsoft.CSharp", "Mono.Security", "System", "System.Core", "System.Numerics", "System.Xml"]
            .map { "/usr/lib/mono/4.5/\($0).dll" }
            .filter { FileManager.default.fileExists(atPath: $0) }
    }
}
