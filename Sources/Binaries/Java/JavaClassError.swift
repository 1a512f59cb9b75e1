/// Why a file could not be read as a Java class.
public enum JavaClassError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A part that the format has. Names in messages.
    public enum Part: String, Hashable, Sendable {
        /// Magic and version.
        case header
        /// The table of constants.
        case constantPool = "constant pool"
        /// Access flags, name, superclass.
        case declaration = "class declaration"
        /// The interfaces.
        case interfaces = "list of interfaces"
        /// The fields.
        case fields = "list of fields"
        /// The methods.
        case methods = "list of methods"
        /// The attributes of the class, of a field or of a method.
        case attributes
        /// The descriptor of a method.
        case descriptor = "method descriptor"
    }

    /// The file does not begin with `CA FE BA BE` and a version that classes can have.
    case notClassFile
    /// The part ends beyond the end of the file.
    case truncated(Part)
    /// The part contradicts itself or the format.
    case malformed(Part)
    /// The part refers to a constant that is not there or is of another kind.
    case wrongConstant(Part, index: Int)
    /// Bytes follow the end of the class; the virtual machine refuses such files.
    case extraBytes

    /// The part that is wrong, if one is.
    public var part: Part? {
        switch self {
        case .notClassFile, .extraBytes: nil
        case .truncated(let part), .malformed(let part), .wrongConstant(let part, _): part
        }
    }

    /// What is wrong, as the end of a sentence that names the file.
    public var description: String {
        switch self {
        case .notClassFile: "is not a Java class file"
        case .truncated(let part): "is cut off in its \(part.rawValue)"
        case .malformed(let part): "is damaged in its \(part.rawValue)"
        case .wrongConstant(let part, let index): "is damaged: its \(part.rawValue) use a wrong constant (\(index))"
        case .extraBytes: "is damaged: bytes follow the end of the class"
        }
    }
}
