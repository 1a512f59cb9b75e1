import Binaries
import BuildModel

/// A program whose dynamic linker is not in the image.
struct ELFInterpreter: FunctionRule {
    static let description = RuleDescription(
        "elf-interpreter", .error, "the start program asks for a dynamic linker that the image does not have",
        """
        A dynamic program names its linker. The images have glibc's `/lib64/ld-linux-x86-64.so.2`; a program built on Alpine
        asks for `/lib/ld-musl-x86_64.so.1`, and Linux says `no such file or directory` of a file that is there.

        Wrong: `go build` with cgo, or Swift, in an Alpine container

        Right: a static program (`CGO_ENABLED=0`, `--static-swift-stdlib` with the static SDK), or a build on Debian

        Source: validate.md 4.7
        """)

    func check(_ subject: FunctionSubject) -> [Finding] {
        subject.startFiles.compactMap { file, native in
            guard let elf = native?.elf, elf.machine == .x86_64, let interpreter = elf.interpreter,
                !Image.loaders.contains(interpreter), subject.view.file(at: interpreter) == nil,
                interpreter.hasPrefix("/lib") || interpreter.hasPrefix("/code/")
            else { return nil }
            return Self.description.finding(
                "`\(file.instancePath)` needs the dynamic linker `\(interpreter)`, which the image does not have"
                    + (interpreter.contains("musl") ? ": it was built on Alpine (musl)" : ""),
                at: subject.startLocation(file), hint: "build it statically, or on Debian")
        }
    }
}
