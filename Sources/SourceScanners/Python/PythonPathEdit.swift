/// A change that a module makes to the places where modules are looked for.
public struct PythonPathEdit: Hashable, Sendable {
    /// Where it stands.
    public let place: SourcePlace
    /// The folder that is added; `nil` if the text does not tell.
    public let folder: PythonPathText?
}

/// A path as source code makes it, so far as the text tells.
public indirect enum PythonPathText: Hashable, Sendable {
    /// A literal.
    case text(String)
    /// `__file__`
    case file
    /// `os.getcwd()`, `os.environ["FC_FUNC_CODE_PATH"]`: functions start in the folder of the code.
    case codeFolder
    /// `os.path.join(a, b)`, `Path(a) / b`
    case joined([PythonPathText])
    /// `a + b`, f-strings
    case concatenated([PythonPathText])
    /// `os.path.dirname(a)`, `a.parent`
    case parent(PythonPathText)

    /// The absolute path without `.` and `..`, for code in the file at a path; `nil` above the root.
    public func folder(inFile path: String, codeFolder: String = "/code") -> String? {
        let text = text(inFile: path, codeFolder)
        var parts: [Substring] = text.hasPrefix("/") ? [] : codeFolder.split(separator: "/")
        for part in text.split(separator: "/") where part != "." {
            if part != ".." {
                parts.append(part)
            } else if parts.popLast() == nil {
                return nil
            }
        }
        return "/" + parts.joined(separator: "/")
    }

    private func text(inFile path: String, _ codeFolder: String) -> String {
        switch self {
        case .text(let text): return text
        case .file: return path
        case .codeFolder: return codeFolder
        case .joined(let parts):
            return parts.reduce("") { joined, part in
                let next = part.text(inFile: path, codeFolder)
                return next.hasPrefix("/") || joined.isEmpty ? next : joined + "/" + next
            }
        case .concatenated(let parts): return parts.map { $0.text(inFile: path, codeFolder) }.joined()
        case .parent(let child):
            let text = child.text(inFile: path, codeFolder)
            guard let slash = text.lastIndex(of: "/") else { return "" }
            return slash == text.startIndex ? "/" : String(text[..<slash])
        }
    }
}
