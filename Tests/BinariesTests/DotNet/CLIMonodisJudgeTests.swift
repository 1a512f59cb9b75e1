import Binaries
import Foundation
import Testing

/// Assemblies of `mcs` and of mono's own libraries, read by `monodis` and by us.
@Suite(.enabled(if: Tool.path("monodis") != nil, "needs monodis")) struct CLIMonodisJudgeTests {
    @Test(.enabled(if: CLISources.canCompile, "needs mcs")) func agreesOnCompiledSource() throws {
        try CLISources.withAssembly(CLISources.functions) { bytes, path in
            try compare(try CLIAssembly(bytes: bytes), MonodisFacts(file: path), everyMethod: 1)
        }
    }

    @Test(.enabled(if: !CLISources.systemAssemblies().isEmpty, "needs mono's libraries"))
    func agreesOnLibrariesOfMono() throws {
        for path in CLISources.systemAssemblies() {
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
            // Some thousand methods of each library keep the judge's words readable within seconds.
            try compare(
                try CLIAssembly(bytes: bytes), MonodisFacts(file: path), everyMethod: max(1, bytes.count / 150_000))
        }
    }

    private func compare(_ assembly: CLIAssembly, _ facts: MonodisFacts, everyMethod step: Int) throws {
        let comment = Comment(rawValue: facts.file)
        let rows = try facts.types()
        try #require(assembly.types.count == rows.count, comment)
        for (type, row) in zip(assembly.types, rows).dropFirst() {
            #expect(type.fullName == row.fullName, comment)
            #expect(type.baseType.map { Self.blurred($0.name) } == row.baseType, "\(facts.file) \(type.fullName)")
            #expect(type.isInterface == (row.flags & 0x20 != 0), "\(facts.file) \(type.fullName)")
            #expect(type.isAbstract == (row.flags & 0x80 != 0), "\(facts.file) \(type.fullName)")
            #expect((type.enclosingType != nil) == (row.flags & 7 > 1), "\(facts.file) \(type.fullName)")
        }
        let interfaces = assembly.types.flatMap { type in
            type.interfaces.map { [Self.blurred(type.fullName), Self.blurred($0.name)] }
        }
        #expect(Set(interfaces) == Set(try facts.interfaces()), comment)
        let references = assembly.references.map { "\($0.name) \($0.version)" }
        #expect(references == (try facts.references()), comment)

        let lines = try facts.methodLines()
        var methods: [CLIMethod] = []
        for type in assembly.types { methods += try assembly.methods(of: type) }
        try #require(methods.count == lines.count, comment)
        for place in stride(from: 0, to: lines.count, by: step) {
            let method = methods[place]
            let judged = try #require(MonodisFacts.method(lines[place]), "\(facts.file): \(lines[place])")
            let ours = MonodisFacts.Method(
                isStatic: method.isStatic, name: method.name, returnType: Self.blurred(method.returnType),
                parameters: method.parameters.map(Self.blurred))
            #expect(ours == judged, "\(facts.file): \(lines[place])")
        }
    }

    /// Numbers of generic parameters out of a name, as the judge writes names in their place.
    private static func blurred(_ name: String) -> String {
        guard name.utf8.contains(UInt8(ascii: "!")) else { return name }
        var out = ""
        var afterMark = false
        for character in name where !(afterMark && character.isNumber) {
            out.append(character)
            afterMark = character == "!"
        }
        return out
    }
}
