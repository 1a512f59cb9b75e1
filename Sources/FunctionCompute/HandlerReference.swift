/// A handler or hook string, taken apart by the rules of its runtime (fc-facts 4.1).
public enum HandlerReference: Hashable, Sendable {
    /// `file.method`: Python, Node.js and PHP; split at the last dot.
    case module(path: String, function: String)
    /// `pkg.Class::method`: Java.
    case javaMethod(className: String, method: String)
    /// `Assembly::Namespace.Class::Method`: .NET.
    case dotnetMethod(assembly: String, typeName: String, method: String)
    /// The name of the binary (go1), or any text that must only not be empty (custom runtimes).
    case text(String)

    /// Why a string is not a handler of its runtime.
    public enum Problem: Error, Hashable, Sendable {
        /// Nothing there.
        case empty
        /// Longer than `HandlerReference.longest` characters.
        case tooLong
        /// Holds white space, a control character or a backslash.
        case forbiddenCharacter
        /// Has a part `..`, or begins with `/`.
        case leavesCode
        /// No `.function` at the end.
        case noFunction
        /// Has the file's extension inside; the handler that is probably meant.
        case extensionInside(suggestion: String)
        /// Written for another language; the form that this runtime wants.
        case otherForm(expected: String)
    }

    /// No source states a limit; longer strings are refused here so that messages stay readable. (Own choice.)
    public static let longest = 1024

    /// Takes a handler string apart.
    public init(_ handler: String, family: Runtime.Family) throws(Problem) {
        guard !handler.isEmpty else { throw .empty }
        guard handler.utf8.count <= Self.longest else { throw .tooLong }
        let hasForbidden = handler.unicodeScalars.contains {
            $0.value < 0x20 || $0.value == 0x7F || $0 == "\\" || $0.properties.isWhitespace
        }
        switch family {
        case .custom, .container:
            self = .text(handler)
            return
        default: break
        }
        guard !hasForbidden else { throw .forbiddenCharacter }
        switch family {
        case .python, .nodejs, .php: self = try Self.module(handler, family: family)
        case .java:
            let parts = Self.split(handler, by: "::")
            guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
                throw .otherForm(expected: "package.Class::method")
            }
            self = .javaMethod(className: parts[0], method: parts[1])
        case .dotnet:
            let parts = Self.split(handler, by: "::")
            guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty }) else {
                throw .otherForm(expected: "Assembly::Namespace.Class::Method")
            }
            self = .dotnetMethod(assembly: parts[0], typeName: parts[1], method: parts[2])
        case .go, .custom, .container: self = .text(handler)
        }
    }

    private static let extensions: [Runtime.Family: [String]] = [
        .python: ["py"], .nodejs: ["js", "mjs", "cjs"], .php: ["php"],
    ]

    private static func module(_ handler: String, family: Runtime.Family) throws(Problem) -> HandlerReference {
        guard !handler.contains("::") else { throw .otherForm(expected: "file.function") }
        var text = handler[...]
        while text.hasPrefix("./") { text = text.dropFirst(2) }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard !text.hasPrefix("/"), !parts.contains(".."), !parts.contains(where: \.isEmpty) else {
            throw .leavesCode
        }
        for fileExtension in extensions[family] ?? [] {
            if text.hasSuffix(".\(fileExtension)") {
                throw .extensionInside(suggestion: text.dropLast(fileExtension.count + 1) + ".handler")
            }
            // Only where the function should follow: a folder may be called `lib.py.d`.
            guard let dot = text.lastIndex(of: "."), text[..<dot].hasSuffix(".\(fileExtension)") else { continue }
            throw .extensionInside(suggestion: "\(text[..<dot].dropLast(fileExtension.count + 1))\(text[dot...])")
        }
        guard let dot = text.lastIndex(of: "."), dot != text.startIndex else { throw .noFunction }
        let path = text[..<dot]
        let function = text[text.index(after: dot)...]
        // `index..handler` and `..handler` have dots where the end of a file's name should be.
        guard !function.isEmpty, !function.contains("/"), !path.hasSuffix("/"), !path.hasSuffix(".") else {
            throw .noFunction
        }
        return .module(path: String(path), function: String(function))
    }

    private static func split(_ text: String, by separator: String) -> [String] {
        var parts: [String] = []
        var rest = text[...]
        while let range = rest.firstRange(of: separator) {
            parts.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        parts.append(String(rest))
        return parts
    }
}
