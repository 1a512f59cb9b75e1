import BuildModel
import FileTrees

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Looks at the file that a start command names before it is started: the loader's and the shell's ways round a bad file are
/// not the platform's.
struct StartFile {
    let instance: InstanceDescription
    /// The folders of `/code` and `/opt`.
    let code: String
    let layers: String?

    /// What the platform would say of the start file; `nil` if nothing speaks against starting it.
    func problem() -> Finding? {
        guard let program = instance.command.first, let path = place(of: program) else { return nil }
        let isDefault = instance.function.command.isEmpty
        let entry = path.entry
        guard let real = try? Files.realPath(path.file), let status = try? Files.status(real) else {
            // A link to an absolute path is good inside the sandbox only.
            if (try? Files.status(path.file, followingLink: false))?.kind == .symlink { return nil }
            return isDefault
                ? finding(
                    "bootstrap-missing",
                    "put a `bootstrap` at the root of the code, or set `customRuntimeConfig.command`: there is nothing to start",
                    "Failed to start function instance. Error: the file /code/bootstrap is not exist", entry)
                : finding(
                    "command-target-missing", "the start command names `\(program)`, which is not in the package",
                    "Function instance exited unexpectedly(code 2, message:no such file or directory)", entry)
        }
        if status.kind != .file || status.mode & 0o001 == 0 {
            return finding(
                "not-executable",
                status.kind == .file
                    ? "`\(program)` is not executable for all; give it mode 755" : "`\(program)` is no file",
                isDefault
                    ? "CAFilePermission: bootstrap file don't have execute permissions"
                    : "Function instance exited unexpectedly(code 13, message:permission denied)", entry)
        }
        return format(program, head(of: real), entry)
    }

    /// Programs of the system that the start file needs: paths, or names that are looked up on `PATH`.
    func interpreters() -> [String] {
        guard let program = instance.command.first else { return [] }
        guard let path = place(of: program) else { return [program] }
        let head = head(of: path.file)
        guard head.starts(with: "#!".utf8) else { return [] }
        let line = String(decoding: head.dropFirst(2).prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
        let words = line.split(separator: " ").map(String.init)
        guard let first = words.first else { return [] }
        if first.hasSuffix("/env"), let name = words.dropFirst().first(where: { !$0.hasPrefix("-") }) {
            return [first, name]
        }
        return [first]
    }

    /// Where a word of the command lies if it is in a package.
    private func place(of program: String) -> (file: String, entry: String)? {
        if program.hasPrefix("/opt/") {
            return layers.map { ($0 + program.dropFirst(4), String(program.dropFirst(5))) }
        }
        var path = program
        if path.hasPrefix("/code/") {
            path.removeFirst(6)
        } else if path.hasPrefix("/") || !path.contains("/") {
            return nil
        }
        while path.hasPrefix("./") { path.removeFirst(2) }
        return (code + "/" + path, path)
    }

    private func format(_ program: String, _ head: [UInt8], _ entry: String) -> Finding? {
        if head.starts(with: "#!".utf8) {
            let line = head.prefix { $0 != 0x0A }
            guard line.last == 0x0D else { return nil }
            return finding(
                "script-crlf", "`\(program)` has Windows line ends; save it with LF",
                "Function instance exited unexpectedly(code 127): bad interpreter `…\\r`", entry)
        }
        let isELF = head.starts(with: [0x7F, 0x45, 0x4C, 0x46])
        // Class 64, little-endian, machine 62: x86-64, the only architecture of the platform (D/021, D/009).
        if isELF, head.count > 19, head[4] == 2, head[5] == 1, head[18] == 62, head[19] == 0 { return nil }
        return finding(
            "exec-format",
            isELF
                ? "`\(program)` is built for another processor than x86-64"
                : "`\(program)` is neither a script with a line `#!` nor a program for Linux",
            "Function instance exited unexpectedly(code 8, message:exec format error)", entry)
    }

    private func head(of file: String) -> [UInt8] {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 512)
        let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
        return Array(bytes.prefix(max(0, count)))
    }

    private func finding(_ rule: String, _ message: String, _ words: String, _ entry: String) -> Finding {
        var location = instance.function.location(of: "customRuntimeConfig")
        location.package = instance.code.name
        location.entry = entry
        return Finding(
            rule: rule, severity: .error, message: message, location: location, hint: PlatformWords.hint(words))
    }
}

/// How findings quote what the platform would have said.
enum PlatformWords {
    static func hint(_ words: String, _ more: String? = nil) -> String {
        "the platform would say: " + words + (more.map { "; " + $0 } ?? "")
    }
}
