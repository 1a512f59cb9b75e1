import Testing

@testable import Downloads

struct RemotePatienceTests {
    @Test func runsOutForAllWhoWaitAtOnce() async {
        let patience = RemotePatience()
        patience.begin()
        let start = ContinuousClock.now
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<60 { group.addTask { await patience.runOut() } }
        }
        // The bound is 2 s; half a second for each of them would be 30 s.
        #expect(ContinuousClock.now - start < .seconds(15))
        // And for good.
        await patience.runOut()
        #expect(ContinuousClock.now - start < .seconds(15))
    }
}
