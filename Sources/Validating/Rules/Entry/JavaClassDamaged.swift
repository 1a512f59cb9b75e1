import BuildModel

/// A class file that Java does not load.
struct JavaClassDamaged: FunctionRule {
    static let description = RuleDescription(
        "java-class-damaged", .error, "the class file of a Java handler or hook is damaged",
        """
        Java checks the structure of a class file before it uses any of it, and fails with `ClassFormatError`.

        Wrong: a class file that was cut off, or copied as text

        Right: the same built again

        Source: Java Virtual Machine Specification 4.8
        """)
}
