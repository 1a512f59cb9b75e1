import BuildModel

/// Every rule that `fclayer explain` knows. A new rule gets its line here.
public enum RuleList {
    static let configurationRules: [any ConfigurationRule] = [
        UnknownRuntime(), RuntimeRetired(), HandlerEmpty(), HandlerFormat(), HookHandlerAndCommand(), HookTimeout(),
        PreFreezeOnFC3(), MemoryRange(), TimeoutRange(), EnvironmentSize(), EnvironmentName(), LayerCount(),
        LayerMismatch(), ExternalLayer(), Unverified(),
    ]

    static let packageRules: [any PackageRule] = [
        ZipUnsafe(), ZipUnusual(), SymlinkLeaves(), CodeTooLarge(), LayerTooLarge(), NearLimit(), NativeArchitecture(),
        GlibcTooNew(), SharedLibMissing(), PythonABI(), LayerLayout(), UnverifiedFiles(),
        SecretInPackage(), SizeOnly(), PackageEmpty(), SymlinkBroken(),
    ]

    static let functionRules: [any FunctionRule] = [
        LayersTooLarge(), LayerShadow(), WrappingFolder(), HandlerInLayer(), EntryFileMissing(), PackageInitMissing(),
        SyntaxError(), SyntaxTooNew(), DependencyMissing(), RequirementNotPacked(), ShadowedModule(),
        EntrySymbolMissing(), HookMissing(), HandlerNotCallable(),
        HandlerAsync(), HandlerGenerator(), HandlerKind(), HandlerSignature(), HookSignature(), ESMMismatch(),
        CallbackNeverCalled(), BootstrapMissing(), EnvPath(), ListenAddress(),
        CommandTargetMissing(), NotExecutable(), ScriptCRLF(), ScriptShebang(), ELFInterpreter(), CommandUnverified(),
        EntryUnverified(),
        DuplicateCopies(),
        // .NET, Java and PHP
        DotNetEntryRule(), DotNetFramework(), DotNetDependencyList(),
        JavaClassMissing(), JavaClassVersion(), JavaClassDamaged(), JavaJarDamaged(), JavaHandlerInterface(),
        PHPLeadingOutput(),
    ]

    /// All rules by name.
    public static let all: [RuleDescription] = {
        let described =
            configurationRules.map { type(of: $0).description } + packageRules.map { type(of: $0).description }
            + functionRules.map { type(of: $0).description } + [ZipUnreadable.description, DeepLoadFailed.description, DeepNotPossible.description] + Explanations.manifests
            + Explanations.resolving + Explanations.assembling
        // A rule may look at several things: it is explained once.
        return Set(described).sorted { $0.id < $1.id }
    }()

    /// The rule of a name.
    public static func describe(_ id: String) -> RuleDescription? { all.first { $0.id == id } }

    /// The rule that is probably meant by a name that no rule has.
    public static func nearest(to id: String) -> RuleDescription? {
        NearestName.nearest(to: id, among: all.map(\.id)).flatMap(describe)
    }
}

/// What other rooms say: they emit the findings, this room explains them.
enum Explanations {}
