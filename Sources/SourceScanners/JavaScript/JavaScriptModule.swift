/// Facts of one JavaScript source file, read without running it and without an interpreter.
public struct JavaScriptModule: Sendable {
    /// Larger files are not read.
    public static let largestSource = 16 << 20
    /// More brackets inside each other are not read.
    public static let deepestNesting = 10_000

    /// Every export by name in the order of the text. CommonJS writes that a later `module.exports = …` undoes are
    /// left out.
    public internal(set) var exports: [JavaScriptExport] = []
    /// What is assigned to `module.exports`; only the last counts where it is certain.
    public internal(set) var wholeExports: [JavaScriptExport] = []
    /// Modules whose exports are all handed on.
    public internal(set) var stars: [JavaScriptStar] = []
    /// Names that were exported before `module.exports` was replaced, or after it by way of `exports`.
    public internal(set) var lostExports: [JavaScriptExport] = []
    /// Names in code that never runs, for tools that look for them: `0 && (module.exports = { a })` of esbuild.
    public internal(set) var announced: [JavaScriptExport] = []
    /// Where `exports` itself is given another value, which exports nothing.
    public internal(set) var exportsRebound: SourcePlace?
    /// Where exports may be made at run time in a way that cannot be followed.
    public internal(set) var dynamics: [JavaScriptDynamic] = []
    /// Every module that the file asks for.
    public internal(set) var imports: [JavaScriptImport] = []
    /// The first `import` or `export` statement or `import.meta`.
    public internal(set) var moduleSyntax: SourcePlace?
    /// The first use of `exports`, `module.exports` or `require` that no declaration of the file explains.
    public internal(set) var commonJSSyntax: SourcePlace?
    /// Whether `exports.__esModule` is set: compiled from an ES module.
    public internal(set) var isCompiledModule = false
    /// What keeps the file from compiling whatever the version of Node.js.
    public internal(set) var problems: [JavaScriptProblem] = []
    /// Set if nothing is known about the file.
    public internal(set) var unreadable: JavaScriptUnreadable?
    /// Syntax that not every version has, each once with its first use.
    public internal(set) var features: [JavaScriptFeatureUse] = []

    /// What names stand for, by the function that declares them; the file itself is 0.
    var scopes: [JavaScriptScope] = []

    /// Names that the file may export, each once, in the order of the text.
    public var exportedNames: [String] {
        var seen: Set<String> = []
        var names: [String] = []
        for name in exports.map(\.name) + wholeMembers + announced.map(\.name) where seen.insert(name).inserted {
            names.append(name)
        }
        return names
    }

    /// The feature that came last to Node.js among the ones that the file uses.
    public var newestFeature: JavaScriptFeatureUse? {
        features.max { $0.feature.introduced.isBefore($1.feature.introduced) }
    }

    /// The first reason why a version of Node.js cannot compile the file.
    public func obstacle(for version: JavaScriptVersion) -> JavaScriptObstacle? {
        if let use = features.filter({ !$0.feature.isKnown(to: version) }).min(by: { $0.place.line < $1.place.line }) {
            return .feature(use)
        }
        return problems.first.map(JavaScriptObstacle.problem)
    }

    /// Names of what `module.exports` is set to, as far as they stand in the file.
    private var wholeMembers: [String] {
        var names: [String] = []
        var values = wholeExports.map(\.value)
        var steps = 0
        while let value = values.popLast(), steps < 100 {
            steps += 1
            switch value {
            case .object(let object):
                names += object.members.map(\.name)
                values += object.spreads
            case .classObject(let facts): names += facts.statics.map(\.name)
            case .anyOf(let several): values += several
            case .reference(let reference):
                guard reference.path.count == 1, let found = lookUp(reference.path[0], from: reference.scope) else {
                    continue
                }
                names += found.members.map(\.name)
                values += found.values
            case .instance(let reference):
                guard let found = lookUp(reference.path[0], from: reference.scope) else { continue }
                for case .classObject(let facts) in found.values { names += facts.members.map(\.name) }
            default: break
            }
        }
        return names.filter { $0 != "constructor" }
    }

