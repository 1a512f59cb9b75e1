import Logging

/// Writes log lines as the platform's own runtimes do: time, request id, level, message, then metadata. Each line of a message
/// that has several carries the request id, because the platform's log search works by line.
struct FunctionLogHandler: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    /// Nil for loggers that are not of a request: those take the request of the task that logs.
    private let requestID: String?
    private let output: Output

    init(requestID: String?, level: Logger.Level, output: Output) {
        self.requestID = requestID
        self.logLevel = level
        self.output = output
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var all = metadata
        if let provided = metadataProvider?.get() { all.merge(provided) { _, new in new } }
        if let own = event.metadata { all.merge(own) { _, new in new } }
        if let error = event.error { all["error"] = "\(error)" }

        var prefix = Timestamp.now()
        if let id = requestID ?? FunctionContext.current?.requestID { prefix += " \(id)" }
        prefix += " [\(event.level.rawValue.uppercased())] "

        var text = event.message.description
        for (key, value) in all.sorted(by: { $0.key < $1.key }) { text += " \(key)=\(value)" }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            output.line(prefix + line.filter { $0 != "\r" && $0 != "\r\n" })
        }
    }
}
