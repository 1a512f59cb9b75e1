import Testing

@testable import Downloads

struct RemotePatienceTests {
    @Test func runsOutForAllWhoWaitAtOnce() async {
        let patience = RemotePatience()
        patience.begin()
        await patience.runOut()
        // Not for each of them after another look at the speed.
        #expect((0..<60).allSatisfy { _ in patience.isSpent() })
        // And for good.
        patience.moved(1 << 40)
        patience.end()
        #expect(patience.isSpent())
    }
}