    /// Reads the facts of a file. Never traps; what cannot be read has ``unreadable`` set.
    public init(bytes: [UInt8]) { self = JavaScriptReader.read(bytes) }

    init() {}

    /// What a name stands for in a function of the file.
    func lookUp(_ name: String, from scope: Int) -> JavaScriptBinding? {
        var scope = scope
        while scope >= 0, scope < scopes.count {
            if let binding = scopes[scope].bindings[name] { return binding }
            scope = scopes[scope].parent
        }
        return nil
    }
}

/// A function of a file, or the file itself, as a place of names.
struct JavaScriptScope {
    var parent: Int
    var bindings: [String: JavaScriptBinding] = [:]
    /// Whether it runs exactly when its parent does: the file, and functions called where they stand.
    var runsAtOnce: Bool
}

/// What is known of a name.
struct JavaScriptBinding {
    /// All that is assigned to it.
    var values: [JavaScriptValue] = []
    /// Properties that are assigned to it.
    var members: [JavaScriptMember] = []
    /// Where it is declared.
    var place: SourcePlace
    /// Whether values come from elsewhere: parameters, loops.
    var isOpen = false
}

/// A name that a file exports.
public struct JavaScriptExport: Hashable, Sendable {
    /// The name; `module.exports` for the whole.
    public let name: String
    /// What it stands for.
    public let value: JavaScriptValue
    /// Where.
    public let place: SourcePlace
    /// Whether it may not happen: under a condition or in a function that is called later or never.
    public let isConditional: Bool
}

/// A module whose exports are all handed on: `export * from`, `__exportStar`.
public struct JavaScriptStar: Hashable, Sendable {
    /// The module, or what spreads into the exports.
    public let value: JavaScriptValue
    /// Where.
    public let place: SourcePlace
}

/// Why a version of Node.js cannot compile a file.
public enum JavaScriptObstacle: Hashable, Sendable {
    /// No version can.
    case problem(JavaScriptProblem)
    /// The version does not know the syntax yet.
    case feature(JavaScriptFeatureUse)

    /// Where.
    public var place: SourcePlace {
        switch self {
        case .problem(let problem): problem.place
        case .feature(let use): use.place
        }
    }
}

/// Something that makes exports at run time.
public struct JavaScriptDynamic: Hashable, Sendable {
    /// What it is.
    public let kind: Kind
    /// Where.
    public let place: SourcePlace

    /// What it is.
    public enum Kind: String, Hashable, Sendable {
        /// `exports[key] = …`
        case computedName
        /// `exports` is handed to a function.
        case handedOn
        /// `exports` of a bundle or wrapper: a parameter of a function.
        case wrapper
    }
}

/// A module that a file asks for.
public struct JavaScriptImport: Hashable, Sendable {
    /// As it is written.
    public let specifier: String
    /// How the file asks.
    public let kind: Kind
    /// Where.
    public let place: SourcePlace
    /// Reasons why the program may run without the module.
    public let guards: Guards
    /// Whether attributes such as `with { type: "json" }` follow.
    public let hasAttributes: Bool

    /// How a file asks for a module.
    public enum Kind: String, Hashable, Sendable, Codable {
        /// `require("x")`
        case require
        /// `import … from "x"`, `export … from "x"`
        case `import`
        /// `import("x")`
        case dynamicImport
        /// `require.resolve("x")`
        case resolve
    }

    /// Reasons why a program may run without a module that it asks for.
    public struct Guards: OptionSet, Hashable, Sendable {
        /// The bits.
        public let rawValue: UInt8
        /// Any bits.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// Inside `try { … }`.
        public static let tryBlock = Guards(rawValue: 1)
        /// Inside a function that is not called where it stands.
        public static let function = Guards(rawValue: 2)
        /// Inside `if`, `switch`, a loop or behind `&&`, `||`, `?`.
        public static let condition = Guards(rawValue: 4)
    }
}
