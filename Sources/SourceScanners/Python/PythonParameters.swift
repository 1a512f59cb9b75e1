/// What a function can be called with.
public struct PythonParameters: Hashable, Sendable, Codable {
    /// Positional parameters without default.
    public var required: Int
    /// The most positional arguments, `nil` where `*args` takes any number.
    public var maximum: Int?
    /// Names of keyword-only parameters without default: no positional call can give them.
    public var requiredKeywords: [String]
    /// Names of the positional parameters in their order.
    public var names: [String]

    /// Makes parameters.
    public init(required: Int, maximum: Int?, requiredKeywords: [String] = [], names: [String] = []) {
        self.required = required
        self.maximum = maximum
        self.requiredKeywords = requiredKeywords
        self.names = names
    }

    /// Takes any arguments.
    static let any = PythonParameters(required: 0, maximum: nil)

    /// Whether a call with so many positional arguments fits.
    public func accepts(_ count: Int) -> Bool {
        requiredKeywords.isEmpty && count >= required && count <= maximum ?? count
    }

    /// The parameters of a method as its caller sees them: without the first, `self` or `cls`.
    var withoutFirst: PythonParameters {
        guard !names.isEmpty else { return self }
        return PythonParameters(
            required: max(0, required - 1), maximum: maximum.map { $0 - 1 }, requiredKeywords: requiredKeywords,
            names: Array(names.dropFirst()))
    }
}

/// A function or method as it is written.
public struct PythonFunction: Hashable, Sendable {
    /// Its name.
    public internal(set) var name: String
    /// Where the name stands.
    public internal(set) var place: SourcePlace
    /// What it can be called with.
    public internal(set) var parameters: PythonParameters
    /// `async def`
    public internal(set) var isAsync: Bool
    /// Whether its own body holds a `yield`.
    public internal(set) var isGenerator = false
    /// The decorators without their arguments, outermost first, for example `functools.wraps`; `?` for what is no name.
    public internal(set) var decorators: [String] = []
}

/// A class as it is written.
public struct PythonClass: Hashable, Sendable {
    /// Its name.
    public internal(set) var name: String
    /// Where the name stands.
    public internal(set) var place: SourcePlace
    /// The base classes as they are written, `?` for what is no name; `object` is left out.
    public internal(set) var bases: [String] = []
    /// Whether decorators or a metaclass may change what the class does.
    public internal(set) var isChanged = false
    /// The methods by name; a name that is bound more than once has its last definition.
    public internal(set) var methods: [String: PythonFunction] = [:]
    /// Names bound in the body that are no methods.
    public internal(set) var attributes: Set<String> = []
}
