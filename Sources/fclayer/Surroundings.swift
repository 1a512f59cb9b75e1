import BuildModel
import BuildPipeline

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

    private static func today() -> String {
        let now = Date().formatted(.iso8601.year().month().day())
        return String(now.prefix(10))
    }
}
