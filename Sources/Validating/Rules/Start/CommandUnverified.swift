import Binaries
import BuildModel
import FunctionCompute

/// A start command that cannot be followed.
struct CommandUnverified: FunctionRule {
    static let description = RuleDescription(
        "command-unverified", .note, "the start command could not be followed",
        """
        The program is neither in the package nor one that the images are known to have, or it is given a line of shell. It may
        well be there; it is not checked.

        Source: design (three verdicts: works, broken, not known)
        """)

    func check(_ subject: FunctionSubject) -> [Finding] {
        guard let start = subject.start else { return [] }
        let location = subject.location(of: subject.commandProperty)
        if case .unknown(let path) = start.program {
            return [
                Self.description.finding(
                    "start command `\(path)` is not in the package; whether the image has it is not known", at: location
                )
            ]
        }
        if case .image = start.program, start.words.count > 1, ["-c", "-m"].contains(start.words[1]) {
            return [
                Self.description.finding(
                    "what `\(start.words[0]) \(start.words[1])` starts is not looked into", at: location)
            ]
        }
        return start.scripts.compactMap { script in
            guard case .unknown(let path) = script.interpreter, !script.header.endsInCarriageReturn,
                script.header.interpreter.hasPrefix("/")
            else { return nil }
            return Self.description.finding(
                "`\(script.file.instancePath)` is run by `\(path)`, which is not in the package; whether the image has it is "
                    + "not known", at: subject.startLocation(script.file, line: 1),
                hint: path == "/usr/bin/bash" ? "every image has `/bin/bash`" : nil)
        }
    }
}
