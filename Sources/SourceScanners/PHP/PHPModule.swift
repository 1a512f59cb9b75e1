/// Facts of one PHP source file, read without running it and without an interpreter, by the grammar of one version.
public struct PHPModule: Sendable {
    /// Larger files are not read.
    public static let largestSource = 8 << 20

    /// The version whose grammar was used.
    public let version: PHPVersion
    /// Functions that loading the file declares, in any namespace, in the order of the text; conditional ones too.
    public internal(set) var functions: [PHPFunction] = []
    /// Functions declared inside functions and methods.
    public internal(set) var nested: [PHPFunction] = []
    /// Classes with their methods; anonymous classes are left out.
    public internal(set) var classes: [PHPClass] = []
    /// In the order of the text.
    public internal(set) var methodsOfAnonymousClasses: [PHPFunction] = []
    /// The namespaces in the order of their first declaration; the global one is left out.
    public internal(set) var namespaces: [String] = []
    /// In the order of the text, those of functions too.
    public internal(set) var includes: [PHPInclude] = []
    /// Each `eval`.
    public internal(set) var evaluations: [SourcePlace] = []
    /// What is sent as output when the file is loaded because it stands before the first tag.
    public internal(set) var leadingText: PHPLeadingText?
    /// Whether the file has an opening tag at all.
    public internal(set) var hasCode = false
    /// The first `<?` without `php`: it needs the setting `short_open_tag`.
    public internal(set) var shortTag: SourcePlace?
    /// A comment that begins here and never ends.
    public internal(set) var unclosedComment: SourcePlace?
    /// What keeps the file from compiling; the first is the one to name.
    public internal(set) var problems: [PHPProblem] = []
    /// Syntax that not every version from 7.2 on has, each once with its first use.
    public internal(set) var features: [PHPFeatureUse] = []
    /// Whether the text speaks of `include_path`, or changes the working folder: includes may be found where nobody looks.
    public internal(set) var changesIncludePath = false
    /// The size of a file that is too large to be read: nothing is known about it.
    public internal(set) var tooLarge: Int?

    /// Reads a file by the grammar of a version.
    public init(bytes: [UInt8], version: PHPVersion = .runtime) {
        self.version = version
        guard bytes.count <= Self.largestSource else {
            tooLarge = bytes.count
            return
        }
        changesIncludePath = Self.speaksOfIncludePath(bytes)
        var tokenizer = PHPTokenizer(bytes, version: version)
        tokenizer.run()
        var parser = PHPParser(tokenizer)
        parser.run()
        let lines = parser.lines
        functions = parser.functions
        nested = parser.nested
        classes = parser.classes
        methodsOfAnonymousClasses = parser.methodsOfAnonymousClasses
        namespaces = parser.namespaces
        includes = parser.includes
        evaluations = parser.evaluations
        hasCode = tokenizer.firstTag != nil
        shortTag = tokenizer.shortTag.map(lines.place)
        unclosedComment = tokenizer.unclosedComment.map(lines.place)
        leadingText = PHPLeadingText(bytes, before: tokenizer.firstTag ?? bytes.count)
        problems = tokenizer.problems.map { PHPProblem($0.kind, at: lines.place($0.offset)) }
        features = parser.features.sorted { ($0.value, $0.key.rawValue) < ($1.value, $1.key.rawValue) }
            .map { PHPFeatureUse(feature: $0.key, place: lines.place($0.value)) }
    }

    /// Looks for `include_path` (also in `set_include_path`) and `chdir` by their rarest letters.
    private static func speaksOfIncludePath(_ bytes: [UInt8]) -> Bool {
        let words = ["_path", "chdir"].map { Array($0.utf8) }
        return bytes.withUnsafeBufferPointer { text in
            var at = 0
            while at + 5 <= text.count {
                let first = text[at]
                if first == words[0][0] || first | 0x20 == words[1][0] {
                    for word in words where (0..<5).allSatisfy({ text[at + $0] | 0x20 == word[$0] | 0x20 }) {
                        if word == words[1] || endsWithInclude(text[..<at]) { return true }
                    }
                }
                at += 1
            }
            return false
        }
    }

    private static func endsWithInclude(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        text.suffix(7).map { $0 | 0x20 } == Array("include".utf8)
    }

    /// The syntax in the file that came last into the language.
    public var newestFeature: PHPFeatureUse? {
        features.reversed().max { $0.feature.introduced < $1.feature.introduced }
    }

    /// The first reason why the version cannot compile the file.
    public var obstacle: PHPObstacle? {
        let use = features.first { $0.feature.isFatalBefore && version < $0.feature.introduced }
        if let use { return .feature(use) }
        return problems.first.map(PHPObstacle.problem)
    }
}

/// What a file sends before its first tag. It is sent each time the file is loaded, before any header.
public enum PHPLeadingText: Hashable, Sendable {
    /// The mark of UTF-8.
    case byteOrderMark
    /// Blanks and line breaks only.
    case blank
    /// A `#!` line, which only the command line skips.
    case interpreterLine
    /// Other text.
    case text

    init?(_ bytes: [UInt8], before end: Int) {
        let text = bytes[..<end]
        guard let first = text.first else { return nil }
        if text.elementsEqual([0xEF, 0xBB, 0xBF]) {
            self = .byteOrderMark
        } else if text.allSatisfy(\.isPHPBlank) {
            self = .blank
        } else if first == UInt8(ascii: "#"), text.dropFirst().first == UInt8(ascii: "!"), text.last == 0x0A,
            text.dropLast().allSatisfy({ $0 != 0x0A })
        {
            self = .interpreterLine
        } else {
            self = .text
        }
    }
}
