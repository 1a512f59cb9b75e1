import BuildModel

/// A distribution whose requirements were left out.
struct RequirementNotPacked: FunctionRule {
    static let description = RuleDescription(
        "requirement-not-packed", .warning, "a packed distribution requires another that is not there",
        """
        The metadata of a Python distribution names what it needs. Where that is neither in the code nor in a layer nor in
        the runtime's image, importing the distribution fails, or a part of it does. Requirements of extras and of other
        systems are left out.

        Wrong: `pip install --no-deps --target . requests`

        Right: `pip install --target . requests`

        Source: PyPA core metadata (`Requires-Dist`), PEP 508
        """)
}
