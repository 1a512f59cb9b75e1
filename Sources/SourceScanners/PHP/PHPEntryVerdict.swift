/// What the platform calls, and how.
public struct PHPCall: Hashable, Sendable {
    /// The number of arguments.
    public var arguments: Int

    /// Makes a call.
    public init(arguments: Int) { self.arguments = arguments }

    /// `handler($event, $context)`
    public static let event = PHPCall(arguments: 2)
    /// An initializer, preStop or preFreeze: `hook($context)`
    public static let hook = PHPCall(arguments: 1)
    /// A handler with an FC 2 HTTP trigger: `handler($request, $context)`
    public static let request = PHPCall(arguments: 2)
}

/// Whether an entry point will be found and can be called.
public enum PHPEntryVerdict: Hashable, Sendable {
    /// It will.
    case ok(PHPDefinition)
    /// It certainly will not.
    case broken(PHPEntryProblem)
    /// The code decides at run time.
    case unsure(PHPEntryDoubt)
}

/// Where and as what an entry point is defined.
public struct PHPDefinition: Hashable, Sendable {
    /// Where the function's name stands.
    public let site: SourceSite
    /// The function.
    public let function: PHPFunction
    /// The includes that led to its file, from the entry point's own file; empty if it is defined there.
    public let trail: [SourceSite]
}

/// Why an entry point cannot work.
public enum PHPEntryProblem: Hashable, Sendable {
    /// The handler is not `file.function`: it has no dot, or nothing on one side of its last dot.
    case malformed(handler: String)
    /// No file of that name in the code folder.
    case fileMissing(PHPMissingFile)
    /// A file that is certainly loaded does not compile with the version.
    case doesNotCompile(path: String, PHPObstacle)
    /// A `require` that is certainly reached finds no file: the program ends there.
    case requiredFileMissing(SourceSite, isComposer: Bool, lookedFor: [String])
    /// No global function of that name.
    case functionMissing(PHPMissingFunction)
    /// The function wants more arguments than it is given.
    case wrongArity(SourceSite, parameters: PHPParameters, given: Int)
}

/// A file that is not where the loader looks.
public struct PHPMissingFile: Hashable, Sendable {
    /// The path that was looked for.
    public let lookedFor: String
    /// A path that differs only by case.
    public let otherCase: String?
    /// Files of the code folder that define the function.
    public let elsewhere: [SourceSite]
}

/// A function that the loaded files do not define.
public struct PHPMissingFunction: Hashable, Sendable {
    /// As the handler names it.
    public let name: String
    /// The entry point's file.
    public let path: String
    /// Global functions of the loaded files, in the order of the text, at most 50.
    public let functions: [String]
    /// Functions of that name in a namespace, with their namespace.
    public let inNamespaces: [String]
    /// Classes with a method of that name.
    public let inClasses: [String]
    /// Whether the entry point's file has an opening tag at all.
    public let hasCode: Bool
    /// An attribute, which this version reads as a comment up to the end of its line, in the entry point's file.
    public let hiddenByAttribute: SourcePlace?
    /// A comment without end in the entry point's file.
    public let hiddenByComment: SourcePlace?
    /// Other files of the code folder that define the function.
    public internal(set) var elsewhere: [SourceSite]
}

/// Why nothing certain can be said.
public enum PHPEntryDoubt: Hashable, Sendable {
    /// The file is too large to be read; its size in bytes.
    case tooLarge(path: String, Int)
    /// The tree lists a file but does not give its bytes.
    case noBytes(path: String)
    /// An include computes its path, or leads out of the package.
    case dynamicInclude(SourceSite)
    /// `eval`
    case evaluation(SourceSite)
    /// A function of that name comes into being when another one is called.
    case definedByFunction(SourceSite, holder: String)
    /// A file that a function includes defines it.
    case includedByFunction(SourceSite)
    /// More files are included than are followed.
    case tooMany(path: String)
}
