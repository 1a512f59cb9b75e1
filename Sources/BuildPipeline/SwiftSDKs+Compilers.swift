import BuildModel
import Compiling
import FunctionCompute

extension SwiftSDKs {
    /// Compilers of C and C++ for a release: the SDK of the toolchain on `PATH`, made first if it is not there. `nil` without a
    /// toolchain, or where no SDK can be made, which the user is told: what is compiled then is compiled for this machine.
    static func compilers(for release: DebianRelease, _ settings: BuildSettings) async -> TargetCompilers? {
        guard let sdks = try? SwiftSDKs(settings), let toolchain = try? await sdks.toolchain() else { return nil }
        do throws(StageFailure) {
            let sdk = try await sdks.ensure(SDKTarget(release), toolchain)
            return TargetCompilers(
                c: sdk.cCompiler, cxx: sdk.cxxCompiler, sysroot: sdk.sysroot, folders: [sdk.bundle, toolchain.usr])
        } catch {
            let reason = error.findings.first?.message ?? "it was stopped"
            settings.notice("there are no compilers for Debian \(release.rawValue): \(reason)")
            return nil
        }
    }
}
