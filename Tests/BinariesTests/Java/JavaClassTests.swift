import Binaries
import Testing

@Suite struct JavaClassTests {
    @Test func readsHandMadeClass() throws {
        let file = try JavaClassFile(bytes: SmallClass().bytes)
        #expect(file.name == "com/example/A")
        #expect(file.dottedName == "com.example.A")
        #expect(file.superclass == "java/lang/Object")
        #expect(file.interfaces == ["java/lang/Runnable"])
        #expect(file.majorVersion == 52)
        #expect(file.javaRelease == 8)
        #expect(file.isPublic)
        #expect(!file.isInterface)
        #expect(!file.isAbstract)
        #expect(file.methods.map(\.name) == ["run"])
        #expect(file.methods.first?.signature == "()TT;")
        #expect(file.methods(named: "run").count == 1)
        #expect(file.methods(named: "walk").isEmpty)
    }

    @Test func namesReleaseOfEachVersion() {
        for (major, release) in [(45, 1), (49, 5), (52, 8), (55, 11), (61, 17), (65, 21)] {
            #expect(JavaClassFile.javaRelease(ofMajorVersion: major) == release)
            #expect(JavaClassFile.majorVersion(ofJavaRelease: release) == major)
        }
    }

    @Test func classWithoutSuperclassIsReadable() throws {
        #expect(try JavaClassFile(bytes: SmallClass(superclassIndex: 0).bytes).superclass == nil)
    }

    @Test func readsModifiedUTF8() throws {
        func name(_ bytes: [UInt8]) throws -> String { try JavaClassFile(bytes: SmallClass(name: bytes).bytes).name }
        #expect(try name(Array("größe/函数".utf8)) == "größe/函数")
        #expect(try name([0x61, 0xC0, 0x80]) == "a\0")
        #expect(try name([0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80]) == "😀")
        #expect(try name([0xED, 0xA0, 0xBD]) == "\u{FFFD}")
    }

    @Test(
        arguments: [[0x80], [0x61, 0xC3], [0xE5, 0x87], [0xC3, 0x41], [0xF0, 0x9F, 0x98, 0x80], [0x61, 0x00]]
            as [[UInt8]])
    func refusesTextThatIsNoModifiedUTF8(_ name: [UInt8]) {
        #expect(throws: JavaClassError.malformed(.constantPool)) {
            try JavaClassFile(bytes: SmallClass(name: name).bytes)
        }
    }

    @Test func takesDescriptorsApart() throws {
        let handler = try JavaMethodDescriptor("(Ljava/io/InputStream;Ljava/io/OutputStream;Lcom/a/Map$Entry;)V")
        #expect(handler.parameters == ["java.io.InputStream", "java.io.OutputStream", "com.a.Map$Entry"])
        #expect(handler.returnType == "void")
        let all = try JavaMethodDescriptor("(BCDFIJSZ[[I[LA;)[B")
        #expect(
            all.parameters == [
                "byte", "char", "double", "float", "int", "long", "short", "boolean", "int[][]", "A[]",
            ])
        #expect(all.returnType == "byte[]")
        #expect(try JavaMethodDescriptor("()V").description == "() -> void")
        #expect(try JavaMethodDescriptor("(L函/数;)I").parameters == ["函.数"])
    }

    @Test(arguments: [
        "", "V", "(", "()", "(V)V", "()VV", "()II", "(L;)V", "(Ljava/lang/String)V", "(Q)V", "([)V", "()[V", "()[",
        "(I", "I()V",
    ])
    func refusesBadDescriptors(_ descriptor: String) {
        #expect(throws: JavaClassError.malformed(.descriptor)) { try JavaMethodDescriptor(descriptor) }
    }

    @Test func refusesDescriptorsBeyondTheLimitsOfTheMachine() throws {
        let most = "(" + String(repeating: "I", count: 255) + ")V"
        #expect(try JavaMethodDescriptor(most).parameters.count == 255)
        for text in ["(" + String(repeating: "I", count: 256) + ")V", "()" + String(repeating: "[", count: 256) + "I"] {
            #expect(throws: JavaClassError.malformed(.descriptor)) { try JavaMethodDescriptor(text) }
        }
    }
}
