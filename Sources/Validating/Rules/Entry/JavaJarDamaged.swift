import BuildModel

/// A jar that Java does not read.
struct JavaJarDamaged: FunctionRule {
    static let description = RuleDescription(
        "java-jar-damaged", .warning, "a jar on the class path cannot be read",
        """
        Java leaves out a jar that is no zip archive, and its classes are not found: `NoClassDefFoundError`. It is an error
        where the class of the handler or of a hook is missing.

        Wrong: a jar that was cut off, or a link page saved as `.jar`

        Right: the same copied or downloaded again

        Source: D/146, D/065
        """)
}
