import BuildModel
import Processes

/// Swift's own SDK for fully static programs: what there is on systems other than Linux.
enum StaticLinuxSDK {
    /// What `swift build --swift-sdk` takes, the processor being that of Function Compute (D/009, D/021).
    static let name = "x86_64-swift-linux-musl"

    /// Fails where the SDK is not installed, and says what to do.
    static func check(_ toolchain: SwiftToolchain, environment: [String: String]) async throws(StageFailure) {
        let invocation = ToolInvocation(
            toolchain.swift, ["sdk", "list"], environment: ToolEnvironment(inherits: false, set: environment))
        let result: ToolResult
        do { result = try await ToolRunner().run(invocation, timeout: .seconds(60)) } catch {
            throw SDKFailure.failure(.environment, error.code == .cancelled ? "cancelled" : "tool-failed", "\(error)")
        }
        guard !result.outputText.contains("static-linux") else { return }
        throw SDKFailure.failure(
            .environment, "sdk-missing", "the Static Linux SDK of Swift \(toolchain.version) is not installed",
            hint: "install it with `swift sdk install`, see "
                + "https://www.swift.org/documentation/articles/static-linux-getting-started.html")
    }
}

extension SwiftJob {
    /// Whether the programs are built elsewhere than on Linux.
    var isForeign: Bool {
        #if os(Linux)
            return false
        #else
            return linking == .executable
        #endif
    }
}
