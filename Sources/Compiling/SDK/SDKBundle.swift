import FunctionCompute

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The files of a bundle that are text: what SwiftPM reads, and the two compilers for C code.
struct SDKBundle {
    let sdk: SwiftSDK

    /// A file that every toolchain with a static standard library for Linux has, in its `usr`.
    static let staticStart = "lib/swift_static/linux/x86_64/swiftrt.o"

    /// Text files by path in the bundle, with their modes.
    var files: [(path: String, text: String, mode: UInt16)] {
        let variant = SwiftSDK.variant(of: sdk.target)
        return [
            ("info.json", info, 0o644), (variant + "/swift-sdk.json", description, 0o644),
            (variant + "/toolset.json", toolset, 0o644),
            (variant + "/bin/cc", script("clang", []), 0o755),
            (variant + "/bin/c++", script("clang++", ["-static-libstdc++", "-pthread"]), 0o755),
        ]
    }

    private var info: String {
        """
        {
          "schemaVersion": "1.0",
          "artifacts": {
            "\(sdk.id)": {
              "type": "swiftSDK",
              "version": "1.0.0",
              "variants": [
                { "path": "\(SwiftSDK.variant(of: sdk.target))", "supportedTriples": ["\(SDKTarget.triple)"] }
              ]
            }
          }
        }

        """
    }

    /// The driver looks for `swiftrt.o` in the sysroot whatever the resource paths say, so both folders are links in it.
    private var description: String {
        """
        {
          "schemaVersion": "4.0",
          "targetTriples": {
            "\(SDKTarget.triple)": {
              "sdkRootPath": "sysroot",
              "swiftResourcesPath": "sysroot/usr/lib/swift",
              "swiftStaticResourcesPath": "sysroot/usr/lib/swift_static",
              "toolsetPaths": ["toolset.json"]
            }
          }
        }

        """
    }

    /// gold takes only what is used of Foundation; lld takes generic code from the first archive that has it, and with it the
    /// whole of Foundation (18 MB become 63).
    private var toolset: String {
        """
        {
          "schemaVersion": "1.0",
          "swiftCompiler": { "extraCLIOptions": ["-use-ld=gold", "-Xclang-linker", "-static-libgcc"] },
          "linker": { "extraCLIOptions": ["-lfc_compat"] }
        }

        """
    }

    /// A compiler for the runtime. The archives' symbols stay inside what is linked, so that two extensions of an interpreter do
    /// not share one C++ library by chance. Options that a step has no use for are no reason for a warning.
    private func script(_ program: String, _ more: [String]) -> String {
        let options =
            ["--target=\(SDKTarget.triple)", "--sysroot=\"$here/../sysroot\"", "-fuse-ld=lld", "-static-libgcc"] + more
            + [
                "-Wl,--exclude-libs,libstdc++.a:libgcc.a:libgcc_eh.a"
            ]
        return """
            #!/bin/sh
            # Builds for \(sdk.target.runtime) of Function Compute: glibc \(sdk.target.release.glibc) and newer.
            case $0 in
            */*) here=${0%/*} ;;
            *) here=. ;;
            esac
            exec \(Self.quoted(sdk.toolchain.usr + "/bin/" + program)) --start-no-unused-arguments \\
                \(options.joined(separator: " \\\n    ")) \\
                --end-no-unused-arguments "$@"

            """
    }

    private static func quoted(_ path: String) -> String {
        "'" + path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
