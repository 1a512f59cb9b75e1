/// A name bound by the code of a module itself, not inside its functions and classes.
public struct PythonBinding: Hashable, Sendable {
    /// The name; `*` for a star import.
    public let name: String
    /// Where the name stands.
    public let place: SourcePlace
    /// What the name stands for.
    public internal(set) var value: PythonValue
    /// Whether another path through the module may leave the name as it was (`if`, `try`, `for`, …).
    public let isConditional: Bool
    /// Place in the order of all bindings of the module, from 0.
    public let order: Int
}

/// What a name stands for, as far as the text tells.
public indirect enum PythonValue: Hashable, Sendable {
    /// `def` or `async def`.
    case function(PythonFunction)
    /// `class`.
    case classObject(PythonClass)
    /// `lambda`.
    case lambda(PythonParameters)
    /// Another name, dotted or not: `main`, `lib.main`, `Service.run`.
    case alias(String)
    /// The result of calling a name: `Flask` in `app = Flask(__name__)`.
    case call(String)
    /// An attribute of the result of calling a name: `H().run`.
    case callAttribute(call: String, attribute: String)
    /// One of several: `a if c else b`, `a or b`.
    case anyOf([PythonValue])
    /// `from module import name`.
    case imported(module: String, level: Int, name: String)
    /// `import module`; for `import a.b` the name is bound to `a`.
    case module(String)
    /// `from module import *`; the binding's name is `*`.
    case star(module: String, level: Int)
    /// Certainly nothing that can be called.
    case notCallable(PythonPlainValue)
    /// `del name`.
    case deleted
    /// Something else.
    case unknown
}

/// Values that cannot be called.
public enum PythonPlainValue: String, Hashable, Sendable, Codable {
    /// `"…"`, f-strings too.
    case string
    /// `b"…"`
    case bytes
    /// `3`, `1.5`
    case number
    /// `None`
    case none = "None"
    /// `True`, `False`, `not x`
    case boolean
    /// `...`
    case ellipsis
    /// `(1, 2)`
    case tuple
    /// `[…]`
    case list
    /// `{…: …}`
    case dictionary
    /// `{…}`
    case set
    /// `(x for x in y)`
    case generator
    /// A module.
    case module
    /// An instance of a class without `__call__`.
    case instance
}
