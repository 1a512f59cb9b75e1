/// What a name or an export stands for, as far as the text tells.
public indirect enum JavaScriptValue: Hashable, Sendable {
    /// A function, arrow or method.
    case function(JavaScriptFunction)
    /// `class`.
    case classObject(JavaScriptClass)
    /// `{ … }`
    case object(JavaScriptObject)
    /// A name of the file with properties after it: `main`, `service.run`, `exports.a`.
    case reference(JavaScriptReference)
    /// A module, or a property of one: `require("./x").y`, `import { y } from "./x"`.
    case module(JavaScriptModuleReference)
    /// The result of calling something; the name of what is called, dotted, empty if it has none.
    case call(String, argument: JavaScriptReference?)
    /// `new X(…)`
    case instance(of: JavaScriptReference)
    /// One of several: `a ? b : c`, `a || b`.
    case anyOf([JavaScriptValue])
    /// Certainly nothing that can be called.
    case notCallable(JavaScriptPlainValue)
    /// Something else.
    case unknown

    /// The value of a property of this value.
    func property(_ name: String) -> JavaScriptValue {
        switch self {
        case .reference(var reference):
            reference.path.append(name)
            return .reference(reference)
        case .module(var module):
            module.path.append(name)
            return .module(module)
        case .object(let object) where !object.isOpen:
            return object.members.last { $0.name == name }?.value ?? .unknown
        default: return .unknown
        }
    }
}

/// Values that cannot be called.
public enum JavaScriptPlainValue: String, Hashable, Sendable, Codable {
    /// `"…"`, templates too.
    case string
    /// `3`, `-1`
    case number
    /// `true`, `!x`
    case boolean
    /// `null`
    case null
    /// `undefined`, `void 0`, a variable that nothing is assigned to.
    case undefined
    /// `/…/`
    case regularExpression = "regular expression"
    /// `[…]`
    case array
    /// `{…}`
    case object
    /// A class: it can be called with `new` only.
    case classObject = "class"
    /// An instance of a class.
    case instance
    /// All that a module exports.
    case module
}

/// A name and properties after it, seen from a function of the file.
public struct JavaScriptReference: Hashable, Sendable {
    /// The name, then the properties.
    public internal(set) var path: [String]
    /// The function that holds it; 0 is the file.
    let scope: Int
}

/// A module that a file asks for, and properties after it.
public struct JavaScriptModuleReference: Hashable, Sendable {
    /// As it is written.
    public let specifier: String
    /// The properties; `default` and names of an `import` among them.
    public internal(set) var path: [String]
    /// How the file asks.
    public let style: Style

    /// How a file asks for a module.
    public enum Style: String, Hashable, Sendable {
        /// `require`
        case require
        /// `import`
        case `import`
        /// `require` inside a helper of Babel, TypeScript or esbuild that gives CommonJS modules a `default`.
        case interop
    }
}

/// An object literal.
public struct JavaScriptObject: Hashable, Sendable {
    /// Its properties in the order of the text.
    public internal(set) var members: [JavaScriptMember] = []
    /// What `...` spreads into it.
    public internal(set) var spreads: [JavaScriptValue] = []
    /// Whether names are computed.
    public internal(set) var isOpen = false
}

/// A property with its value.
public struct JavaScriptMember: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The value; for a getter what it returns.
    public let value: JavaScriptValue
    /// Where the name stands.
    public let place: SourcePlace
}

/// A function as it is written.
public struct JavaScriptFunction: Hashable, Sendable {
    /// The parameters in their order; `{}` or `[]` for one that is taken apart.
    public internal(set) var parameters: [String] = []
    /// The number of parameters before the first one with a default.
    public internal(set) var required = 0
    /// Whether the last parameter is `...rest`; it is one of ``parameters``.
    public internal(set) var hasRest = false
    /// `async`
    public internal(set) var isAsync = false
    /// `function*`
    public internal(set) var isGenerator = false
    /// `=>`
    public internal(set) var isArrow = false
    /// Where it begins.
    public internal(set) var place: SourcePlace
    /// The names that its body mentions among the parameters and `arguments`; `nil` if it was not looked at.
    public internal(set) var mentioned: Set<String>?
    /// Whether it, or a function inside it, returns a value; `false` if its body was not looked at.
    public internal(set) var returnsValue = false
    /// The parameters that its body calls.
    public internal(set) var called: Set<String> = []
}

/// A class as it is written.
public struct JavaScriptClass: Hashable, Sendable {
    /// Its name, empty if it has none.
    public internal(set) var name: String
    /// Where it begins.
    public internal(set) var place: SourcePlace
    /// Whether there is `extends`: more members may come from there.
    public internal(set) var isDerived = false
    /// Whether it has a constructor, which may add members.
    public internal(set) var hasConstructor = false
    /// Methods and fields of instances.
    public internal(set) var members: [JavaScriptMember] = []
    /// Static methods and fields.
    public internal(set) var statics: [JavaScriptMember] = []
}
