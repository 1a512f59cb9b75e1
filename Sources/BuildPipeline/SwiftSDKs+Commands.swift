public import BuildModel
import Compiling
import FunctionCompute

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What `fclayer sdk` does, as text and JSON.
extension SwiftSDKs {
    /// Makes the SDKs of runtimes; those that are ready are left as they are. Gives a line for each.
    public func install(runtimes: [String]) async throws(StageFailure) -> String {
        var targets: [(runtime: String, target: SDKTarget)] = []
        for runtime in runtimes { targets.append((runtime, try Self.target(of: runtime))) }
        let toolchain = try await toolchain()
        var text = ""
        for (runtime, target) in targets {
            let wasReady = store.state(of: store.sdk(target, toolchain)) == .ready
            let sdk = try await ensure(target, toolchain)
            text += "\(sdk.id)  \(wasReady ? "was there" : "made")  \(runtime): glibc \(target.release.glibc)\n"
            text += "  \(sdk.bundle)\n"
        }
        return text
    }

    /// Removes SDKs by identifiers or runtimes. Gives a line for each.
    public func remove(_ names: [String]) async throws(StageFailure) -> String {
        let installed = store.list(nil)
        var ids: [String] = []
        for name in names {
            let target = RuntimeCatalogue.runtime(name).flatMap { SDKTarget(runtime: $0) }
            let found = installed.filter { $0.id == name || $0.target == target }.map(\.id)
            guard !found.isEmpty else {
                throw Self.failure(
                    .usage, "sdk-not-installed", "there is no Swift SDK `\(name)` of fclayer's",
                    hint: installed.isEmpty
                        ? "there is none at all in `\(store.folder)`"
                        : "found: " + installed.map { "`\($0.id)`" }.joined(separator: ", "))
            }
            ids += found.filter { !ids.contains($0) }
        }
        var text = ""
        for id in ids { text += try await store.remove(id: id).map { "\($0)  removed\n" }.joined() }
        return text
    }

    /// The SDKs that are there.
    public func list(asJSON: Bool) async -> String {
        let toolchain = try? await toolchain()
        let installed = store.list(toolchain)
        return asJSON ? json(installed) : text(installed)
    }

    private func text(_ installed: [SwiftSDKStore.Installed]) -> String {
        guard !installed.isEmpty else { return "no Swift SDKs; make one with `fclayer sdk install custom.debian12`\n" }
        var rows = [["sdk", "runtime", "glibc", "swift", "size", "state", "path"]]
        rows += installed.map {
            [
                $0.id, $0.target.runtime, "\($0.glibc)", "\($0.swift)", "\(($0.size + (1 << 19)) >> 20) MB",
                Self.words($0.state), $0.path,
            ]
        }
        let widths = (0..<7).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            var line = cells.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line + "\n"
        }.joined()
    }

    private static func words(_ state: SwiftSDKState) -> String {
        switch state {
        case .ready: "ready"
        case .missing: "missing"
        case .incomplete: "incomplete"
        case .otherToolchain: "of another toolchain"
        }
    }

    private struct Row: Encodable {
        var id: String
        var runtime: String
        var runtimes: [String]
        var glibc: DottedVersion
        var swift: DottedVersion
        var toolchain: String
        var size: Int64
        var state: String
        var path: String
    }

    private func json(_ installed: [SwiftSDKStore.Installed]) -> String {
        let rows = installed.map { sdk in
            Row(
                id: sdk.id, runtime: sdk.target.runtime,
                runtimes: RuntimeCatalogue.all.filter { SDKTarget(runtime: $0) == sdk.target }.map(\.id),
                glibc: sdk.glibc, swift: sdk.swift, toolchain: sdk.toolchain, size: sdk.size,
                state: Self.words(sdk.state), path: sdk.path)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(["sdks": rows]) else { return "" }
        return String(decoding: data, as: UTF8.self) + "\n"
    }
}
