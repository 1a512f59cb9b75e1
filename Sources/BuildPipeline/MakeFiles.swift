public import BuildModel
import FileTrees

extension Corridor {
    /// Puts the zip of the one function or layer that was named to where a rule of make wants it. An equal file keeps its times.
    /// Throws `.usage` where not one name was given, `.environment` for a disk that does not take it.
    public func deliver(_ outcome: BuildOutcome, to path: String) throws(StageFailure) {
        let named =
            settings.names.count == 1 ? outcome.packages.filter { settings.names.contains($0.package.id.name) } : []
        guard let sealed = named.last else {
            throw StageFailure(
                .usage,
                [
                    Finding(
                        rule: "unknown-name", severity: .error,
                        message: "name the function or layer whose zip `--zip` takes; found: "
                            + outcome.packages.map { "`\($0.package.id.name)`" }.joined(separator: ", "))
                ])
        }
        try onDisk(path, option: "--zip") { () throws(FileTreeError) in
            if let digest = try? FileDigest.sha256(ofFile: path), digest == sealed.sums.sha256 { return }
            let folder = Files.parentFolder(of: path) ?? "."
            try Files.makeFolders(folder)
            let scratch = try ScratchFolder(in: folder, prefix: ".fclayer-")
            try Files.copy(sealed.package.file, to: scratch.path + "/zip", mode: 0o644)
            try Files.move(scratch.path + "/zip", to: path)
        }
    }

    /// Writes what a build looked at for make and ninja: a rule for the zip at `target`, or for all that the build made. Paths in the
    /// folder of the run are relative to it.
    public func writeDepfile(of outcome: BuildOutcome, target: String?, to path: String) throws(StageFailure) {
        let file = RunState.file(for: settings, in: output)
        guard let state = RunState.load(file), state.id == outcome.state else {
            throw StageFailure(
                .environment,
                [
                    Finding(
                        rule: "output-unwritable", severity: .error,
                        message:
                            "what the build looked at could not be kept in `\(PortableText.name(of: file, in: settings.folder))`",
                        hint:
                            "make the project's folder `.fclayer` writable; `--write-baseline` and `--smoke` keep nothing"
                    )
                ])
        }
        func name(_ path: String) -> String { PortableText.name(of: path, in: settings.folder) }
        let targets = target.map { [$0] } ?? state.outputs.map { name($0.path) }
        let results = Set(state.outputs.map(\.path))
        let inputs = state.inputs.filter { !results.contains($0) && !$0.hasPrefix(output.path + "/") }
        let text = Depfile(targets: targets, inputs: inputs.map(name)).text
        try onDisk(path, option: "--depfile") { () throws(FileTreeError) in
            if let folder = Files.parentFolder(of: path) { try Files.makeFolders(folder) }
            try AtomicFile.write(Array(text.utf8), to: path)
        }
    }

    private func onDisk(
        _ path: String, option: String, _ body: () throws(FileTreeError) -> Void
    ) throws(StageFailure) {
        do throws(FileTreeError) { try body() } catch {
            throw StageFailure(
                .environment,
                [
                    Finding(
                        rule: error.code == .diskFull ? "disk-full" : "output-unwritable", severity: .error,
                        message: "`\(path)` was not written: \(error)", hint: "name another file with `\(option)`")
                ])
        }
    }
}
