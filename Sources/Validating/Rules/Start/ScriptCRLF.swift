import Binaries
import BuildModel

/// A script with Windows line ends.
struct ScriptCRLF: FunctionRule {
    static let description = RuleDescription(
        "script-crlf", .error, "the start script has Windows line ends",
        """
        Linux takes the carriage return as part of the interpreter's name: `bash\\r: No such file or directory`, code 127.

        Wrong: `bootstrap` saved with CRLF

        Right: LF line ends; `bootstrap text eol=lf` in `.gitattributes` keeps them

        Source: D/076, funcraft#948
        """)

    func check(_ subject: FunctionSubject) -> [Finding] {
        subject.startFiles.compactMap { file, native in
            guard let script = native?.script, script.endsInCarriageReturn else { return nil }
            return Self.description.finding(
                "line 1 of `\(file.instancePath)` ends in CRLF: Linux looks for `\(script.interpreter)\\r`",
                at: subject.startLocation(file, line: 1),
                hint: "save it with LF line ends (`sed -i 's/\\r$//'`), and say `eol=lf` in `.gitattributes`")
        }
    }
}
