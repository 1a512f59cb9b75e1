import BuildModel
import BuildPipeline

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What the process finds around itself, read once at the door and handed on as settings.
enum Surroundings {
    /// The environment variables.
    static let environment = ProcessInfo.processInfo.environment

    /// Settings with the defaults of this process.
    static func settings() throws -> BuildSettings {
        guard let store = Store.location(environment: environment) else {
            throw StageFailure(
                .environment,
                [
                    Finding(
                        rule: "no-home", severity: .error,
                        message: "set `FCLAYER_CACHE` or `HOME`: there is no folder to keep downloads in")
                ])
        }
        var settings = BuildSettings(
            folder: FileManager.default.currentDirectoryPath, environment: environment,
            storeRoot: absolute(store), today: today())
        settings.programFile = programFile()
        settings.progress = { ProgressLine.shared.show($0) }
        settings.notice = { Console.say($0) }
        return settings
    }

    /// What this process is asked, for `Answer`.
    static func question() -> Answer.Question {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let folder = getcwd(&buffer, buffer.count).map { String(cString: $0) } ?? ""
        let display = [STDOUT_FILENO, STDERR_FILENO].map { Console.isTerminal($0) ? "colour" : "plain" }
        return Answer.Question(
            folder: folder, arguments: Array(CommandLine.arguments.dropFirst()), today: today(),
            display: display.joined(separator: " "), program: programFile())
    }

    /// The value of a variable; empty if it is not set.
    static func variable(_ name: String) -> String { getenv(name).map { String(cString: $0) } ?? "" }

    /// A path as an absolute one, by the folder that the command was started in.
    static func absolute(_ path: String) -> String {
        let start = path.hasPrefix("/") ? "" : FileManager.default.currentDirectoryPath
        var parts: [Substring] = []
        for part in (start + "/" + path).split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    /// The file of this program, where the system tells it; macOS does so only through calls that are not worth it here.
    static func programFile() -> String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    }

    /// Today as ISO 8601, of the world's time zone.
    static func today() -> String {
        var now = time(nil)
        var parts = tm()
        gmtime_r(&now, &parts)
        func digits(_ number: Int32, _ count: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, count - text.count)) + text
        }
        return digits(parts.tm_year + 1900, 4) + "-" + digits(parts.tm_mon + 1, 2) + "-" + digits(parts.tm_mday, 2)
    }
}
