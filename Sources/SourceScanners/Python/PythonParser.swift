/// Reads the block structure of a module and what its own code binds. One pass over the logical lines with a stack of
/// blocks; expressions are looked at only as far as a binding's value needs it.
struct PythonParser {
    /// CPython's own bound on blocks inside each other.
    static let deepestBlocks = 100
    /// Nested definitions are kept for messages only.
    static let mostNested = 5000
    /// More assignments than any module has that makes paths of them.
    static let mostAssigned = 10_000
    static let mostPathSteps = 2000
    static let mostPathEdits = 100

    let bytes: [UInt8]
    let tokens: [PythonToken]
    let map: LineMap
    var module = PythonModule()
    var frames = [PythonFrame()]
    var decorators: [String] = []
    /// Names that are assigned with the tokens of their values, the first ones of a module.
    var assigned: [(name: Int, value: Range<Int>)] = []
    /// Expressions that were read as paths.
    var pathSteps = 0
    /// A block whose header has been read and whose first line must follow.
    var pending: PythonFrame?
    var stopped = false

    /// Reads the source of a module.
    static func read(_ source: [UInt8]) -> PythonModule {
        let encoding = PythonEncoding(source)
        if let unreadable = encoding.unreadable {
            var module = PythonModule()
            module.unreadable = unreadable
            return module
        }
        if let problem = encoding.problem {
            var module = PythonModule()
            module.problems = [PythonProblem(problem.kind, at: LineMap(source).place(problem.offset))]
            return module
        }
        let tokenizer = PythonTokenizer(encoding)
        var parser = PythonParser(tokenizer, encoding)
        parser.readLines(tokenizer)
        return parser.module
    }

    private init(_ tokenizer: PythonTokenizer, _ encoding: PythonEncoding) {
        bytes = encoding.bytes
        tokens = tokenizer.tokens
        map = LineMap(encoding.bytes)
    }

    private mutating func readLines(_ tokenizer: PythonTokenizer) {
        for use in tokenizer.features {
            module.features.append(PythonFeatureUse(feature: use.feature, place: map.place(use.offset)))
        }
        for line in tokenizer.lines {
            enter(line)
            if stopped { break }
            checkNeighbours(line.tokens)
            readLine(line.tokens)
            if stopped { break }
        }
        if !stopped, let problem = tokenizer.problem {
            module.problems.append(PythonProblem(problem.kind, at: map.place(problem.offset)))
        } else if !stopped, let pending {
            module.problems.append(
                PythonProblem(.missingBlock(after: pending.headerText), at: map.place(max(0, bytes.count - 1))))
        }
        while frames.count > 1 { leave() }
    }

    /// Opens or closes blocks as the depth of a line says.
    private mutating func enter(_ line: PythonLine) {
        if var frame = pending {
            pending = nil
            guard line.column > frames[top].column else { return fail(.missingBlock(after: frame.headerText), line) }
            guard line.tabColumn > frames[top].tabColumn else { return fail(.mixedTabs, line) }
            guard frames.count <= Self.deepestBlocks else { return fail(.nestedTooDeep, line) }
            frame.column = line.column
            frame.tabColumn = line.tabColumn
            frames.append(frame)
            return
        }
        guard line.column <= frames[top].column else { return fail(.unexpectedIndent, line) }
        while frames[top].column > line.column { leave() }
        if frames[top].column != line.column { return fail(.badDedent, line) }
        if frames[top].tabColumn != line.tabColumn { return fail(.mixedTabs, line) }
    }

    /// Closes the innermost block and hands on what it collected.
    mutating func leave() {
        guard frames.count > 1 else { return }
        let frame = frames.removeLast()
        let parent = frames.count - 1
        if let facts = frame.classFacts {
            if let index = frame.binding { module.bindings[index].value = .classObject(facts) }
        } else if frame.kind == .function, frame.isGenerator {
            if let index = frame.binding, case .function(var function) = module.bindings[index].value {
                function.isGenerator = true
                module.bindings[index].value = .function(function)
            } else if frames[frames[parent].scope].classFacts != nil {
                frames[frames[parent].scope].classFacts?.methods[frame.name]?.isGenerator = true
            }
        }
    }

    /// Index of the innermost block. Blocks are used in place: a copy of one costs more than reading a line.
    var top: Int { frames.count - 1 }

    mutating func fail(_ kind: PythonProblem.Kind, _ line: PythonLine) {
        fail(kind, at: line.tokens.lowerBound)
    }

    mutating func fail(_ kind: PythonProblem.Kind, at token: Int) {
        guard !stopped else { return }
        stopped = true
        module.problems.append(PythonProblem(kind, at: place(token)))
    }

    mutating func note(_ feature: PythonFeature, at token: Int) {
        if !module.features.contains(where: { $0.feature == feature }) {
            module.features.append(PythonFeatureUse(feature: feature, place: place(token)))
        }
    }

    func place(_ token: Int) -> SourcePlace { map.place(Int(tokens[token].start)) }

    func text(_ token: Int) -> String { String(decoding: bytes[tokens[token].range], as: UTF8.self) }

    func spells(_ token: Int, _ word: StaticString) -> Bool {
        guard token >= 0, token < tokens.count else { return false }
        let range = tokens[token].range
        guard range.count == word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { bytes[range].elementsEqual($0) }
    }

    func isSymbol(_ token: Int, _ symbol: PythonSymbol) -> Bool {
        token >= 0 && token < tokens.count && tokens[token].kind == .symbol && tokens[token].symbol == symbol
    }

    func isKeyword(_ token: Int, _ keyword: PythonKeyword) -> Bool {
        token >= 0 && token < tokens.count && tokens[token].keyword == keyword
    }

    /// Whether a token is a name and no reserved word.
    func isName(_ token: Int) -> Bool {
        token < tokens.count && tokens[token].kind == .name && !tokens[token].keyword.isReserved
    }

    /// The index after a token, its bracketed group skipped.
    func after(_ token: Int) -> Int {
        isSymbol(token, .open) ? max(token, Int(tokens[token].mate)) + 1 : token + 1
    }

    /// The first token outside brackets of a range that fulfils a condition.
    func first(in range: Range<Int>, where isWanted: (Int) -> Bool) -> Int? {
        var index = range.lowerBound
        while index < range.upperBound {
            if isWanted(index) { return index }
            index = after(index)
        }
        return nil
    }

    /// The colon that ends a header: the first outside brackets that belongs to no lambda.
    func headerColon(in range: Range<Int>) -> Int? {
        var lambdas = 0
        return first(in: range) { index in
            if isKeyword(index, .lambda) { lambdas += 1 }
            guard isSymbol(index, .colon) else { return false }
            if lambdas > 0 { lambdas -= 1 } else { return true }
            return false
        }
    }
}

extension PythonModule {
    /// Reads a source file. Takes time in proportion to its size and never fails: what is wrong is in ``problems``.
    public init(bytes: [UInt8]) {
        self = PythonParser.read(bytes)
    }
}
