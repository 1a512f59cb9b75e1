import BuildModel
import Testing

@Suite struct ManifestValueTests {
    private let value = ManifestValue.mapping([
        .init("b", .integer(1)), .init("a", .mapping([.init("x", .string("y"))])), .init("n", .null),
        .init("s", .string("t")),
    ])

    @Test func findsValuesByKeyAndPath() {
        #expect(value["b"] == .integer(1))
        #expect(value[path: ["a", "x"]]?.text == "y")
        #expect(value[path: ["a", "x", "z"]] == nil)
        #expect(value[path: [String]()] == value)
        #expect(ManifestValue.string("x")["a"] == nil)
    }

    @Test func keepsTheOrderOfKeys() {
        var value = value
        value["b"] = .boolean(true)
        value["new"] = .null
        guard case .mapping(let pairs) = value else { return }
        #expect(pairs.map(\.key) == ["b", "a", "n", "s", "new"])
        value["a"] = nil
        guard case .mapping(let rest) = value else { return }
        #expect(rest.map(\.key) == ["b", "n", "s", "new"])
    }

    @Test func makesMappingsOnTheWay() {
        var value = value
        value[path: ["p", "q", "r"]] = .integer(2)
        value[path: ["n", "m"]] = .integer(3)
        #expect(value[path: ["p", "q"]] == .mapping([.init("r", .integer(2))]))
        #expect(value["n"] == .mapping([.init("m", .integer(3))]))
    }

    @Test func removesNothingThatIsNotThere() {
        var changed = value
        changed[path: ["p", "q"]] = nil
        changed[path: ["s", "q"]] = nil
        changed[path: ["n", "q"]] = nil
        changed["zzz"] = nil
        #expect(changed == value)
    }

    @Test func doesNotOverwriteTextWithMappings() {
        var changed = value
        changed[path: ["s", "q"]] = .integer(1)
        #expect(changed["s"] == .string("t"))
    }
}
