import FileTrees
import Processes

/// Decides which network a sandbox has, and keeps others of ours from taking the same port of this machine.
struct Network: ~Copyable, Sendable {
    /// Whether the sandbox shares this machine's.
    let isShared: Bool
    /// What the user should know.
    let words: String?
    private let lock: FileLock?

    init(_ choice: InvokeSettings.Network, port: Int, folder: String) {
        guard choice != .none else {
            isShared = false
            words = nil
            lock = nil
            return
        }
        try? Files.makeFolders(folder)
        let lock = try? FileLock(at: folder + "/port-\(port).lock")
        let isTaken = lock == nil || TCPPort.isTaken(port)
        if isTaken, choice == .automatic {
            isShared = false
            words = "port \(port) is taken on this machine: the function has a network of its own, without a way out"
            self.lock = nil
        } else {
            isShared = true
            words = isTaken ? "port \(port) is taken on this machine; the function may fail to open it" : nil
            self.lock = lock
        }
    }
}
