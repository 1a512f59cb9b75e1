import FunctionCompute
import Testing

@Suite struct DottedVersionTests {
    @Test func ordersNumberByNumber() {
        let ordered: [DottedVersion] = [
            "0", "1", "2", "2.2", "2.2.5", "2.3", "2.9", "2.17", "2.28", "2.28.1", "3.0.1", "10",
        ]
        for (left, right) in zip(ordered, ordered.dropFirst()) {
            #expect(left < right)
            #expect(!(right < left))
        }
        #expect(ordered.shuffled().sorted() == ordered)
    }

    @Test func takesMissingNumbersForZero() {
        let versions: [DottedVersion] = ["3", "3.0", "3.0.0"]
        #expect(Set(versions).count == 1)
        #expect(versions.map(\.description) == ["3.0", "3.0", "3.0"])
        let long: DottedVersion = "3.7.4.0"
        #expect(long.description == "3.7.4")
        #expect((long.major, long.minor) == (3, 7))
    }

    @Test(arguments: [
        "", ".", "2.", ".2", "2..2", "a", "2.a", "-1", "+1", "2.-1", " 2", "2 ", "２.３", "1.2.3.4.5.6.7.8.9",
        "99999999999999999999", "GLIBC_2.4",
    ])
    func refusesWhatIsNoVersion(_ text: String) {
        #expect(DottedVersion(text) == nil)
    }
}
