/// The constants of a class file: where each lies and of what kind it is.
struct JavaConstantPool {
    private let bytes: [UInt8]
    private var constants: [Constant]
    /// Text is made once for each constant, so that thousands of uses of one long name cost no memory.
    private var texts: [Int: String] = [:]

    private struct Constant {
        var tag: UInt8
        var offset: Int
    }

    init(_ reader: inout JavaClassReader) throws(JavaClassError) {
        bytes = reader.bytes
        let count = try reader.number(2, .constantPool)
        guard count > 0 else { throw .malformed(.constantPool) }
        // Every constant takes three bytes at least, long ones take two places for nine bytes.
        constants = [Constant(tag: 0, offset: 0)]
        constants.reserveCapacity(min(count, reader.bytes.count / 3 + 1))
        while constants.count < count {
            let tag = UInt8(try reader.number(1, .constantPool))
            constants.append(Constant(tag: tag, offset: reader.place))
            switch tag {
            case Tag.text:
                let length = try reader.number(2, .constantPool)
                try reader.skip(length, .constantPool)
            case 3, 4, Tag.field, Tag.method, Tag.interfaceMethod, Tag.nameAndType, 17, 18:
                try reader.skip(4, .constantPool)
            case 5, 6:
                try reader.skip(8, .constantPool)
                constants.append(Constant(tag: 0, offset: 0))
            case Tag.class, 8, 16, 19, 20: try reader.skip(2, .constantPool)
            case Tag.methodHandle: try reader.skip(3, .constantPool)
            default: throw .malformed(.constantPool)
            }
        }
        guard constants.count == count else { throw .malformed(.constantPool) }
        for constant in constants { try checkReferences(of: constant) }
    }

    /// Holds the indices inside a constant against the kinds that they must lead to.
    private func checkReferences(of constant: Constant) throws(JavaClassError) {
        switch constant.tag {
        case Tag.class, 8, 16, 19, 20:
            try check(number(constant.offset), [Tag.text])
        case Tag.field, Tag.method, Tag.interfaceMethod:
            try check(number(constant.offset), [Tag.class])
            try check(number(constant.offset + 2), [Tag.nameAndType])
        case Tag.nameAndType:
            try check(number(constant.offset), [Tag.text])
            try check(number(constant.offset + 2), [Tag.text])
        case Tag.methodHandle:
            try check(number(constant.offset + 1), [Tag.field, Tag.method, Tag.interfaceMethod])
        case 17, 18:
            try check(number(constant.offset + 2), [Tag.nameAndType])
        default: break
        }
    }

    private func check(_ index: Int, _ tags: [UInt8]) throws(JavaClassError) {
        guard index < constants.count, tags.contains(constants[index].tag) else {
            throw .wrongConstant(.constantPool, index: index)
        }
    }

    /// A number of two bytes at a place that the reader has passed.
    private func number(_ offset: Int) -> Int { Int(bytes[offset]) << 8 | Int(bytes[offset + 1]) }

    /// The text constant at an index.
    mutating func text(_ index: Int, _ part: JavaClassError.Part) throws(JavaClassError) -> String {
        if let text = texts[index] { return text }
        guard index < constants.count, constants[index].tag == Tag.text else {
            throw .wrongConstant(part, index: index)
        }
        let start = constants[index].offset + 2
        guard let text = JavaModifiedUTF8.text(bytes[start..<start + number(start - 2)]) else {
            throw .malformed(.constantPool)
        }
        texts[index] = text
        return text
    }

    /// The name of the class constant at an index, with slashes as in the file.
    mutating func className(_ index: Int, _ part: JavaClassError.Part) throws(JavaClassError) -> String {
        guard index < constants.count, constants[index].tag == Tag.class else {
            throw .wrongConstant(part, index: index)
        }
        return try text(number(constants[index].offset), part)
    }

    private enum Tag {
        static let text: UInt8 = 1
        static let `class`: UInt8 = 7
        static let field: UInt8 = 9
        static let method: UInt8 = 10
        static let interfaceMethod: UInt8 = 11
        static let nameAndType: UInt8 = 12
        static let methodHandle: UInt8 = 15
    }
}
