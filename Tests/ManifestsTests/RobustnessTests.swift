import BuildModel
import Testing

@Suite("Damage and speed")
struct RobustnessTests {
    /// Every manifest cut at many places, and with bytes replaced: findings or a project, never a crash, never silence.
    @Test(arguments: [
        ("s.yaml", ServerlessDevs3Tests.manifest), ("s.yaml", ServerlessDevs1Tests.manifest),
        ("template.yml", FuncraftTests.manifest), ("fclayer.yaml", OwnManifestTests.manifest),
    ])
    func damagedManifests(name: String, manifest: String) {
        let bytes = Array(manifest.utf8)
        var fixture = Fixture([:])
        let replacements = Array("\t:{}[]*&!|>'\"%@\n-#$,?".utf8) + [0x00, 0x80, 0xFF]
        var state: UInt32 = 12345
        func next(_ bound: Int) -> Int {
            state = state &* 1_664_525 &+ 1_013_904_223
            return Int(state >> 8) % bound
        }
        for round in 0..<150 {
            var damaged = bytes
            if round.isMultiple(of: 2) {
                damaged = Array(bytes.prefix(next(bytes.count)))
            } else {
                for _ in 0...next(3) { damaged[next(damaged.count)] = replacements[next(replacements.count)] }
            }
            fixture.files[name] = damaged
            let outcome = fixture.read()
            #expect(outcome.project != nil || outcome.findings.contains { $0.severity == .error })
        }
    }

    /// About 1 ms in a release build; the bound leaves room for a debug build on a busy machine.
    @Test func readsManifestOfSeventyLinesFast() {
        let fixture = ServerlessDevs3Tests.fixture
        let clock = ContinuousClock()
        var best = Duration.seconds(10)
        for _ in 0..<20 {
            best = min(best, clock.measure { _ = fixture.read() })
        }
        print("s.yaml of \(ServerlessDevs3Tests.manifest.split(separator: "\n").count) lines: \(best)")
        #expect(best < .milliseconds(50))
    }
}
