/// Why a file could not be read as a .NET assembly.
public enum CLIError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A part that the format has. Names in messages.
    public enum Part: String, Hashable, Sendable {
        /// The headers of the Windows file around the assembly.
        case peHeaders = "PE headers"
        /// The sections, which hold everything else.
        case sections
        /// The header that leads to the metadata.
        case cliHeader = "CLI header"
        /// The directory of the metadata's streams.
        case metadataRoot = "metadata root"
        /// The tables of the metadata.
        case tables = "metadata tables"
        /// The names.
        case strings = "string heap"
        /// The signatures and other binary values.
        case blobs = "blob heap"
        /// Parameter and return types of a method, or a generic type.
        case signature
        /// The value of an attribute.
        case attribute
    }

    /// The file does not begin with `MZ`.
    case notPE
    /// A Windows program or library of machine code, without .NET metadata.
    case notManaged
    /// The part lies wholly or partly outside the file or outside its heap.
    case truncated(Part)
    /// The part contradicts itself or the format.
    case malformed(Part)
    /// The part says more than any real file does.
    case tooLarge(Part)

    /// The part that is wrong, if one is.
    public var part: Part? {
        switch self {
        case .notPE, .notManaged: nil
        case .truncated(let part), .malformed(let part), .tooLarge(let part): part
        }
    }

    /// What is wrong, as the end of a sentence that names the file.
    public var description: String {
        switch self {
        case .notPE: "is not a .NET assembly (it does not begin with MZ)"
        case .notManaged: "is a Windows file of machine code, not a .NET assembly"
        case .truncated(let part): "is cut off in its \(part.rawValue)"
        case .malformed(let part): "is damaged in its \(part.rawValue)"
        case .tooLarge(let part): "is not a usable .NET assembly: its \(part.rawValue) is too large"
        }
    }
}
