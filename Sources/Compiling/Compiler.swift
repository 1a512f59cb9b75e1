public import BuildModel

/// The fourth room: what must be compiled is compiled, for the runtime and not for this machine.
public struct Compiler: Sendable {
    /// A compiler.
    public init() {}

    /// Compiles what the plan asks for; a plan without products passes as it is.
    public func compile(_ locked: LockedPlan, into sink: FindingSink) async throws(StageFailure) -> StagedPlan {
        StagedPlan(locked: locked)
    }
}
