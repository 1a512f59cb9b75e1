public import BuildModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// How a function behaved, for people and for programs.
public struct InvocationReport: Sendable {
    private let record: InvocationRecord
    private let findings: [Finding]

    /// A report.
    public init(_ record: InvocationRecord, findings: [Finding]) {
        self.record = record
        self.findings = findings
    }

    /// A line that a function printed, as a terminal may show it.
    public static func line(_ bytes: [UInt8]) -> String {
        DisplayText.safe(String(decoding: bytes, as: UTF8.self).replacing("\t", with: "    "))
    }

    /// A few lines: what was called, how long it took, what it took.
    public var text: String {
        var lines: [String] = []
        if let start = record.start {
            var parts = ["started in \(Self.time(start))"]
            if let initializer = record.initializer {
                parts.append("initialized in \(Self.time(initializer.duration))")
            }
            lines.append(parts.joined(separator: ", "))
        }
        if let first = record.calls.first {
            let status = first.status.map { "\($0)" } ?? "no answer"
            lines.append("\(DisplayText.safe(first.request)): \(status) in \(Self.time(first.duration))")
        }
        let later = record.calls.dropFirst().map(\.duration).sorted()
        if let fastest = later.first, let slowest = later.last {
            let failures = record.calls.count { !$0.isSuccess }
            lines.append(
                "\(later.count) more: median \(Self.time(later[later.count / 2])), \(Self.time(fastest)) to \(Self.time(slowest))"
                    + (failures > 0 ? "; \(failures) of \(record.calls.count) failed" : ""))
        }
        var last: [String] = []
        if let peak = record.peakMemory {
            last.append("memory \(Self.megabytes(peak)) of \(record.memoryLimit >> 20) MB")
        }
        if let end = record.end, record.start != nil { last.append("ended with \(end)") }
        let place = record.place
        last.append(
            place.isSandboxed
                ? "sandbox with the system of \(DisplayText.safe(place.system))\(place.hasNetwork ? "" : ", network of its own")"
                : "on this machine, without sandbox")
        lines.append(last.joined(separator: "; "))
        return lines.map { $0 + "\n" }.joined()
    }

    /// The heads of the answers, as `curl -i` prints one.
    public static func head(_ exchange: InvocationRecord.Exchange) -> String {
        guard let status = exchange.status else { return "" }
        return "HTTP/1.1 \(status)\n" + exchange.headers.map { "\($0.name): \($0.value)\n" }.joined() + "\n"
    }

    private static func time(_ milliseconds: Double) -> String {
        if milliseconds < 10 { return "\((milliseconds * 10).rounded() / 10) ms" }
        if milliseconds < 10_000 { return "\(Int(milliseconds.rounded())) ms" }
        return "\((milliseconds / 100).rounded() / 10) s"
    }

    private static func megabytes(_ bytes: Int64) -> String { "\((Double(bytes) / 104_857.6).rounded() / 10) MB" }

    /// One document.
    public func json() throws -> String {
        try JSONDocument.text(
            Document(
                function: record.function, runtime: record.runtime, place: record.place,
                startMilliseconds: record.start, initializer: record.initializer.map(Document.Exchange.init),
                calls: record.calls.map(Document.Exchange.init), preStop: record.preStop.map(Document.Exchange.init),
                peakMemory: record.peakMemory, memoryLimit: record.memoryLimit, end: record.end,
                lastLines: record.lastLines, findings: findings.map(Document.Finding.init)))
    }

    private struct Document: Encodable {
        struct Finding: Encodable {
            var rule: String
            var severity: String
            var message: String
            var hint: String?

            init(_ finding: BuildModel.Finding) {
                (rule, severity) = (finding.rule, finding.severity.rawValue)
                (message, hint) = (finding.message, finding.hint)
            }
        }

        struct Exchange: Encodable {
            var request: String
            var requestID: String
            var status: Int?
            var headers: [InvocationRecord.Exchange.Header]
            var milliseconds: Double
            var isSuccess: Bool
            /// The body if it is text.
            var body: String?
            /// The body otherwise.
            var bodyBase64: String?

            init(_ exchange: InvocationRecord.Exchange) {
                request = exchange.request
                requestID = exchange.requestID
                status = exchange.status
                headers = exchange.headers
                milliseconds = (exchange.duration * 1000).rounded() / 1000
                isSuccess = exchange.isSuccess
                body = String(validating: exchange.body, as: UTF8.self)
                bodyBase64 = body == nil ? Data(exchange.body).base64EncodedString() : nil
            }
        }

        var function: String
        var runtime: String
        var place: InvocationRecord.Place
        var startMilliseconds: Double?
        var initializer: Exchange?
        var calls: [Exchange]
        var preStop: Exchange?
        var peakMemory: Int64?
        var memoryLimit: Int64
        var end: String?
        var lastLines: [String]
        var findings: [Finding]
    }
}
