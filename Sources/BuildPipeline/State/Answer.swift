import BuildModel
import FileTrees

/// What a build printed, with what it was asked: the same command in the same folder is answered from here while the state of the
/// run holds, before arguments are parsed.
public struct Answer: Sendable {
    /// Bytes for standard output (1) or standard error (2), in their order.
    public struct Piece: Sendable {
        /// 1 or 2.
        public var descriptor: Int32
        /// What is written to it.
        public var bytes: [UInt8]

        /// Makes a piece.
        public init(descriptor: Int32, bytes: [UInt8]) {
            self.descriptor = descriptor
            self.bytes = bytes
        }
    }

    /// What must be the same for the answer to be: the folder and the arguments, and how output is shown.
    public struct Question: Hashable, Sendable {
        /// The folder in which the command is started (absolute).
        public var folder: String
        /// The arguments behind the name of the program.
        public var arguments: [String]
        /// Today as ISO 8601.
        public var today: String
        /// Whatever else decides how things are printed.
        public var display: String
        /// The file of this program, where it is known.
        public var program: String?

        /// Makes a question.
        public init(folder: String, arguments: [String], today: String, display: String, program: String? = nil) {
            self.folder = folder
            self.arguments = arguments
            self.today = today
            self.display = display
            self.program = program
        }

        /// The file of the answer. Only projects in the folder itself are answered: of others the arguments speak.
        fileprivate var file: String {
            let text = arguments.joined(separator: "\u{0}")
            let name = FileDigest.sha256(of: Array(text.utf8)).hexadecimal.prefix(16)
            return OutputFolder(root: folder).state + "/answer-" + name
        }
    }

    /// The output of the last run that was asked the same, if all that it looked at and made is as it was.
    public static func find(_ question: Question, variable: (String) -> String) -> [Piece]? {
        guard var reader = StateFile.read(question.file), reader.text() == Version.stateKey,
            reader.text() == question.folder,
            reader.list({ $0.text() }) == question.arguments, reader.text() == question.today,
            reader.text() == question.display, let id = reader.number(), let name = reader.text(),
            let pieces = reader.list({ $0.piece() }), reader.isAtEnd, !name.contains("/"),
            let state = RunState.load(OutputFolder(root: question.folder).state + "/" + name), state.id == id,
            state.isCurrent(program: question.program, variable: variable)
        else { return nil }
        return pieces
    }

    /// Keeps what a run printed. Failing to do so costs time later, nothing else.
    static func keep(_ pieces: [Piece], for question: Question, state: String, id: UInt64) {
        guard let name = state.split(separator: "/").last else { return }
        var writer = StateWriter()
        writer.append(Version.stateKey)
        writer.append(question.folder)
        writer.append(question.arguments) { $0.append($1) }
        writer.append(question.today)
        writer.append(question.display)
        writer.append(id)
        writer.append(String(name))
        writer.append(pieces) {
            $0.append(Int($1.descriptor))
            $0.append($1.bytes)
        }
        _ = try? StateFile.write(writer, to: question.file)
    }
}

extension StateReader {
    fileprivate mutating func piece() -> Answer.Piece? {
        guard let descriptor = number(), (1...2).contains(descriptor), let bytes = string() else { return nil }
        return Answer.Piece(descriptor: Int32(descriptor), bytes: bytes)
    }
}
