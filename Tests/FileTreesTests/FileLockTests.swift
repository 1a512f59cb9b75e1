import FileTrees
import Testing

@Suite struct FileLockTests {
    let tree: TemporaryTree

    init() throws { tree = try TemporaryTree() }

    @Test func secondHolderIsRefusedUntilFirstLetsGo() async throws {
        let path = tree.path + "/lock"
        do {
            let first = try FileLock(at: path)
            #expect(throws: FileTreeError.self) { _ = try FileLock(at: path) }
            await #expect(throws: FileTreeError.self) {
                _ = try await FileLock.acquire(at: path, timeout: .milliseconds(30))
            }
            _ = consume first
        }
        _ = try FileLock(at: path)
    }

    @Test func waiterGetsTheLock() async throws {
        let path = tree.path + "/lock"
        async let waiter: Void = {
            try await Task.sleep(for: .milliseconds(30))
            _ = try await FileLock.acquire(at: path, timeout: .seconds(10))
        }()
        do {
            let first = try FileLock(at: path)
            try await Task.sleep(for: .milliseconds(80))
            _ = consume first
        }
        try await waiter
    }

    @Test func cancelledWaiterStops() async throws {
        let path = tree.path + "/lock"
        let first = try FileLock(at: path)
        let waiter = Task { _ = try await FileLock.acquire(at: path, timeout: .seconds(60)) }
        waiter.cancel()
        let result = await waiter.result
        #expect { try result.get() } throws: { ($0 as? FileTreeError)?.code == .cancelled }
        _ = consume first
    }
}
