import BuildModel
import Testing

@Suite struct OrderedJSONTests {
    private func read(_ text: String) throws -> OrderedJSON { try OrderedJSON(Array(text.utf8)) }

    @Test func keepsOrderAndNumbers() throws {
        let text = """
            {
                "b": [
                    1.0,
                    -2e5,
                    "\\u2028é/\\"\\\\\\n\\u0001"
                ],
                "a": {},
                "c": [],
                "d": null
            }
            """
        #expect(try read(text).pretty == text)
        #expect(
            try read(" {\"a\" : [ true,false ] }").pretty == "{\n    \"a\": [\n        true,\n        false\n    ]\n}")
    }

    @Test func readsEscapes() throws {
        #expect(try read("\"\\ud83d\\ude00\\u00e9\\/\"").text == "😀é/")
    }

    @Test func setsAndRemovesMembers() throws {
        var json = try read("{\"a\": 1, \"b\": 2}")
        json["b"] = .bool(true)
        json["c"] = .null
        json["a"] = nil
        #expect(json.members?.map(\.name) == ["b", "c"])
        #expect(json["b"] == .bool(true))
    }

    @Test(arguments: [
        "", "{", "{\"a\":1,}", "[1,]", "[1 2]", "{a:1}", "01", "1.", "\"\\x\"", "\"\\ud800\"", "\"a", "nul", "{} {}",
        "\"\n\"", "-", "\u{FEFF}{}",
    ])
    func refusesWhatIsNoJSON(_ text: String) {
        #expect(throws: OrderedJSON.Problem.self) { try read(text) }
    }

    @Test func refusesDepthThatWouldExhaustTheStack() {
        #expect(throws: OrderedJSON.Problem.self) { try read(String(repeating: "[", count: 100_000)) }
    }

    @Test func namesTheLine() {
        let problem = #expect(throws: OrderedJSON.Problem.self) { try read("{\n\n<<<<<<< HEAD\n") }
        #expect(problem?.line == 3)
    }
}
