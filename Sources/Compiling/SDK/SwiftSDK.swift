import FunctionCompute

/// A Swift SDK for a runtime: an artifact bundle that `swift build --swift-sdk` takes, with a sysroot that serves C code as well.
public struct SwiftSDK: Hashable, Sendable {
    /// What it is for.
    public let target: SDKTarget
    /// The toolchain whose libraries it names.
    public let toolchain: SwiftToolchain
    /// The folder in which all SDKs lie (absolute).
    public let folder: String

    /// The identifier for `--swift-sdk`: `6.3.1-fc-debian10`.
    public var id: String { Self.id(of: target, version: toolchain.version) }

    /// The bundle's folder.
    public var bundle: String { folder + "/" + id + ".artifactbundle" }

    /// The root of headers and libraries, for `--sysroot`.
    public var sysroot: String { bundle + "/" + Self.variant(of: target) + "/sysroot" }

    /// A C compiler for the runtime, for `CC`.
    public var cCompiler: String { bundle + "/" + Self.variant(of: target) + "/bin/cc" }

    /// A C++ compiler for the runtime, for `CXX`.
    public var cxxCompiler: String { bundle + "/" + Self.variant(of: target) + "/bin/c++" }

    /// What to give to `swift build` so that it builds for the runtime.
    public var buildArguments: [String] { ["--swift-sdk", id, "--swift-sdks-path", folder] }

    static func id(of target: SDKTarget, version: DottedVersion) -> String { "\(version)-fc-\(target.name)" }

    /// The folder inside the bundle that holds everything but `info.json`.
    static func variant(of target: SDKTarget) -> String { target.name + "/" + SDKTarget.triple }
}

/// How an SDK stands.
public enum SwiftSDKState: String, Hashable, Sendable, Codable, CaseIterable {
    /// It is whole and belongs to the toolchain.
    case ready
    /// There is none.
    case missing
    /// Parts of it are missing or changed, or an older fclayer made it.
    case incomplete
    /// It was made with a toolchain that is not the one on `PATH`, or that is gone.
    case otherToolchain
}
