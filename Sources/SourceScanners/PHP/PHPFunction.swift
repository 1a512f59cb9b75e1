/// A parameter as it is written.
public struct PHPParameter: Hashable, Sendable, Codable {
    /// The name without `$`.
    public internal(set) var name: String
    /// The declared type as it is written, without spaces.
    public internal(set) var type: String?
    /// Whether it has a default value.
    public internal(set) var hasDefault = false
    /// `...$rest`
    public internal(set) var isVariadic = false
    /// `&$x`
    public internal(set) var isByReference = false
}

/// What a function can be called with. More arguments than parameters are no error in PHP.
public struct PHPParameters: Hashable, Sendable, Codable {
    /// In their order.
    public internal(set) var list: [PHPParameter] = []

    /// The least number of arguments: up to the last parameter without default.
    public var required: Int {
        list.lastIndex { !$0.hasDefault && !$0.isVariadic }.map { $0 + 1 } ?? 0
    }

    /// The number of arguments that reach a parameter, `nil` where `...$rest` takes any number.
    public var maximum: Int? { list.contains { $0.isVariadic } ? nil : list.count }

    /// The names without `$`.
    public var names: [String] { list.map(\.name) }

    /// Whether a call with so many arguments fits.
    public func accepts(_ count: Int) -> Bool { count >= required }
}

/// A function or method as it is written.
public struct PHPFunction: Hashable, Sendable {
    /// Its name as it is written.
    public internal(set) var name: String
    /// The namespace it is declared in, empty for the global one.
    public internal(set) var namespace: String
    /// Where the name stands.
    public internal(set) var place: SourcePlace
    /// What it can be called with.
    public internal(set) var parameters = PHPParameters()
    /// Whether it returns a reference.
    public internal(set) var returnsReference = false
    /// Whether it is declared inside a block (`if`, `try`, …), so that it may not exist.
    public internal(set) var isConditional = false
    /// Declared inside this function: it exists after that has been called.
    public internal(set) var holder: String?
    /// `static` (methods only).
    public internal(set) var isStatic = false

    /// The name with its namespace, `A\B\f`.
    public var fullName: String { namespace.isEmpty ? name : "\(namespace)\\\(name)" }
}

/// A class, interface, trait or enumeration as it is written.
public struct PHPClass: Hashable, Sendable {
    /// What it is.
    public enum Kind: String, Hashable, Sendable {
        case `class`, interface, trait, `enum`
    }

    /// What it is.
    public internal(set) var kind: Kind
    /// Its name as it is written.
    public internal(set) var name: String
    /// The namespace it is declared in, empty for the global one.
    public internal(set) var namespace: String
    /// Where the name stands.
    public internal(set) var place: SourcePlace
    /// Whether it is declared inside a block or a function.
    public internal(set) var isConditional = false
    /// In the order of the text.
    public internal(set) var methods: [PHPFunction] = []

    /// The name with its namespace.
    public var fullName: String { namespace.isEmpty ? name : "\(namespace)\\\(name)" }
}

/// An `include`, `include_once`, `require` or `require_once`.
public struct PHPInclude: Hashable, Sendable {
    /// What is included.
    public enum Target: Hashable, Sendable {
        /// A path from the folder of the file: `__DIR__ . '/x.php'`, `dirname(__FILE__) . '/x.php'`; it may hold `..`.
        case besideFile(String)
        /// A literal: absolute, from the working folder (`./x.php`), or searched in the include path.
        case literal(String)
        /// Computed at run time.
        case dynamic
    }

    /// What is included.
    public internal(set) var target: Target
    /// Whether a missing file ends the program (`require`).
    public internal(set) var isRequire: Bool
    /// Whether loading the file certainly reaches it.
    public internal(set) var isCertain: Bool
    /// Whether it stands in a function or method, and so is not reached by loading the file.
    public internal(set) var isInFunction: Bool
    /// Whether it stands in a closure that is given to `spl_autoload_register`.
    public internal(set) var isInAutoloader: Bool
    /// Where the keyword stands.
    public internal(set) var place: SourcePlace

    /// Whether it is looked for from the include path or the working folder.
    public var isLiteral: Bool {
        if case .literal(let path) = target { !path.hasPrefix("/") } else { false }
    }

    /// Whether the file is Composer's `vendor/autoload.php`.
    public var isComposer: Bool {
        switch target {
        case .besideFile(let path), .literal(let path):
            path == "vendor/autoload.php" || path.hasSuffix("/vendor/autoload.php")
        case .dynamic: false
        }
    }
}
