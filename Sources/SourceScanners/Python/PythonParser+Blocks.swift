extension PythonParser {
    /// Reads a logical line: the header of a block, a decorator or simple statements.
    mutating func readLine(_ line: Range<Int>) {
        let first = line.lowerBound
        if isSymbol(first, .at) {
            decorators.append(dottedName(in: first + 1..<line.upperBound, allowsCall: true) ?? "?")
            return
        }
        var word = first
        var isAsync = false
        if isKeyword(first, .async), [.def, .for, .with].contains(where: { isKeyword(first + 1, $0) }) {
            isAsync = true
            word += 1
        }
        let keyword = tokens[word].keyword
        switch keyword {
        case .def: readFunction(line, word: word, isAsync: isAsync)
        case .class: readClass(line, word: word)
        case .if, .elif, .else, .try, .except, .finally, .with, .for, .while: readBlock(line, word: word, keyword)
        case .match where isMatch(line):
            note(.matchStatement, at: first)
            readBlock(line, word: word, keyword)
        case .case where frames[top].header == .match: readBlock(line, word: word, keyword)
        default:
            decorators = []
            frames[frames.count - 1].condition = .none
            readSimple(line)
        }
    }

    /// A line that begins with `match` and ends with a colon can be nothing else.
    private func isMatch(_ line: Range<Int>) -> Bool {
        line.count > 2 && isSymbol(line.upperBound - 1, .colon) && headerColon(in: line) == line.upperBound - 1
    }

    /// The colon of a header, or a problem.
    mutating func colon(_ line: Range<Int>, word: Int) -> Int? {
        if let colon = headerColon(in: word + 1..<line.upperBound) { return colon }
        fail(.missingColon(after: text(word)), at: word)
        return nil
    }

    /// Opens a block: on the lines that follow, or on the rest of this one.
    mutating func open(_ frame: PythonFrame, _ line: Range<Int>, colon: Int) {
        guard colon + 1 < line.upperBound else {
            pending = frame
            return
        }
        frames.append(frame)
        readSimple(colon + 1..<line.upperBound)
        leave()
    }

    /// A block inside the innermost one, with what it inherits.
    func child(_ line: Range<Int>, word: Int) -> PythonFrame {
        let parent = top
        var frame = PythonFrame()
        frame.kind = .block
        frame.column = frames[parent].column
        frame.tabColumn = frames[parent].tabColumn
        frame.header = tokens[word].keyword
        frame.headerText = text(word)
        frame.scope = frames[parent].scope
        frame.isConditional = frames[parent].isConditional
        frame.holder = frames[parent].holder
        frame.guards = frames[parent].guards
        return frame
    }

    private mutating func readBlock(_ line: Range<Int>, word: Int, _ keyword: PythonKeyword) {
        decorators = []
        guard let colon = colon(line, word: word) else { return }
        let header = word + 1..<colon
        var frame = child(line, word: word)
        let level = frames.count - 1
        let before = frames[level].condition
        frames[level].condition = .none
        switch keyword {
        case .if, .elif:
            let condition = condition(header)
            frames[level].condition = keyword == .elif ? .other : condition
            apply(condition, to: &frame)
        case .else:
            switch before {
            case .isMain, .isTypeChecking: break
            case .isNotMain: apply(.isMain, to: &frame)
            case .isNotTypeChecking: apply(.isTypeChecking, to: &frame)
            case .other, .none: apply(.other, to: &frame)
            }
        case .try:
            frame.isConditional = true
            frames[level].tryStart = module.imports.count
        case .except:
            readExcept(header, level, &frame)
        case .finally:
            frames[level].importsOfTry = nil
        case .with:
            readWith(header, &frame)
        case .for:
            frame.isConditional = true
            if let end = first(in: header, where: { isKeyword($0, .in) }) {
                bindTarget(header.lowerBound..<end, value: nil)
            }
        case .case:
            frame.isConditional = true
            bindCaptures(header)
        default:
            frame.isConditional = true
            if keyword != .match { frame.guards.insert(.condition) }
        }
        bindWalruses(header)
        open(frame, line, colon: colon)
    }

    private func apply(_ condition: PythonFrame.Condition, to frame: inout PythonFrame) {
        switch condition {
        case .isMain:
            frame.holder = frame.holder ?? .mainProgram
            frame.guards.insert(.mainProgram)
        case .isTypeChecking:
            frame.holder = frame.holder ?? .typeChecking
            frame.guards.insert(.typeChecking)
        case .isNotMain, .isNotTypeChecking: break
        case .other, .none:
            frame.isConditional = true
            frame.guards.insert(.condition)
        }
    }

    private func condition(_ header: Range<Int>) -> PythonFrame.Condition {
        var range = header
        while let first = range.first, isSymbol(first, .open), after(first) == range.upperBound {
            range = first + 1..<range.upperBound - 1
        }
        if first(in: range, where: { isKeyword($0, .or) }) != nil { return .other }
        if let last = range.last, spells(last, "TYPE_CHECKING") {
            if isKeyword(range.lowerBound, .not), range.count == 2 || range.count == 4 { return .isNotTypeChecking }
            return range.count == 1 || range.count == 3 ? .isTypeChecking : .other
        }
        guard range.count >= 3 else { return .other }
        let (left, sign, right) = (range.lowerBound, range.lowerBound + 1, range.lowerBound + 2)
        let isTest =
            (isKeyword(left, .moduleName) && isMainText(right)) || (isMainText(left) && isKeyword(right, .moduleName))
        guard isTest, range.count == 3 || isKeyword(right + 1, .and) else { return .other }
        if spells(sign, "==") { return .isMain }
        return spells(sign, "!=") && range.count == 3 ? .isNotMain : .other
    }

    private func isMainText(_ token: Int) -> Bool {
        tokens[token].kind == .string && literal(token) == "__main__"
    }

    private mutating func readExcept(_ header: Range<Int>, _ level: Int, _ frame: inout PythonFrame) {
        frame.isConditional = true
        if let first = header.first, isSymbol(first, .star) { note(.exceptionGroup, at: first) }
        let hasName = first(in: header) { isKeyword($0, .as) } != nil
        if !hasName, let comma = first(in: header, where: { isSymbol($0, .comma) }) { note(.exceptComma, at: comma) }
        if let start = frames[level].tryStart { frames[level].importsOfTry = start..<module.imports.count }
        frames[level].tryStart = nil
        let names: [StaticString] = ["ImportError", "ModuleNotFoundError", "Exception", "BaseException"]
        guard header.isEmpty || header.contains(where: { token in names.contains { spells(token, $0) } }) else {
            return
        }
        frame.guards.insert(.importError)
        for index in frames[level].importsOfTry ?? 0..<0 { module.imports[index].guards.insert(.importError) }
    }

    private mutating func readWith(_ header: Range<Int>, _ frame: inout PythonFrame) {
        var range = header
        if let open = header.first, isSymbol(open, .open), after(open) == header.upperBound {
            let inside = open + 1..<header.upperBound - 1
            if first(in: inside, where: { isKeyword($0, .as) }) != nil {
                note(.parenthesizedWith, at: open)
                range = inside
            }
        }
        var index = range.lowerBound
        while index < range.upperBound {
            if isKeyword(index, .as) {
                let end = first(in: index + 1..<range.upperBound) { isSymbol($0, .comma) } ?? range.upperBound
                bindTarget(index + 1..<end, value: nil)
                index = end
            }
            index = after(index)
        }
        let suppresses = header.contains { spells($0, "suppress") }
        if suppresses {
            frame.isConditional = true
            if header.contains(where: { spells($0, "ImportError") || spells($0, "ModuleNotFoundError") }) {
                frame.guards.insert(.importError)
            }
        }
    }

    /// Names that a `case` pattern binds: those that are neither called, nor dotted, nor keywords of a class pattern.
    private mutating func bindCaptures(_ header: Range<Int>) {
        for index in header where isName(index) && !spells(index, "_") {
            if isSymbol(index - 1, .dot) || isSymbol(index + 1, .dot) || isSymbol(index + 1, .assign) { continue }
            if isSymbol(index + 1, .open) { continue }
            if isKeyword(index - 1, .if) { return }
            bind(text(index), .unknown, at: index, isConditional: true)
        }
    }
}
