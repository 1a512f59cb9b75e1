import BuildModel
import FunctionCompute

/// Compilers for Go programs with C in them, which are linked with the runtime's own C library.
struct GoCompilers {
    let build: ToolBuild
    let settings: CompilerSettings

    /// The variables that lead Go to them; `findings` takes what is to be known of them.
    func variables(_ findings: inout [Finding]) async throws(StageFailure) -> [String: String] {
        let on = ["CGO_ENABLED": "1"]
        if let release = RuntimeCatalogue.runtime(build.runtime)?.debian, let found = await settings.compilers(release)
        {
            return on.merging(["CC": found.c, "CXX": found.cxx]) { $1 }
        }
        #if os(Linux) && arch(x86_64)
            findings.append(
                Finding(
                    rule: "go-cgo-host", severity: .warning,
                    message:
                        "C code of the program is compiled for this machine's C library, which may be newer than that of "
                        + "`\(build.runtime)`",
                    location: build.choice.location,
                    hint:
                        "with a Swift toolchain on PATH, its SDK for the runtime is used (`fclayer sdk`); or leave `cgo` out"
                ))
            return on
        #else
            throw BuildFailure.failure(
                .environment, "go-cgo-compiler",
                "`cgo` needs a C compiler for `\(build.runtime)`, and there is none on this machine",
                location: build.choice.location,
                hint: "a Swift toolchain on PATH brings one (`fclayer sdk`); or leave `cgo` out")
        #endif
    }
}
