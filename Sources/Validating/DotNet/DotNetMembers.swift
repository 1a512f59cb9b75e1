import Binaries

/// The methods of a type with those that it inherits, as far as the package has its base types.
struct DotNetMembers {
    /// A method with the type that declares it.
    struct Method {
        let method: CLIMethod
        let isInherited: Bool
    }

    /// Of the type itself first.
    private(set) var methods: [Method] = []
    /// A base type that the package does not have, or that cannot be read.
    private(set) var unknownBase: String?

    init(of type: CLIType, in assembly: CLIAssembly, _ assemblies: DotNetAssemblies) {
        var current = type
        var home = assembly
        // No real type has more base types; hostile ones may go in a circle.
        for depth in 0..<64 {
            guard let own = try? home.methods(of: current) else {
                unknownBase = current.fullName
                return
            }
            methods += own.map { Method(method: $0, isInherited: depth > 0) }
            guard let base = current.baseType else { return }
            if ["System.Object", "System.ValueType", "System.Enum"].contains(base.definition) { return }
            if let name = base.assembly {
                guard !DotNetAssemblies.isPlatform(name) || assemblies.has(name),
                    case .loaded(let next) = assemblies.load(name)
                else {
                    unknownBase = base.definition
                    return
                }
                home = next
            }
            guard let next = home.type(named: base.definition) else {
                unknownBase = base.definition
                return
            }
            current = next
        }
        unknownBase = current.fullName
    }

    /// Methods of a name, each parameter list once: what a derived type overrides is left out.
    func named(_ name: String) -> [Method] {
        var seen: Set<[String]> = []
        return methods.filter { $0.method.name == name && seen.insert($0.method.parameters).inserted }
    }

    /// Names that users may have meant.
    var publicNames: [String] {
        var seen: Set<String> = []
        return methods.map(\.method).filter { $0.visibility == .public && !$0.name.contains(".") }.map(\.name)
            .filter { name in
                !["get_", "set_", "add_", "remove_", "<"].contains(where: name.hasPrefix) && seen.insert(name).inserted
            }
    }
}
