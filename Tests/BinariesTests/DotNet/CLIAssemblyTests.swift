import Binaries
import Testing

@Suite struct CLIAssemblyTests {
    @Test(.enabled(if: CLISources.canCompile, "needs mcs")) func readsFunctionsOfCSharp() throws {
        try CLISources.withAssembly(CLISources.functions) { bytes, _ in
            let assembly = try CLIAssembly(bytes: bytes)
            #expect(assembly.name == "Demo")
            #expect(assembly.version.description == "1.2.3.4")
            #expect(assembly.targetFramework == ".NETCoreApp,Version=v3.1")
            #expect(assembly.metadataVersion == "v4.0.30319")
            #expect(!assembly.requires32Bit)
            #expect(assembly.references.map(\.name) == ["mscorlib"])
            #expect(assembly.types.first?.name == "<Module>")

            let handler = try #require(assembly.type(named: "Demo.Fc.Handler"))
            #expect(handler.visibility == .public)
            #expect(handler.namespace == "Demo.Fc")
            let list = "System.Collections.Generic.List`1<System.Int32[]>"
            let dictionary = "System.Collections.Generic.Dictionary`2<System.String,\(list)>"
            #expect(handler.baseType?.definition == "Demo.Fc.Base`2")
            #expect(handler.baseType?.name == "Demo.Fc.Base`2<System.IO.Stream,\(dictionary)>")
            #expect(handler.baseType?.assembly == nil)

            let methods = try assembly.methods(of: handler)
            let handle = try #require(methods.first { $0.name == "Handle" })
            #expect(handle.parameters == ["System.IO.Stream", "Demo.Fc.IContext"])
            #expect(handle.returnType == "System.Threading.Tasks.Task`1<\(dictionary)>")
            #expect(handle.isVirtual)
            #expect(methods.filter(\.isAsync).map(\.name) == ["Handle", "Bad"])
            let start = try #require(methods.first { $0.name == "Start" })
            #expect(
                start.parameters == [
                    "System.String[]", "System.Int32[,]", "System.Nullable`1<System.Int32>[][]", "System.DateTime",
                ])
            #expect(start.isStatic)
            #expect(methods.first { $0.name == "Text" }?.returnType == "System.Threading.Tasks.Task`1<System.String>")
            #expect(methods.contains { $0.name == ".ctor" && $0.parameters.isEmpty && $0.visibility == .public })
            #expect(assembly.type(named: "Demo.Fc.Größe").map { (try? assembly.methods(of: $0))?.first?.name } != nil)
        }
    }

    @Test(.enabled(if: CLISources.canCompile, "needs mcs")) func tellsVisibilityAndNesting() throws {
        try CLISources.withAssembly(CLISources.functions) { bytes, _ in
            let assembly = try CLIAssembly(bytes: bytes)
            let deep = try #require(assembly.type(named: "Demo.Fc.Handler+Nested+Deep`1"))
            #expect(deep.enclosingType == "Demo.Fc.Handler+Nested")
            #expect(deep.visibility == .private)
            #expect(deep.name == "Deep`1")
            let get = try #require(try assembly.methods(of: deep).first { $0.name == "Get" })
            #expect(get.genericParameterCount == 1)
            #expect(get.returnType == "!0")
            #expect(get.parameters == ["!!0", "!0[]", "System.Collections.Generic.List`1<!!0>[,,]"])
            #expect(assembly.type(named: "Demo.Fc.Handler+Nested")?.isVisibleOutside == true)
            let inside = assembly.type(named: "Demo.Fc.Handler+Hidden+Inside")
            #expect(inside?.visibility == .public)
            #expect(inside?.isVisibleOutside == false)
            #expect(assembly.type(named: "Global")?.visibility == .internal)

            let base = try #require(assembly.type(named: "Demo.Fc.Base`2"))
            #expect(base.isAbstract)
            #expect(base.interfaces.map(\.name) == ["System.IDisposable"])
            #expect(base.interfaces.first?.assembly == "mscorlib")
            var visibilities: [String: CLIVisibility] = [:]
            for method in try assembly.methods(of: base) { visibilities[method.name] = method.visibility }
            #expect(
                visibilities == [
                    ".ctor": .protected, "Handle": .public, "Dispose": .public, "A": .protectedInternal,
                    "P": .protected, "I": .internal, "V": .private,
                ])
            #expect(try assembly.methods(of: base).first { $0.name == "Handle" }?.isAbstract == true)
            let context = try #require(assembly.type(named: "Demo.Fc.IContext"))
            #expect(context.isInterface)
            #expect(context.baseType == nil)
            #expect(
                try assembly.methods(of: context).first { $0.name == "Set" }?.parameters == [
                    "!!0", "System.Int32&", "System.String&",
                ])
            #expect(assembly.type(named: "Demo.Fc.Ext").map { $0.isAbstract && $0.isSealed } == true)
        }
    }

    @Test(.enabled(if: CLISources.canCompile, "needs mcs"), arguments: ["anycpu", "x64", "x86"])
    func readsHeadersOfEachWidth(_ platform: String) throws {
        let source = "public class A { public static string Run(string s) { return s; } }"
        try CLISources.withAssembly(source, options: ["-platform:\(platform)"]) { bytes, _ in
            let assembly = try CLIAssembly(bytes: bytes)
            #expect(assembly.requires32Bit == (platform == "x86"))
            let methods = try assembly.methods(of: try #require(assembly.type(named: "A")))
            #expect(methods.map(\.name) == [".ctor", "Run"])
        }
    }

    @Test(.enabled(if: CLISources.canCompile, "needs mcs")) func readsModuleWithoutAssembly() throws {
        try CLISources.withAssembly("class A {}", options: ["-target:module"]) { bytes, _ in
            let module = try CLIAssembly(bytes: bytes)
            #expect(module.name == nil)
            #expect(module.type(named: "A") != nil)
        }
    }

    @Test func readsHandMadeAssembly() throws {
        let assembly = try CLIAssembly(bytes: SmallAssembly().bytes)
        #expect(assembly.name == "Demo")
        #expect(assembly.version == assembly.references.first?.version)
        #expect(assembly.references.map(\.name) == ["System.Runtime"])
        #expect(assembly.types.map(\.fullName) == ["<Module>", "Ns.Outer", "Ns.Outer+Inner"])
        #expect(assembly.targetFramework == nil)
        let outer = try #require(assembly.type(named: "Ns.Outer"))
        #expect(outer.baseType?.name == "System.Object")
        #expect(outer.baseType?.assembly == "System.Runtime")
        let methods = try assembly.methods(of: outer)
        #expect(methods.map(\.name) == ["Run"])
        #expect(methods.first?.parameters == ["System.String"])
        #expect(methods.first?.returnType == "System.Int32")
        let inner = try #require(assembly.type(named: "Ns.Outer+Inner"))
        #expect(inner.enclosingType == "Ns.Outer")
        #expect(try assembly.methods(of: inner).isEmpty)
    }

    @Test func ordersVersionsByNumber() throws {
        let low = try CLIAssembly(bytes: SmallAssembly(version: [3, 1, 0, 0]).bytes).version
        let high = try CLIAssembly(bytes: SmallAssembly(version: [10, 0, 0, 0]).bytes).version
        #expect(low < high)
        #expect(high.description == "10.0.0.0")
    }
}
