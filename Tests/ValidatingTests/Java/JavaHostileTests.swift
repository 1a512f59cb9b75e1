import BuildModel
import Testing

/// Java packages that are made to break the checker: the answer may be anything but a trap, a hang or silence.
@Suite struct JavaHostileTests {
    private func findings(
        _ files: [String: [UInt8]], handler: String = "example.App::handleRequest"
    ) async throws -> [Finding] {
        let fixture = try Fixture()
        let code = try fixture.zip("code.zip", bytes: files)
        return await fixture.findings(code: code, runtime: "java11", handler: handler)
    }

    /// A class file by hand: names of itself, its superclass and its interfaces.
    private func classFile(_ name: String, extends superclass: String, implements interfaces: [String] = []) -> [UInt8]
    {
        func number(_ value: Int) -> [UInt8] { [UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)] }
        let names = [name, superclass] + interfaces
        var constants: [UInt8] = []
        for (index, text) in names.enumerated() {
            constants += [1] + number(text.utf8.count) + Array(text.utf8) + [7] + number(2 * index + 1)
        }
        let init_ = names.count * 2 + 1
        constants += [1] + number(6) + Array("<init>".utf8) + [1] + number(3) + Array("()V".utf8)
        var file: [UInt8] = [0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 52] + number(init_ + 2) + constants
        file += number(0x21) + number(2) + number(4) + number(interfaces.count)
        for index in interfaces.indices { file += number(2 * (index + 2) + 2) }
        return file + number(0) + number(1) + number(1) + number(init_) + number(init_ + 1) + number(0) + number(0)
    }

    @Test func refusesHandlersThatAreNone() async throws {
        let class_ = classFile("example/App", extends: "java/lang/Object")
        let long = String(repeating: "a.", count: 5000) + "App::handleRequest"
        for (handler, rule) in [
            (long, "handler-format"), ("example.App", "handler-format"), ("a\u{0}b::c", "handler-format"),
            ("../example.App::handleRequest", "java-class-missing"), ("..example.App::x", "java-class-missing"),
            ("/etc/passwd::x", "java-class-missing"), ("....::x", "java-class-missing"), ("a::b::c", "handler-format"),
        ] {
            let found = try await findings(["example/App.class": class_], handler: handler)
            // The form of a handler is a matter of the configuration, which this door does not check.
            #expect(
                found.rules == (rule == "handler-format" ? [] : [rule]),
                "\(handler.prefix(40)): \(found.map(\.message))")
        }
    }

    @Test func takesAClassMadeByHand() async throws {
        let interface = "com/aliyun/fc/runtime/StreamRequestHandler"
        let app = classFile("example/App", extends: "java/lang/Object", implements: [interface])
        let found = try await findings(["example/App.class": app, "\(interface).class": app])
        #expect(found.rules == ["entry-symbol-missing"], "\(found.map(\.message))")
    }

    @Test func endsWithSuperclassesInACircle() async throws {
        let found = try await findings([
            "example/App.class": classFile(
                "example/App", extends: "example/B", implements: ["example/B", "example/App"]),
            "example/B.class": classFile("example/B", extends: "example/C"),
            "example/C.class": classFile("example/C", extends: "example/App"),
        ])
        #expect(found.rules == ["java-handler-interface"])
    }

    @Test func endsWithThousandsOfSupertypes() async throws {
        var files: [String: [UInt8]] = [:]
        for index in 0..<700 {
            let next = (1...3).map { "example/I\(index + $0)" }
            files["example/I\(index).class"] = classFile(
                "example/I\(index)", extends: "java/lang/Object", implements: next)
        }
        files["example/App.class"] = classFile("example/App", extends: "example/I0")
        let found = try await findings(files)
        #expect(found.map(\.rule) == ["entry-unverified"], "\(found.map(\.message))")
    }

    @Test func namesAClassWithAWrongConstant() async throws {
        var app = classFile("example/App", extends: "java/lang/Object")
        // The index of the class's own name.
        let place = app.count - 22 + 2
        app[place] = 0x7F
        let found = try await findings(["example/App.class": app])
        #expect(found.rules == ["java-class-damaged"], "\(found.map(\.message))")
    }

    @Test func survivesAnyChangedByteOfAClass() async throws {
        let app = classFile("example/App", extends: "example/B", implements: ["example/C"])
        let fixture = try Fixture()
        for index in app.indices {
            var changed = app
            changed[index] = 0xFF
            let code = try fixture.zip("code.zip", bytes: ["example/App.class": changed])
            let found = await fixture.findings(code: code, runtime: "java8", handler: "example.App::handleRequest")
            #expect(!found.isEmpty, "byte \(index)")
        }
    }

    /// A jar of jars of jars, each of which unpacks to a million times its size.
    @Test func doesNotUnpackABombOfJars() async throws {
        let zeros = [UInt8](repeating: 0, count: 64 << 20)
        var jar = try JavaWorld.jar(["zeros.class": zeros])
        for _ in 0..<5 {
            jar = try JavaWorld.jar(Dictionary(uniqueKeysWithValues: (0..<16).map { ("lib/\($0).jar", jar) }))
        }
        let found = try await findings(["app.jar": jar, "lib/a.jar": jar])
        #expect(found.rules == ["java-class-missing"], "\(found.map(\.message))")
    }

    @Test func leavesOutAJarThatIsTooLarge() async throws {
        let found = try await findings(["app.jar": [UInt8](repeating: 0, count: 140 << 20)])
        #expect(found.map(\.rule) == ["entry-unverified"], "\(found.map(\.message))")
    }

    @Test func readsNoMoreThanHundredsOfJars() async throws {
        let jar = try JavaWorld.jar(["a.txt": Array("x".utf8)])
        var files: [String: [UInt8]] = [:]
        for index in 0..<600 { files["lib/\(index).jar"] = jar }
        let found = try await findings(files)
        #expect(found.rules == ["java-class-missing"])
        #expect((found.first?.message.count ?? 0) < 500)
    }
}
