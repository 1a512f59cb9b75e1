import BuildModel

/// A class that Java does not find.
struct JavaClassMissing: FunctionRule {
    static let description = RuleDescription(
        "java-class-missing", .error, "the class of a Java handler or hook is not in the package",
        """
        `package.Class::method` names a class at the root of the code, in a jar there or in `lib/`, or in `java/lib` of a
        layer. Where it is missing every call fails with `ClassNotFoundException`. Dependencies, fc-java-core too, are to be
        packed: a fat jar, or classes at the root with jars in `lib/`. (Without fc-java-core: a warning.)

        Wrong: `handler: example.App::handleRequest` for `package com.example;`

        Right: `handler: com.example.App::handleRequest`

        Source: D/146, D/065, D/021
        """)
}
