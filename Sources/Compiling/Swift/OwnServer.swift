import BuildModel
import FileTrees

/// Looks through sources of functions that bring a server of their own: the platform connects to all interfaces' port 9000, or the
/// one that is configured (fc-facts 5: the server must listen on `0.0.0.0` or `*`).
struct OwnServer {
    /// The folder with `Package.swift`.
    let package: String
    let functions: [FunctionPlan]

    /// Words in a line that opens a port, in SwiftNIO, Hummingbird, Vapor and plain sockets.
    private static let opening = [
        ".bind(", "hostname", "listen(", "sockaddr", "inet_addr", "inet_pton", "address: .host",
    ]
    private static let loopback = ["\"127.0.0.1\"", "\"localhost\"", "\"::1\""]

    /// A warning for each line that listens where nobody calls.
    func findings() -> [Finding] {
        let ports = Set(users.map { $0.description.port ?? 9000 })
        var findings: [Finding] = []
        for entry in SourceState.listing(of: package)?.entries ?? [] where isSource(entry) {
            let path = package + "/" + entry.path
            guard let bytes = try? Files.read(path, limit: 4 << 20) else { continue }
            let text = String(decoding: bytes, as: UTF8.self)
            // The library listens where it must.
            if text.contains("import FunctionComputeRuntime") { return [] }
            findings += look(text, path: path, ports: ports)
        }
        return findings
    }

    private var users: [FunctionPlan] {
        functions.filter { function in
            guard function.description.swift != nil, case .folder(let folder) = function.description.code else {
                return false
            }
            return folder == package
        }
    }

    private func isSource(_ entry: TreeEntry) -> Bool {
        entry.kind == .file && entry.path.hasSuffix(".swift") && entry.path.hasPrefix("Sources/")
    }

    private func look(_ text: String, path: String, ports: Set<Int>) -> [Finding] {
        var findings: [Finding] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let code = line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line
            guard Self.opening.contains(where: { code.contains($0) }) else { continue }
            let location = Finding.Location(file: path, line: index + 1)
            if let address = Self.loopback.first(where: { code.contains($0) }) {
                findings.append(
                    Finding(
                        rule: "swift-server-address", severity: .warning,
                        message:
                            "the server listens on \(address.replacing("\"", with: "`")), where the platform does not reach it",
                        location: location, hint: "listen on `0.0.0.0`"))
            }
            if let port = Self.port(in: code), !ports.contains(port) {
                let wanted = ports.sorted().map { "\($0)" }.joined(separator: ", ")
                findings.append(
                    Finding(
                        rule: "swift-server-port", severity: .warning,
                        message: "the server listens on port \(port), and the platform connects to \(wanted)",
                        location: location,
                        hint: "take the port from the variable `FC_SERVER_PORT`, or configure this one for the function"
                    ))
            }
        }
        return findings
    }

    /// The number behind `port:`, if one is written there.
    private static func port(in code: Substring) -> Int? {
        guard let range = code.firstRange(of: "port:") else { return nil }
        let rest = code[range.upperBound...].drop { $0 == " " }
        let digits = rest.prefix { $0.isNumber || $0 == "_" }
        guard digits.first?.isNumber == true else { return nil }
        return Int(digits.filter { $0 != "_" })
    }
}
