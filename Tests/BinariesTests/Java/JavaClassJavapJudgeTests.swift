import Binaries
import Foundation
import Testing

/// Classes of `javac` and of the JDK itself, read by `javap` and by us.
@Suite(.enabled(if: JavaSources.jdkRelease >= 17, "needs JDK 17"))
struct JavaClassJavapJudgeTests {
    @Test(arguments: [8, 11, 17])
    func agreesOnCompiledSources(_ release: Int) throws {
        try JavaSources.withFolder { folder in
            var sources = JavaSources.plain
            if release >= 17 { sources.merge(JavaSources.modern) { $1 } }
            let files = try JavaSources.compile(sources, release: release, into: folder)
            try #require(files.count >= sources.count, "javac made only \(files.count) classes")
            try compare(files) { #expect($0.javaRelease == release) }
        }
    }

    @Test(.enabled(if: Tool.path("jimage") != nil, "needs jimage"))
    func agreesOnClassesOfTheJDK() throws {
        try JavaSources.withFolder { folder in
            guard let modules = modulesFile() else { return }
            _ = try Tool.run(
                "jimage",
                [
                    "extract", "--dir", folder.path, "--include", "regex:/java.base/java/util/(concurrent/)?[A-Z].*",
                    modules,
                ])
            let files = JavaSources.classFiles(in: folder)
            try #require(files.count > 300, "only \(files.count) classes")
            // Every third, to stay within seconds: `javap` prints megabytes.
            let some = stride(from: 0, to: files.count, by: 3).map { files[$0] }
            try compare(Array(some.prefix(300))) { _ in }
        }
    }

    @Test func nestedClassesHaveTheModifiersOfTheirSource() throws {
        try JavaSources.withFolder { folder in
            let files = try JavaSources.compile(JavaSources.plain, release: 8, into: folder)
            var classes: [String: JavaClassFile] = [:]
            for file in files {
                let read = try JavaClassFile(bytes: [UInt8](try Data(contentsOf: file)))
                classes[read.name] = read
            }
            #expect(classes["Outer$Inner"]?.nestedAccessFlags == .private)
            #expect(classes["Outer$Nested"]?.nestedAccessFlags == [.protected, .static])
            // The virtual machine knows no protected classes: it sees a public one.
            #expect(classes["Outer$Nested"]?.accessFlags.contains(.public) == true)
            #expect(classes["Outer$Nested"]?.isPublic == false)
            #expect(classes["Outer$Callback"]?.isPublic == true)
            #expect(classes["Outer"]?.nestedAccessFlags == nil)
            // Constructors of inner classes take the outer object: no constructor is without parameters.
            #expect(classes["Outer$Inner"]?.methods(named: "<init>").map(\.descriptor).contains("()V") == false)
            #expect(classes["Bridge"]?.methods(named: "compareTo").map(\.descriptor) == ["(LBridge;)I"])
            #expect(classes["com/example/fc/Handler"]?.superclass == "com/example/fc/Base")
        }
    }

    private func modulesFile() -> String? {
        guard let java = Tool.path("jimage") else { return nil }
        let home = URL(fileURLWithPath: java).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = home.appendingPathComponent("lib/modules").path
        return FileManager.default.fileExists(atPath: file) ? file : nil
    }

    private func compare(_ files: [URL], _ look: (JavaClassFile) -> Void) throws {
        let facts = try JavapFacts.read(files)
        for file in files {
            let judged = try #require(facts[file.path], "javap says nothing about \(file.path)")
            let read = try JavaClassFile(bytes: [UInt8](try Data(contentsOf: file)))
            let comment = Comment(rawValue: file.lastPathComponent)
            #expect(read.majorVersion == judged.majorVersion, comment)
            #expect(read.accessFlags.rawValue == judged.flags, comment)
            #expect(read.name == judged.name, comment)
            #expect(read.superclass == judged.superclass, comment)
            #expect(read.signature == judged.signature, comment)
            #expect(read.interfaces.map(JavaClassFile.dotted) == judged.interfaces, comment)
            #expect(read.methods.map(\.described) == judged.methods, comment)
            for method in read.methods { _ = try method.types }
            look(read)
        }
    }
}

extension JavaMethod {
    fileprivate var described: JavapFacts.Method {
        JavapFacts.Method(name: name, descriptor: descriptor, flags: accessFlags.rawValue, signature: signature)
    }
}
