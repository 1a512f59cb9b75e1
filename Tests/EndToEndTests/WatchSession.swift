import Foundation
import Testing

/// A `fclayer build --watch` that a test edits files under; it ends with its owner.
final class WatchSession {
    struct NoLine: Error, CustomStringConvertible {
        var description: String
    }

    let child: Program.Child
    private var seen = 0

    /// Starts it and waits until it watches.
    init(_ project: TestProject, _ arguments: [String] = [], environment: [String: String?] = [:]) throws {
        var changes: [String: String?] = ["FCLAYER_CACHE": Program.store]
        changes.merge(environment) { $1 }
        child = try Program.start(
            Program.fclayer, ["build", "--watch"] + arguments, in: project.path, environment: changes)
        if !arguments.contains("-q") { try waitForErrors("watching for changes") }
        seen = lines.count
    }

    deinit { if child.process.isRunning { kill(child.process.processIdentifier, SIGKILL) } }

    /// The lines on standard output so far.
    var lines: [String] { child.said.output.split(separator: "\n").map(String.init) }

    /// Waits for the next line with a text, and answers the lines since the last call.
    @discardableResult
    func wait(for text: String) throws -> [String] {
        try until("no line with `\(text)`") {
            let fresh = self.lines.dropFirst(self.seen)
            guard let index = fresh.firstIndex(where: { $0.contains(text) }) else { return nil }
            self.seen = index + 1
            return Array(fresh[...index])
        }
    }

    /// Waits until something stands on standard error.
    func waitForErrors(_ text: String) throws {
        try until("`\(text)` was not said") { self.child.said.errors.contains(text) ? () : nil }
    }

    /// Ends it with a signal.
    func end(_ number: Int32 = SIGINT) -> Program.Run {
        kill(child.process.processIdentifier, number)
        return child.finish()
    }

    private func until<T>(_ failure: String, _ look: () -> T?) throws -> T {
        // Far more than it takes; machines that test are slow.
        let end = Date() + 60
        while Date() < end {
            if let found = look() { return found }
            guard child.process.isRunning else { break }
            usleep(10_000)
        }
        if let found = look() { return found }
        throw NoLine(description: "\(failure): \(child.said)")
    }
}
