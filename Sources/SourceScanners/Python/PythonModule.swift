/// Facts of one Python source file, read without running it and without an interpreter.
public struct PythonModule: Sendable {
    /// Larger files are not read. The largest module of the standard library has 0.4 MB.
    public static let largestSource = 8 << 20

    /// Every binding of the module's own code in the order of the text, star imports and `del` included.
    public internal(set) var bindings: [PythonBinding] = []
    /// Every import in the file.
    public internal(set) var imports: [PythonImport] = []
    /// What keeps the file from compiling whatever the version of Python 3; the first is the one Python would name.
    public internal(set) var problems: [PythonProblem] = []
    /// Set if nothing is known about the file.
    public internal(set) var unreadable: PythonUnreadable?
    /// Syntax that not every version has, each once with its first use.
    public internal(set) var features: [PythonFeatureUse] = []
    /// Where the module may make names at run time in a way that cannot be followed.
    public internal(set) var dynamics: [PythonDynamic] = []
    /// `__all__`, where it is written as literals.
    public internal(set) var exportedNames: [String]?
    /// Whether `__all__` is made in a way that cannot be followed.
    public internal(set) var exportsAreUnknown = false
    /// Changes of `sys.path`, wherever they stand in the file.
    public internal(set) var pathEdits: [PythonPathEdit] = []
    /// Names that functions of the module declare `global`.
    public internal(set) var globalsOfFunctions: [String: SourcePlace] = [:]
    /// Functions and classes that importing the module does not bind: nested ones, and those of the main program.
    public internal(set) var nested: [PythonNested] = []

    /// Names bound when the module has been imported, in the order of their first binding.
    public var definedNames: [String] {
        var seen: [String: Bool] = [:]
        var order: [String] = []
        for binding in bindings where binding.name != "*" {
            if seen[binding.name] == nil { order.append(binding.name) }
            if binding.value == .deleted {
                seen[binding.name] = binding.isConditional && seen[binding.name] ?? false
            } else {
                seen[binding.name] = true
            }
        }
        return order.filter { seen[$0] ?? false }
    }

    /// What a name may stand for at the end of the module, or before a binding with the given order. Each is possible;
    /// star imports that come after the last certain binding are not included.
    public func bindings(of name: String, before order: Int = .max) -> [PythonBinding] {
        candidates(for: name, before: order).filter { $0.name == name }
    }

    /// As ``bindings(of:before:)``, with the star imports that may bind the name too.
    func candidates(for name: String, before order: Int = .max) -> [PythonBinding] {
        var live: [PythonBinding] = []
        for binding in bindings where binding.order < order && (binding.name == name || binding.name == "*") {
            if binding.name == "*" {
                live.append(binding)
            } else if binding.value == .deleted {
                if !binding.isConditional { live.removeAll() }
            } else {
                if !binding.isConditional { live.removeAll() }
                live.append(binding)
            }
        }
        return live
    }

    /// The first reason why a version of Python cannot compile the file.
    public func obstacle(for version: PythonVersion) -> PythonObstacle? {
        if let use = features.filter({ !$0.feature.isKnown(to: version) }).min(by: { $0.place.line < $1.place.line }) {
            return .feature(use)
        }
        let known = problems.first { problem in
            // Python 2 took a tab for eight columns.
            problem.kind != .mixedTabs || version.major >= 3
        }
        return known.map(PythonObstacle.problem)
    }
}

/// Why a version of Python cannot compile a file.
public enum PythonObstacle: Hashable, Sendable {
    /// No version of Python 3 can.
    case problem(PythonProblem)
    /// The version does not know the syntax yet, or no longer.
    case feature(PythonFeatureUse)

    /// Where.
    public var place: SourcePlace {
        switch self {
        case .problem(let problem): problem.place
        case .feature(let use): use.place
        }
    }
}

/// Something that makes names at run time.
public struct PythonDynamic: Hashable, Sendable {
    /// What it is.
    public let kind: Kind
    /// Where.
    public let place: SourcePlace

    /// What it is.
    public enum Kind: String, Hashable, Sendable {
        /// `exec(…)`
        case exec
        /// `globals()` or `vars()` used to change names.
        case globals
        /// `sys.modules[__name__]`
        case moduleTable
        /// `def __getattr__` of the module.
        case moduleGetattr
    }
}

/// A definition that importing the module does not bind.
public struct PythonNested: Hashable, Sendable {
    /// The name.
    public let name: String
    /// Where.
    public let place: SourcePlace
    /// What holds it.
    public let holder: Holder

    /// What holds a definition.
    public enum Holder: Hashable, Sendable {
        /// A class of that name.
        case classBody(String)
        /// A function of that name.
        case function(String)
        /// `if __name__ == "__main__":`
        case mainProgram
        /// `if TYPE_CHECKING:`
        case typeChecking
        /// An annotation without value, `name: int`.
        case annotation
    }
}
