import BuildModel
import FunctionCompute

/// A finished package with what the rules ask for.
struct PackageSubject: Sendable {
    let kind: PackageID.Kind
    /// Path of its zip.
    let file: String
    let contents: PackageContents
    /// What its folders are for.
    let folders: PackageFolders
    let natives: NativeFiles
    /// The runtimes that it must run on: those of the functions that use it and those that it names.
    let runtimes: [Runtime]
    /// The value of `Assembling`, where the package is one of the project's.
    let package: Package?
    let limits: Limits
    /// Environments of the functions that use it.
    let environments: [[String: String]]
    /// Paths inside the package that a custom runtime starts.
    let startFiles: Set<String>
    /// Modules that functions with this layer import and that are nowhere where their runtime looks.
    let wantedModules: Set<String>
    /// Libraries that its files need and that instances of the functions with it do not find.
    var missing: [MissingLibrary] = []

    /// Whether it has files that the dynamic linker looks at.
    var hasLibraries: Bool {
        !LibraryIndex(contents, natives: natives, root: kind == .layer ? "/opt" : "/code").isEmpty
    }

    /// `code` or `layer` with the package's name.
    var words: String { kind == .layer ? "layer `\(contents.name)`" : "code `\(contents.name)`" }
}

/// A rule about a package by itself.
protocol PackageRule: Sendable {
    static var description: RuleDescription { get }
    func check(_ subject: PackageSubject) -> [Finding]
}

/// A function with its packages opened.
struct FunctionSubject: Sendable {
    let plan: FunctionPlan
    let runtime: Runtime
    let view: InstanceView
    /// Layers in their order; contents are `nil` where they are not known.
    let layers: [(name: String, contents: PackageContents?, package: Package?)]
    let limits: Limits
    /// What its packages have in common.
    let comparisons: PackageComparisons
    /// What the reader of the function's language found out about its entry points.
    let problems: [EntryProblem]
    /// Whether the code package is there and could not be opened.
    let isCodeUnreadable: Bool
    /// What starts a custom runtime.
    let start: StartCommand?
    /// What is in the files that Linux executes at the start, so far as packages hold them: the program, then the
    /// interpreters that scripts name.
    let startFiles: [(file: InstanceView.File, native: NativeFile?)]

    var description: FunctionDescription { plan.description }
    var code: PackageContents? { view.code }
    var hasUnknownLayers: Bool { layers.contains { $0.contents == nil } }

    /// What is missing may be made by actions before deployment.
    var missingSeverity: Finding.Severity? { description.hasPreDeployActions ? .warning : nil }
    /// Words for that.
    var madeBeforeDeployment: String? {
        description.hasPreDeployActions
            ? "if a pre-deploy action makes it, run the action before `fclayer build`: the built zip is what is deployed"
            : nil
    }

    /// A place in the manifest and in the code package.
    func location(of property: String, entry: String? = nil, line: Int? = nil) -> Finding.Location {
        var location = plan.location(of: property)
        location.package = code?.name ?? location.package
        location.entry = entry
        location.entryLine = entry == nil ? nil : line
        return location
    }

    /// A place in a file that is started: in its package, with the key that has it started.
    func startLocation(_ file: InstanceView.File, line: Int? = nil) -> Finding.Location {
        var location = location(of: commandProperty)
        location.package = file.package.name
        location.entry = file.path
        location.entryLine = line
        return location
    }

    /// What the reader of the function's language says under a rule.
    func findings(_ rule: RuleDescription) -> [Finding] {
        problems.filter { $0.rule == rule.id && !isWrapped($0) }.map { problem in
            rule.finding(
                problem.message, severity: problem.severity,
                at: location(of: problem.property, entry: problem.entry, line: problem.line), hint: problem.hint)
        }
    }

    /// The key under which the manifest has the start command.
    var commandProperty: String {
        if runtime.family == .go { return "handler" }
        let property = "customRuntimeConfig.command"
        return description.locations[property] == nil ? "customRuntimeConfig" : property
    }

    /// A path of the instance as the user knows it: inside the code it is relative.
    func shown(_ path: String) -> String {
        path.hasPrefix("/code/") ? String(path.dropFirst("/code/".count)) : path
    }
}

/// A rule about a function with its code and layers. What readers of languages find under its name is said in addition to
/// what the rule itself finds.
protocol FunctionRule: Sendable {
    static var description: RuleDescription { get }
    func check(_ subject: FunctionSubject) -> [Finding]
}

extension FunctionRule {
    /// A rule that only readers of languages apply.
    func check(_ subject: FunctionSubject) -> [Finding] { [] }
}
