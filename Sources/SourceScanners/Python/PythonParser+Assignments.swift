extension PythonParser {
    /// `a = b = value`, `a: T = value`, `a += value`; anything else binds nothing.
    mutating func readAssignment(_ range: Range<Int>) {
        var assigns: [Int] = []
        var annotation: Int?
        var index = range.lowerBound
        while index < range.upperBound {
            if isKeyword(index, .lambda) { break }
            if isSymbol(index, .assign) { assigns.append(index) }
            if isSymbol(index, .colon), annotation == nil { annotation = index }
            if isSymbol(index, .augmented) {
                readAugmented(range.lowerBound..<index, value: index + 1..<range.upperBound)
                return
            }
            index = after(index)
        }
        if let annotation {
            note(.variableAnnotation, at: annotation)
            noteUnions(annotation + 1..<range.upperBound)
            guard let assign = assigns.first else {
                if annotation == range.lowerBound + 1, isName(range.lowerBound), frames[top].holder == nil {
                    module.nested.append(
                        PythonNested(
                            name: text(range.lowerBound), place: place(range.lowerBound), holder: .annotation))
                }
                return
            }
            bindTarget(range.lowerBound..<annotation, value: assign + 1..<range.upperBound)
            return
        }
        guard let last = assigns.last else {
            readExportsCall(range)
            return
        }
        var start = range.lowerBound
        for assign in assigns {
            bindTarget(start..<assign, value: last + 1..<range.upperBound)
            start = assign + 1
        }
    }

    /// Binds the names of a target to the value, piece by piece where both are written as tuples of one length.
    mutating func bindTarget(_ target: Range<Int>, value: Range<Int>?, depth: Int = 0) {
        var target = target
        while let open = target.first, isSymbol(open, .open), after(open) == target.upperBound {
            target = open + 1..<target.upperBound - 1
        }
        guard !target.isEmpty, depth < 20 else { return }
        if first(in: target, where: { isSymbol($0, .comma) }) != nil {
            let names = parts(target)
            var values: [Range<Int>] = []
            if var inner = value {
                while let open = inner.first, isSymbol(open, .open), !spells(open, "{"), after(open) == inner.upperBound
                {
                    inner = open + 1..<inner.upperBound - 1
                }
                values = parts(inner)
            }
            let hasStar = (names + values).contains { !$0.isEmpty && isSymbol($0.lowerBound, .star) }
            for (index, name) in names.enumerated() {
                let matches = values.count == names.count && !hasStar && names.count > 1
                bindTarget(name, value: matches ? values[index] : nil, depth: depth + 1)
            }
            return
        }
        let start = target.lowerBound
        if isSymbol(start, .star), target.count == 2, isName(start + 1) {
            bind(text(start + 1), .notCallable(.list), at: start + 1)
        } else if target.count == 1, isName(start) {
            if let value, assigned.count < Self.mostAssigned { assigned.append((start, value)) }
            let bound = value.map { self.value($0) } ?? .unknown
            bind(text(start), bound, at: start)
            if isKeyword(start, .exports), let value, frames[top].holder == nil { setExports(value, adds: false) }
        } else if isKeyword(start, .globals) || isKeyword(start, .vars) || isKeyword(start, .locals), target.count == 6,
            spells(start + 3, "["), tokens[start + 4].kind == .string, let name = literal(start + 4)
        {
            if frames[top].holder == nil { bind(name, value.map { self.value($0) } ?? .unknown, at: start) }
        }
    }

    private mutating func readAugmented(_ target: Range<Int>, value: Range<Int>) {
        guard target.count == 1, isName(target.lowerBound) else { return }
        if isKeyword(target.lowerBound, .exports) {
            if frames[top].holder == nil { setExports(value, adds: true) }
        } else {
            bind(text(target.lowerBound), .unknown, at: target.lowerBound)
        }
    }

    /// Each `name := value` of a range binds in the module, also from inside a comprehension.
    mutating func bindWalruses(_ range: Range<Int>) {
        for index in range where isSymbol(index, .walrus) {
            note(.assignmentExpression, at: index)
            guard index > range.lowerBound, isName(index - 1) else { continue }
            var end = index + 1
            while end < range.upperBound, !isSymbol(end, .close), !isSymbol(end, .comma), !isSymbol(end, .colon),
                !isSymbol(end, .walrus)
            {
                if isKeyword(end, .lambda) {
                    end = headerColon(in: end + 1..<range.upperBound) ?? end
                }
                end = after(end)
            }
            bind(text(index - 1), value(index + 1..<min(end, range.upperBound)), at: index - 1)
        }
    }

    /// `__all__ = [...]`, `__all__ += [...]`.
    private mutating func setExports(_ value: Range<Int>, adds: Bool) {
        var names: [String] = []
        var isKnown = false
        if let open = value.first, isSymbol(open, .open), !spells(open, "{"), after(open) == value.upperBound {
            isKnown = true
            for part in parts(open + 1..<value.upperBound - 1) where !part.isEmpty {
                guard part.count == 1, tokens[part.lowerBound].kind == .string, let name = literal(part.lowerBound)
                else {
                    isKnown = false
                    break
                }
                names.append(name)
            }
        }
        guard isKnown else {
            module.exportsAreUnknown = true
            return
        }
        module.exportedNames = (adds ? module.exportedNames ?? [] : []) + names
        if frames[top].isConditional { module.exportsAreUnknown = true }
    }

    /// `__all__.append("x")`, `__all__.extend(...)`: too many ways to follow.
    private mutating func readExportsCall(_ range: Range<Int>) {
        if isKeyword(range.lowerBound, .exports), range.count > 1 { module.exportsAreUnknown = true }
    }
}
