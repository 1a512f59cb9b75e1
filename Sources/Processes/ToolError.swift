/// Why a tool could not be run to its end.
public struct ToolError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of failure that callers tell apart.
    public enum Code: String, Hashable, Sendable, Codable, CaseIterable {
        /// No such executable.
        case missing
        /// It is there but cannot be run: no permission, or the interpreter of its first line is missing.
        case notExecutable
        /// The folder to run in is not there.
        case workingFolderMissing
        /// It took longer than it was given and was ended.
        case timedOut
        /// The task was cancelled and the tool ended.
        case cancelled
        /// Anything else; the words say what.
        case failed
    }

    /// The kind of failure.
    public let code: Code
    /// What was to be run.
    public let invocation: ToolInvocation
    /// The system's error number, 0 if there is none.
    public let errno: Int32
    /// What the library said.
    public let words: String

    /// Makes an error.
    public init(_ code: Code, _ invocation: ToolInvocation, errno: Int32 = 0, words: String = "") {
        self.code = code
        self.invocation = invocation
        self.errno = errno
        self.words = words
    }

    /// A sentence for the user, without a full stop.
    public var description: String {
        let tool = invocation.executable
        return switch code {
        case .missing: "`\(tool)` is not installed or not on PATH"
        case .notExecutable: "`\(tool)` is there but cannot be run" + (words.isEmpty ? "" : ": \(words)")
        case .workingFolderMissing: "cannot run `\(tool)` in `\(invocation.workingFolder ?? ".")`: no such folder"
        case .timedOut: "`\(invocation)` took longer than \(words) and was stopped"
        case .cancelled: "`\(tool)` was stopped"
        case .failed: "cannot run `\(tool)`: \(words)"
        }
    }
}
