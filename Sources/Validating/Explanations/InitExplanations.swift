import BuildModel

extension Explanations {
    /// What `fclayer init` says.
    static let newProjects: [RuleDescription] = [
        RuleDescription(
            "project-exists", .error, "the folder of a new project has something in it",
            """
            `fclayer init` writes into a folder that is not there, or is empty (`.git` may be in it). It overwrites nothing.

            Wrong: `fclayer init ingest --runtime python3.10` twice

            Right: another name
            """),
        RuleDescription(
            "swift-library-missing", .error, "the library for Swift functions is not found",
            """
            A new Swift project gets a copy of the library `FunctionComputeRuntime`. fclayer looks for it in
            `share/fclayer/FunctionComputeRuntime` beside the folder of the program, where `scripts/install` puts it, and in the
            checkout that the program was built in. A program that was copied elsewhere by hand finds neither.

            Right: `fclayer init thumbnail --runtime swift --library PATH`, where PATH is a checkout of fclayer
            """),
    ]
}
