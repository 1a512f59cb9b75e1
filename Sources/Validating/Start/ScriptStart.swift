import Archives
import Binaries
import FunctionCompute

/// A script that Linux is told to execute, and what its first line makes of it.
struct ScriptStart: Sendable {
    /// The script.
    let file: InstanceView.File
    let header: ScriptHeader
    /// Its text.
    let text: String
    /// What the first line names.
    let interpreter: Interpreter

    /// The program that runs a script.
    enum Interpreter: Sendable {
        /// A file of the packages.
        case packaged(InstanceView.File)
        /// A program that the image has.
        case image(String)
        /// Nothing at that path, which is one of the packages'.
        case missing(String)
        /// A path or name that the image may have.
        case unknown(String)
        /// A line that cannot work, with the way out.
        case unusable(words: String, hint: String)
    }

    /// Larger files are no scripts that anybody wrote.
    private static let largest: UInt64 = 1 << 20

    /// Reads a script; `nil` for anything that does not begin with `#!` at once.
    init?(_ file: InstanceView.File, runtime: Runtime, view: InstanceView, search: [String], hasUnknownLayers: Bool) {
        guard file.entry.size <= Self.largest, file.entry.size > 2,
            let bytes = file.package.bytes(at: file.path, limit: Int(Self.largest)),
            let header = ScriptHeader(firstBytes: bytes.prefix(ScriptHeader.bytesNeeded)), !header.followsByteOrderMark
        else { return nil }
        self.file = file
        self.header = header
        text = String(decoding: bytes, as: UTF8.self)
        let line = Line(runtime: runtime, view: view, search: search, hasUnknownLayers: hasUnknownLayers)
        interpreter = line.interpreter(header.interpreter, header.argument)
    }

    /// The last part of the interpreter's path, or the program that `env` is told to start.
    var interpreterName: String {
        switch interpreter {
        case .packaged(let file): LibraryIndex.lastPart(file.path)
        case .image(let path), .missing(let path), .unknown(let path): LibraryIndex.lastPart(path)
        case .unusable: ""
        }
    }

    /// Whether a shell runs it.
    var isShell: Bool { ["sh", "bash", "dash", "ash", "zsh"].contains(interpreterName) }
}

/// Follows a first line.
private struct Line {
    let runtime: Runtime
    let view: InstanceView
    let search: [String]
    let hasUnknownLayers: Bool

    func interpreter(_ path: String, _ argument: String?) -> ScriptStart.Interpreter {
        guard path.hasPrefix("/") else { return .unknown(path) }
        if LibrarySearch.isOfPackages(path) {
            if let file = view.file(at: path) { return .packaged(file) }
            if let outside = view.pathOutside(path) { return image(outside) }
            // Homebrew's folder is on macOS; no layer has it.
            let mayBeInLayer = path.hasPrefix("/opt/") && hasUnknownLayers && !path.hasPrefix("/opt/homebrew/")
            return mayBeInLayer ? .unknown(path) : .missing(path)
        }
        guard LibraryIndex.lastPart(path) == "env", Image.has(path, on: runtime) else { return image(path) }
        return throughEnv(argument)
    }

    private func image(_ path: String) -> ScriptStart.Interpreter {
        Image.has(path, on: runtime) ? .image(path) : .unknown(path)
    }

    /// `env` gets all behind it as one word; only `-S` takes it apart, which came with coreutils 8.30 (Debian 10).
    private func throughEnv(_ argument: String?) -> ScriptStart.Interpreter {
        guard var words = argument?.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)[...],
            let first = words.first
        else { return .unusable(words: "names no program behind `env`", hint: "write `#!/usr/bin/env bash`") }
        let splits = first.hasPrefix("-S") || first == "--split-string" || first.hasPrefix("-vS")
        if splits {
            guard let debian = runtime.debian, debian.rawValue >= 10 else {
                return .unusable(
                    words: "wants `env -S`, which Debian 9 does not have",
                    hint: "name the interpreter by its path, with one argument at most")
            }
            words = words.dropFirst()
            if first.hasPrefix("-S"), first.count > 2 { words = [String(first.dropFirst(2))] + words }
        } else if words.count > 1 {
            return .unusable(
                words: "makes `env` look for a program of the name `\(words.joined(separator: " "))`",
                hint: "write `#!/usr/bin/env -S \(words.joined(separator: " "))`"
                    + (runtime.debian == .stretch ? ", on Debian 10 or newer" : ""))
        }
        while let word = words.first, word.hasPrefix("-") || word.contains("=") {
            // `-u NAME` and `-C FOLDER` take a word of their own.
            words = words.dropFirst(["-u", "-C", "--unset", "--chdir"].contains(word) ? 2 : 1)
        }
        guard let name = words.first else {
            return .unusable(words: "names no program behind `env`", hint: "write `#!/usr/bin/env bash`")
        }
        if name.hasPrefix("/") { return interpreter(name, nil) }
        for folder in search where LibrarySearch.isOfPackages(folder) {
            if let path = InstanceView.join(folder, name), let file = view.file(at: path) { return .packaged(file) }
        }
        return Image.commands.contains(name) ? .image(name) : .unknown(name)
    }
}
