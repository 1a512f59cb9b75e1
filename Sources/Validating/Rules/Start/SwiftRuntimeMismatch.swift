import Binaries
import BuildModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A program and the Swift runtime libraries of a layer that are of two toolchains.
struct SwiftRuntimeMismatch: FunctionRule {
    static let description = RuleDescription(
        "swift-runtime-mismatch", .error, "a program and the Swift runtime in its layer are of different toolchains",
        """
        On Linux Swift promises no binary compatibility between toolchains: a program that was compiled with one and finds the
        libraries of another may not start, or may go wrong later. Programs that fclayer builds with `runtime: shared` carry the
        name of their toolchain, and layers with `swift:` have it in `lib/swift-runtime.json`.

        Wrong: a layer built with Swift 6.2 and a function built with 6.3

        Right: `fclayer build` for both, with one toolchain
        """)

    private struct Record: Decodable { var swift: String }

    func check(_ subject: FunctionSubject) -> [Finding] {
        guard let layer = subject.view.file(at: "/opt/lib/swift-runtime.json"),
            let bytes = layer.package.bytes(at: layer.path, limit: 1 << 16),
            let record = try? JSONDecoder().decode(Record.self, from: Data(bytes))
        else { return [] }
        return subject.startFiles.compactMap { file, native in
            guard native?.elf?.needed.contains("libswiftCore.so") == true,
                let program = file.package.bytes(at: file.path, limit: 256 << 20),
                let section = try? ELFSections(bytes: program)[".fclayer"]?.bytes
            else { return nil }
            let toolchain = String(decoding: program[section], as: UTF8.self)
            guard toolchain != record.swift else { return nil }
            return Self.description.finding(
                "`\(file.instancePath)` was compiled by `\(toolchain)`, and the layer `\(layer.package.name)` has the "
                    + "libraries of `\(record.swift)`",
                at: subject.startLocation(file), hint: "build both with one toolchain: `fclayer build`")
        }
    }
}
