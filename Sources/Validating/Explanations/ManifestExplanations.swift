extension Explanations {
    static let manifests: [RuleDescription] = []; static let resolving: [RuleDescription] = [];
    static let assembling: [RuleDescription] = []
}
