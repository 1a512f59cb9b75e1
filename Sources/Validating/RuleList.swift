import BuildModel

/// Every rule that `fclayer explain` knows. A new rule gets its line here.
public enum RuleList {
    static let configurationRules: [any ConfigurationRule] = [
        UnknownRuntime(), RuntimeRetired(), HandlerEmpty(), HandlerFormat(), HookHandlerAndCommand(), HookTimeout(),
        PreFreezeOnFC3(), MemoryRange(), TimeoutRange(), EnvironmentSize(), EnvironmentName(), LayerCount(),
        LayerMismatch(), ExternalLayer(), Unverified(), PortRange(), PathReplaced(),
    ]

    static let packageRules: [any PackageRule] = [
        ZipUnsafe(), ZipUnusual(), SymlinkLeaves(), CodeTooLarge(), LayerTooLarge(), NearLimit(), NativeArchitecture(),
        GlibcTooNew(), SharedLibMissing(), PythonABI(), NodeABI(), LayerLayout(), UnverifiedFiles(),
        SecretInPackage(), SizeOnly(), PackageEmpty(), SymlinkBroken(),
    ]

    static let functionRules: [any FunctionRule] = [
        LayersTooLarge(), LayerShadow(), WrappingFolder(), HandlerInLayer(), EntryFileMissing(), PackageInitMissing(),
        SyntaxError(), SyntaxTooNew(), DependencyMissing(), RequirementNotPacked(), ShadowedModule(),
        EntrySymbolMissing(), HookMissing(), HandlerNotCallable(),
        HandlerAsync(), HandlerGenerator(), HandlerKind(), HandlerSignature(), HookSignature(), ESMMismatch(),
        CallbackNeverCalled(), BootstrapMissing(), EnvPath(), ListenAddress(),
        CommandTargetMissing(), NotExecutable(), ScriptCRLF(), ScriptShebang(), ELFInterpreter(),
        SwiftRuntimeMismatch(),
        CommandUnverified(),
        EntryUnverified(),
        DuplicateCopies(), SwiftFoundation(),
        // .NET, Java and PHP
        DotNetEntryRule(), DotNetFramework(), DotNetDependencyList(),
        JavaClassMissing(), JavaClassVersion(), JavaClassDamaged(), JavaJarDamaged(), JavaHandlerInterface(),
        PHPLeadingOutput(),
    ]

    /// What the check itself says, without a rule of its own.
    private static let others = [
        ZipUnreadable.description, DeepLoadFailed.description, DeepNotPossible.description,
    ]

    /// All rules by name.
    public static let all: [RuleDescription] = {
        let described =
            configurationRules.map { type(of: $0).description } + packageRules.map { type(of: $0).description }
            + functionRules.map { type(of: $0).description } + others + Explanations.manifests
            + Explanations.resolving + Explanations.assembling + Explanations.choices
            + Explanations.sdks + Explanations.debian + Explanations.swiftBuilds + Explanations.builds
            + Explanations.npm + Explanations.php + Explanations.javaBuilds + Explanations.bundles
            + Explanations.newProjects + Explanations.invoking + Explanations.caches + Explanations.fanOut
        // A rule may look at several things: it is explained once.
        return Set(described).sorted { $0.id < $1.id }
    }()

    /// Rules that are applied to finished packages and their configuration. Their errors can be accepted; what else is an
    /// error leaves nothing to go on with.
    public static let checks: Set<String> = Set(
        configurationRules.map { type(of: $0).description.id } + packageRules.map { type(of: $0).description.id }
            + functionRules.map { type(of: $0).description.id } + others.map(\.id))

    /// Rules that speak of resolving and packing, which only a build does.
    public static let building: Set<String> = Set(
        (Explanations.resolving + Explanations.assembling + Explanations.sdks + Explanations.debian
            + Explanations.swiftBuilds + Explanations.builds + Explanations.npm + Explanations.php
            + Explanations.javaBuilds + Explanations.bundles + Explanations.invoking).map(
                \.id))

    /// Rules that only a check with `--deep` applies.
    public static let deep: Set<String> = [DeepLoadFailed.description.id, DeepNotPossible.description.id]

    /// Rules that say that something could not be checked: with `--strict` they count as errors.
    public static let doubts: Set<String> = Set(
        all.map(\.id).filter { $0.hasSuffix("unverified") } + [ExternalLayer.description.id])

    /// The rule of a name.
    public static func describe(_ id: String) -> RuleDescription? { all.first { $0.id == id } }

    /// The rule that is probably meant by a name that no rule has.
    public static func nearest(to id: String) -> RuleDescription? {
        NearestName.nearest(to: id, among: all.map(\.id)).flatMap(describe)
    }
}

/// What other rooms say: they emit the findings, this room explains them.
enum Explanations {}
