import BuildModel

/// A hook that FC 3 does not have.
struct PreFreezeOnFC3: ConfigurationRule {
    static let description = RuleDescription(
        "prefreeze-on-fc3", .error, "FC 3 has no preFreeze hook",
        """
        FC 2 calls `preFreeze` before an instance is frozen; FC 3 refuses it: `preFreeze lifecycle is not supported in
        fc3.0`.

        Wrong: `instanceLifecycleConfig: { preFreeze: { handler: index.freeze } }` in an fc3 manifest

        Right: work that must not be lost at the end of each call, or in `preStop`

        Source: fc3 (2to3)
        """)

    func check(_ function: ConfiguredFunction) -> [Finding] {
        guard function.plan.isFC3 == true, function.description.hooks.contains(where: { $0.kind == .preFreeze }) else {
            return []
        }
        return [
            Self.description.finding(
                "FC 3 does not support preFreeze", at: function.location(of: "preFreeze"),
                hint: "remove it; do its work at the end of each call or in `preStop`")
        ]
    }
}
