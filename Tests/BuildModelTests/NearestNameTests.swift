import BuildModel
import Testing

@Suite struct NearestNameTests {
    @Test(arguments: [
        ("python3.1O", "python3.10"), ("pyhton3.9", "python3.9"), ("Python3.10", "python3.10"),
        ("nodejs22", "nodejs20"),
        ("handlr", "handler"), ("hanlder", "handler"), ("handler", "handler"),
        ("enviromentVariables", "environmentVariables"),
        ("custom.debian-12", "custom.debian12"),
    ])
    func findsWhatWasMeant(_ name: String, _ meant: String) {
        let names = [
            "python3.9", "python3.10", "nodejs20", "handler", "runtime", "environmentVariables", "custom.debian12",
            "code",
        ]
        #expect(NearestName.nearest(to: name, among: names) == meant)
    }

    @Test(arguments: ["xyz", "", "x", "completely different", "ruby2.7"])
    func offersNothingThatIsFar(_ name: String) {
        #expect(NearestName.nearest(to: name, among: ["handler", "code", "y", "python3.10"]) == nil)
    }

    @Test func takesTheFirstOfEquallyNearNames() {
        #expect(NearestName.nearest(to: "python3.11", among: ["python3.12", "python3.10"]) == "python3.12")
        #expect(NearestName.nearest(to: "python3.11", among: ["python3.10", "python3.12"]) == "python3.10")
        #expect(NearestName.nearest(to: "a", among: []) == nil)
    }

    @Test func staysQuickWithHostileNames() {
        let long = String(repeating: "ab", count: 100_000)
        #expect(NearestName.nearest(to: long, among: [long + "c", "x"]) != nil)
    }
}
