/// How the platform's loader finds the module of an entry point.
public enum PythonLoader: Hashable, Sendable {
    /// Runtimes up to Python 3.10: the parts of the dotted name one by one inside the code folder only; every package
    /// needs `__init__.py`; what stands before the last `/` is a folder.
    case packagesInCode
    /// Runtimes from Python 3.12: `importlib.import_module` with `/` read as `.`: layers and namespace packages count.
    case importlib
}

/// What the platform calls, and how.
public struct PythonCall: Hashable, Sendable {
    /// The number of positional arguments: 2 for a handler, 1 for an initializer.
    public var arguments: Int
    /// Whether a generator is welcome (a WSGI application may be one).
    public var acceptsGenerator: Bool

    /// Makes a call.
    public init(arguments: Int, acceptsGenerator: Bool = false) {
        self.arguments = arguments
        self.acceptsGenerator = acceptsGenerator
    }
}

/// Whether an entry point will be found and can be called.
public enum PythonEntryVerdict: Hashable, Sendable {
    /// It will.
    case ok(PythonDefinition)
    /// It certainly will not.
    case broken(PythonEntryProblem)
    /// The code decides at run time.
    case unsure(PythonEntryDoubt)
}

/// Where and as what an entry point is defined.
public struct PythonDefinition: Hashable, Sendable {
    /// Where the last name of the trail is bound.
    public let site: SourceSite
    /// What it is.
    public let kind: Kind
    /// What it can be called with, where that is certain.
    public let parameters: PythonParameters?
    /// The places that led to the definition, from the entry point's own module; empty if it is defined there.
    public let trail: [SourceSite]

    /// What an entry point can be.
    public enum Kind: Hashable, Sendable {
        /// A function without decorators.
        case function
        /// A function whose decorators may change how it is called.
        case decorated([String])
        /// A lambda.
        case lambda
        /// A class: calling it makes an instance.
        case classObject(String)
        /// An instance of a class with `__call__`.
        case instance(of: String)
        /// A method of a class or an instance.
        case method(of: String)
        /// The result of calling something; a framework's application where that is certain.
        case callResult(callee: String, framework: PythonFramework?)
        /// A name of a module that is not in the package.
        case outside(module: String, name: String)
        /// A built-in function of Python.
        case builtin(String)
        /// Bound to something that the text does not tell.
        case unknown
    }
}

/// Why an entry point cannot work.
public enum PythonEntryProblem: Hashable, Sendable {
    /// A part of the module's name is empty, as in `a..b` (or `./a` for `importlib`).
    case emptyModulePart(module: String)
    /// No file of the module's name where the loader looks.
    case moduleMissing(PythonMissingModule)
    /// A package in the code folder has no `__init__.py`, and this loader needs one.
    case initMissing(folder: String, expected: String)
    /// A part that must be a package is a file: `index.sub` where `index.py` stands.
    case notAPackage(path: String, part: String)
    /// The module is a folder without code (a namespace package), which defines nothing.
    case namespacePackage(folders: [String])
    /// A file on the way does not compile with the version.
    case doesNotCompile(path: String, PythonObstacle)
    /// The name is not defined in the module.
    case symbolMissing(PythonMissingSymbol)
    /// The module imports the name from a module of the package that is not there.
    case importedModuleMissing(site: SourceSite, module: String, lookedFor: [String])
    /// The name is bound to another name that nothing defines.
    case undefinedName(String, site: SourceSite)
    /// The call does not fit the parameters.
    case wrongArity(SourceSite, parameters: PythonParameters, given: Int)
    /// `async def`: the platform does not await it.
    case asynchronous(SourceSite)
    /// A generator function: its result cannot be sent.
    case generator(SourceSite)
    /// Bound to something that cannot be called; the class of an instance.
    case notCallable(SourceSite, PythonPlainValue, className: String?)
}

/// A module that is not where the loader looks.
public struct PythonMissingModule: Hashable, Sendable {
    /// The module as the entry point names it.
    public let module: String
    /// The part of the name that is not found.
    public let part: String
    /// The paths that were looked for, in the loader's order.
    public let lookedFor: [String]
    /// A path that differs only by case from one that was looked for.
    public let otherCase: String?
    /// Other files of the code folder that define the symbol at top level as something callable.
    public let elsewhere: [SourceSite]
}

/// A name that a module does not define.
public struct PythonMissingSymbol: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The module's file.
    public let path: String
    /// The import that asks for the name, where the entry point's module is not itself the one without it.
    public let importedAt: SourceSite?
    /// What the module defines that may be called, in the order of the text, at most 50.
    public let callables: [String]
    /// Definitions of that name that importing the module does not bind.
    public let nested: [PythonNested]
    /// Where the name was deleted, if it was.
    public let deletedAt: SourcePlace?
    /// Other files of the code folder that define it at top level as something callable.
    public internal(set) var elsewhere: [SourceSite]
}

/// Why nothing certain can be said.
public enum PythonEntryDoubt: Hashable, Sendable {
    /// The module is compiled (`.so`, `.pyc`).
    case compiledModule(path: String)
    /// A file could not be read by the scanner.
    case unreadable(path: String, PythonUnreadable)
    /// The tree lists a file but does not give its bytes.
    case noBytes(path: String)
    /// The module makes names at run time.
    case dynamicNames(SourceSite, PythonDynamic.Kind)
    /// A star import of a module that is not in the package may bind the name.
    case starImport(SourceSite, module: String)
    /// A star import's `__all__` cannot be followed.
    case unknownExports(SourceSite, module: String)
    /// A function of the module binds the name when it is called.
    case boundByFunction(SourceSite)
    /// The name is a module that is not in the package.
    case outsideModule(SourceSite, module: String)
    /// The definitions go in a circle.
    case circular(SourceSite)
    /// The trail is too long to follow.
    case tooDeep(SourceSite)
}
