/// What the platform calls, and how.
public enum JavaScriptContract: String, Hashable, Sendable, Codable {
    /// `(event, context, callback)`
    case event
    /// `(context, callback)`: initializer and the like.
    case hook
    /// `(request, response, context)`: HTTP triggers of FC 2.
    case http
}

/// Whether an entry point will be found and can be called.
public enum JavaScriptEntryVerdict: Hashable, Sendable {
    /// It will.
    case ok(JavaScriptDefinition)
    /// It certainly will not.
    case broken(JavaScriptEntryProblem)
    /// The code decides at run time.
    case unsure(JavaScriptEntryDoubt)
}

/// Where and as what an entry point is defined.
public struct JavaScriptDefinition: Hashable, Sendable {
    /// Where the last name of the trail is exported.
    public let site: SourceSite
    /// What it is.
    public let kind: Kind
    /// The function, where there is one in the package.
    public let function: JavaScriptFunction?
    /// The places that led to the definition; empty if it is in the entry point's own file.
    public let trail: [SourceSite]

    /// What an entry point can be.
    public enum Kind: Hashable, Sendable {
        /// A function, arrow or method.
        case function
        /// The result of a call; the name of what is called.
        case callResult(String)
        /// An export of a package.
        case outside(String)
        /// Set to something that the text does not tell.
        case unknown
    }
}

/// Why an entry point cannot work.
public enum JavaScriptEntryProblem: Hashable, Sendable {
    /// No file of the module's name where the loader looks.
    case moduleMissing(JavaScriptMissingModule)
    /// A file on the way does not compile with the version.
    case doesNotCompile(path: String, JavaScriptObstacle)
    /// `import` or `export` in a file that is loaded as CommonJS; the `package.json` that says so, if any.
    case moduleSyntaxInCommonJS(SourceSite, package: String?)
    /// `exports`, `module` or `require` in a file that is loaded as an ES module.
    case commonJSInModule(SourceSite, package: String?)
    /// The file is an ES module by its `package.json`, and the version's loader takes CommonJS only.
    case modulesUnsupported(path: String, package: String?)
    /// The name is not exported.
    case symbolMissing(JavaScriptMissingSymbol)
    /// A module of the package that leads to the name is not there.
    case requiredModuleMissing(SourceSite, specifier: String, lookedFor: [String])
    /// A name that nothing declares.
    case undefinedName(String, SourceSite)
    /// Exported as something that cannot be called.
    case notCallable(SourceSite, JavaScriptPlainValue)
    /// `function*`: its body never runs.
    case generator(SourceSite)
    /// Written for another contract, by the names of its parameters.
    case wrongContract(SourceSite, parameters: [String], writtenFor: JavaScriptContract)
    /// The function never mentions `callback`, without which these versions wait until the time is over.
    case callbackNeverUsed(SourceSite, JavaScriptFunction)
}

/// A module that is not where the loader looks.
public struct JavaScriptMissingModule: Hashable, Sendable {
    /// The module as the entry point names it.
    public let module: String
    /// The paths that were looked for, in the loader's order.
    public let lookedFor: [String]
    /// A path that differs only by case.
    public let otherCase: String?
    /// Files that the loader does not take: `index.ts`, `index.mjs`, `index/index.js`.
    public let near: [String]
    /// Other files of the code folder that export the name.
    public let elsewhere: [SourceSite]
}

/// A name that a module does not export.
public struct JavaScriptMissingSymbol: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The module's file.
    public let path: String
    /// What asks for the name, where the entry point's module is not itself the one without it.
    public let askedAt: SourceSite?
    /// What the module exports, at most 50.
    public let exported: [String]
    /// Where the name is exported so that it is lost: before `module.exports` is replaced, or by way of an old `exports`.
    public let lostAt: SourcePlace?
    /// Where `exports` itself is assigned to, which exports nothing.
    public let exportsRebound: SourcePlace?
    /// Other files of the code folder that export the name.
    public internal(set) var elsewhere: [SourceSite]
}

/// Why nothing certain can be said.
public enum JavaScriptEntryDoubt: Hashable, Sendable {
    /// A file could not be read by the scanner.
    case unreadable(path: String, JavaScriptUnreadable)
    /// The tree lists a file but does not give its bytes.
    case noBytes(path: String)
    /// The module makes exports at run time.
    case dynamicExports(SourceSite, JavaScriptDynamic.Kind)
    /// What `module.exports` is set to cannot be followed.
    case computedExports(SourceSite)
    /// The exports come from a package.
    case outsideModule(SourceSite, specifier: String)
    /// The name is only exported under a condition or in a function that is called later or never.
    case conditionalExport(SourceSite)
    /// The definitions go in a circle, or the trail is too long to follow.
    case tooDeep(SourceSite)
}
