import BuildModel

extension Explanations {
    /// What building Java projects says.
    static let javaBuilds: [RuleDescription] = [
        RuleDescription(
            "java-runtime-family", .error, "a Java build for a runtime that has no Java",
            """
            `java` is for `java8`, `java11` and custom runtimes.

            Wrong: `runtime: python3.10` with `java: maven`

            Right: `runtime: java11`
            """),
        RuleDescription(
            "java-project-missing", .error, "the code folder has no project of Maven or Gradle",
            """
            `java` builds the project whose `pom.xml`, `build.gradle` or `build.gradle.kts` is in the code folder.

            Wrong: `code: ./functions` where the project is in `functions/hello`

            Right: `code: ./functions/hello`
            """),
        RuleDescription(
            "java-project-unreadable", .error, "a project file cannot be built from",
            """
            `pom.xml` is not XML with the root `<project>`, or it only lists modules: a function's code is one of them.

            Wrong: `code: .` where the project has `<packaging>pom</packaging>`

            Right: `code: ./functions/hello`
            """),
        RuleDescription(
            "java-version-open", .error, "a version is not fixed and `--locked` is set",
            """
            Maven has no lock file: a build is the same tomorrow only if each version is one released version. Ranges, `LATEST`,
            `RELEASE` and snapshots are not.

            Wrong: `<version>[1.0,2.0)</version>`

            Right: `<version>1.4.2</version>`
            """),
    ]
}
