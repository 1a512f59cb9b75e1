import BuildModel
import Downloads
import Processes

/// What the platform would have said of calls that went wrong (fc-facts 8).
struct CallProblems: Sendable {
    let instance: InstanceDescription

    private var location: Finding.Location {
        var location = instance.function.location(of: "")
        location.package = instance.code.name
        return location
    }

    private func error(_ rule: String, _ message: String, hint: String?) -> Finding {
        Finding(rule: rule, severity: .error, message: message, location: location, hint: hint)
    }

    /// The process ended before its port was open.
    func endedAtStart(_ status: ToolResult.Status, lastLines: [String]) -> Finding {
        let (code, words) = Self.exit(status, lastLines: lastLines)
        let last = lastLines.last.map { "; it last printed: \($0)" } ?? "; it printed nothing"
        return error(
            "start-exited", "the function ends at its start with \(status)\(last)",
            hint: PlatformWords.hint(
                "Function instance exited unexpectedly(code \(code)\(words.map { ", message:\($0)" } ?? ""))",
                Self.advice(code: code, lastLines: lastLines)))
    }

    /// The numbers of the platform for a start that failed in the kernel, which the sandbox reports in words.
    static func exit(_ status: ToolResult.Status, lastLines: [String]) -> (code: Int32, words: String?) {
        if let line = lastLines.last(where: { $0.hasPrefix("bwrap: execvp ") }) {
            if line.hasSuffix("No such file or directory") { return (2, "no such file or directory") }
            if line.hasSuffix("Permission denied") { return (13, "permission denied") }
            if line.hasSuffix("Exec format error") { return (8, "exec format error") }
        }
        switch status {
        case .exited(let code): return (code, nil)
        case .signalled(let signal): return (128 + signal, nil)
        }
    }

    private static func advice(code: Int32, lastLines: [String]) -> String? {
        if lastLines.contains(where: { $0.contains("error while loading shared libraries") }) {
            return "the sandbox holds the least of a system; put the library into a layer, or use `--root host`"
        }
        if lastLines.contains(where: { $0.lowercased().contains("read-only file system") }) {
            return
                "an instance lets a function write anywhere, this sandbox only into `/tmp`, `/var/tmp` and the home folder"
        }
        switch code {
        case 2 where lastLines.contains { $0.hasPrefix("bwrap: execvp") }:
            return "the interpreter of the first line, or the program that the command names, is not there"
        case 127: return "a command was not found"
        case 137: return "137 is SIGKILL, on the platform mostly for want of memory"
        case 134, 139, 132, 133: return "it crashed"
        case 0: return "the command must not return: it has to serve requests"
        default: return nil
        }
    }

    func neverListens(_ others: [ListeningSocket], after seconds: Int64) -> Finding {
        let platform = "Function instance health check failed on port \(instance.port) in 120 seconds"
        if let other = others.first(where: { !$0.isLoopback }) ?? others.first {
            return error(
                "start-other-port",
                "the function listens at \(other.description), the platform calls port \(instance.port)",
                hint: PlatformWords.hint(
                    platform, "listen on the port that `FC_SERVER_PORT` names, or set `customRuntimeConfig.port`"))
        }
        return error(
            "start-no-port", "the function does not listen on port \(instance.port) after \(seconds) seconds",
            hint: PlatformWords.hint(platform))
    }

    func onLoopback(_ socket: ListeningSocket) -> Finding {
        error(
            "start-on-loopback",
            "the function listens at \(socket.description), where only the instance itself reaches it",
            hint: PlatformWords.hint(
                "Function instance health check failed on port \(instance.port) in 120 seconds",
                "listen on 0.0.0.0 instead"))
    }

    func outOfMemory(_ limit: Int64) -> Finding {
        error(
            "memory-exceeded", "the function takes more than its \(limit >> 20) MB of memory",
            hint: PlatformWords.hint(
                "Process exited unexpectedly before completing request (exit 137)", "raise `memorySize`"))
    }

    /// The initializer answered, but not with 2xx (D/060).
    func initializer(status: Int) -> Finding {
        error(
            "initialize-failed", "the initializer answers with status \(status)",
            hint: PlatformWords.hint(
                status >= 500
                    ? "InitializationError; the instance would be started again" : "InitializationError",
                status == 404 ? "serve `POST /initialize`, or take the initializer out of the manifest" : nil))
    }

    func initializer(_ failure: LoopbackError, ended: ToolResult.Status?, seconds: Int) -> Finding {
        if case .timeout = failure.code {
            return error(
                "initialize-timeout", "the initializer does not answer within \(seconds) seconds",
                hint: PlatformWords.hint("InitializationError: Function timed out after \(seconds) seconds"))
        }
        return error(
            "initialize-failed", "the initializer gives no answer: \(Self.words(failure, ended))",
            hint: PlatformWords.hint("InitializationError"))
    }

    /// What is wrong with an answer to a call; `nil` if nothing is.
    func call(_ answer: InvocationRecord.Exchange, isEvent: Bool) -> Finding? {
        let status = answer.status ?? 0
        let head = answer.headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 }
        if head > PlatformRequest.headLimit {
            return error(
                "response-too-large",
                "the headers of the answer have \(head) bytes, the platform takes \(PlatformRequest.headLimit)",
                hint: PlatformWords.hint("502 BadResponse"))
        }
        if answer.headers.contains(where: { $0.name.lowercased() == "x-fc-status" && $0.value == "404" }) {
            return error(
                "invoke-failed", "the function reports a failure: `x-fc-status: 404`, status \(status)",
                hint: PlatformWords.hint("InvocationError"))
        }
        guard status >= (isEvent ? 400 : 500) else { return nil }
        let advice =
            isEvent && (status == 404 || status == 405)
            ? "serve `POST /invoke` for events, or call it with `--http`" : nil
        return error(
            "invoke-failed", "the function answers with status \(status)",
            hint: PlatformWords.hint("InvocationError", advice))
    }

    func call(_ failure: LoopbackError, ended: ToolResult.Status?, seconds: Duration) -> Finding {
        switch failure.code {
        case .timeout:
            return error(
                "invoke-timeout", "the function does not answer within \(seconds)",
                hint: PlatformWords.hint(
                    "Function timed out after \(seconds.components.seconds) seconds",
                    "raise `timeout` if it needs longer"))
        case .tooLarge(let limit):
            return error(
                "response-too-large", "the answer has more than \(limit) bytes",
                hint: PlatformWords.hint("502 BadResponse"))
        case .headTooLarge:
            return error(
                "response-too-large", "the headers of the answer are beyond all bounds",
                hint: PlatformWords.hint("502 BadResponse"))
        default:
            return error(
                "invoke-broken", "the function gives no whole answer: \(Self.words(failure, ended))",
                hint: PlatformWords.hint("Process exited unexpectedly before completing request"))
        }
    }

    /// A hook that fails when the instance ends loses nothing but what the hook was to save.
    func preStop(_ words: String) -> Finding {
        Finding(
            rule: "pre-stop-failed", severity: .warning, message: "the preStop hook fails: \(words)", location: location
        )
    }

    private static func words(_ failure: LoopbackError, _ ended: ToolResult.Status?) -> String {
        ended.map { "the process ended with \($0)" } ?? failure.description
    }
}
