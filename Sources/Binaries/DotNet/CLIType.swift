/// Who may use a type or a method.
public enum CLIVisibility: String, Hashable, Sendable, Codable {
    /// Everyone.
    case `public`
    /// The assembly, and derived types everywhere.
    case protectedInternal
    /// Derived types.
    case protected
    /// The assembly.
    case `internal`
    /// Derived types of the assembly.
    case privateProtected
    /// The enclosing type.
    case `private`
    /// Nobody by name.
    case compilerControlled
}

/// A type that another type names: a superclass or an interface.
public struct CLITypeReference: Hashable, Sendable, Codable, CustomStringConvertible {
    /// The name with generic arguments, for example ``System.Collections.Generic.List`1<System.String>``.
    public let name: String
    /// The name without arguments: ``System.Collections.Generic.List`1``.
    public let definition: String
    /// The assembly that has the type; `nil` for types of the same assembly.
    public let assembly: String?

    /// The name.
    public var description: String { name }
}

/// A type that an assembly defines.
public struct CLIType: Hashable, Sendable, Codable {
    /// The whole name as reflection takes it: `Namespace.Outer+Inner`.
    public let fullName: String
    /// The namespace; empty for nested types and for types without one.
    public let namespace: String
    /// The type's own name; generic types end with a grave accent and the number of parameters.
    public let name: String
    /// The whole name of the enclosing type of a nested type.
    public let enclosingType: String?
    /// Who may use the type, as it is declared.
    public let visibility: CLIVisibility
    /// Whether other assemblies can use it: it is public, and so are all types around it.
    public let isVisibleOutside: Bool
    /// Whether the type is an interface.
    public let isInterface: Bool
    /// Whether objects can be made of derived types only. Interfaces and static classes are abstract too.
    public let isAbstract: Bool
    /// Whether nothing can derive from it. Static classes are abstract and sealed.
    public let isSealed: Bool
    /// What it derives from; `nil` for interfaces, `System.Object` itself and `<Module>`.
    public let baseType: CLITypeReference?
    /// Interfaces that the type itself lists.
    public let interfaces: [CLITypeReference]
    /// The row in the table of types.
    let row: Int
}

/// A method or constructor that a type declares.
public struct CLIMethod: Hashable, Sendable, Codable {
    /// The name; `.ctor` for constructors.
    public let name: String
    /// Who may call it.
    public let visibility: CLIVisibility
    /// Whether it needs no object.
    public let isStatic: Bool
    /// Whether derived types must supply it.
    public let isAbstract: Bool
    /// Whether derived types can replace it, or it replaces another or answers to an interface.
    public let isVirtual: Bool
    /// Whether its source says `async`. Without a result (`System.Void`) nobody can wait for its end.
    public let isAsync: Bool
    /// Types of the parameters, for example ``System.Threading.Tasks.Task`1<System.String>``; `!0` and `!!0` are generic
    /// parameters of the type and of the method.
    public let parameters: [String]
    /// The type of the result, `System.Void` for none.
    public let returnType: String
    /// How many generic parameters the method itself has.
    public let genericParameterCount: Int
}

extension CLIVisibility {
    /// From the lower three bits of a type's flags (ECMA-335 II.23.1.15).
    init(typeFlags flags: Int) {
        self =
            switch flags & 7 {
            case 0, 5: .internal
            case 1, 2: .public
            case 3: .private
            case 4: .protected
            case 6: .privateProtected
            default: .protectedInternal
            }
    }

    /// From the lower three bits of a method's flags (II.23.1.10).
    init(methodFlags flags: Int) {
        self =
            switch flags & 7 {
            case 1: .private
            case 2: .privateProtected
            case 3: .internal
            case 4: .protected
            case 5: .protectedInternal
            case 6: .public
            default: .compilerControlled
            }
    }
}
