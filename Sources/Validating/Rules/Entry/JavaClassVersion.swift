import BuildModel

/// A class that is compiled for a newer Java than the runtime's.
struct JavaClassVersion: FunctionRule {
    static let description = RuleDescription(
        "java-class-version", .error, "a class is compiled for a newer Java than the runtime's",
        """
        `java8` reads class files up to version 52, `java11` up to 55; newer ones fail with `UnsupportedClassVersionError`.
        Classes that use preview features load on no runtime, because none enables them. Another class of the handler's
        package that is too new is a warning.

        Wrong: `<maven.compiler.release>17</maven.compiler.release>` with `runtime: java11`

        Right: `<maven.compiler.release>11</maven.compiler.release>`, or Java 17 from a layer on a custom runtime

        Source: fcdocker; Java Virtual Machine Specification 4.1
        """)
}
