import Archives
import BuildModel

/// Links that leave the package.
struct SymlinkLeaves: PackageRule {
    static let description = RuleDescription(
        "symlink-escape", .warning, "a symlink points out of the package",
        """
        A link is unpacked as a link. One to a place outside the package finds nothing there in the instance, unless the
        image or another package has that path. In the user's own folders fclayer refuses such a link while it packs.

        Wrong: `node_modules/x -> ../../packages/x`

        Right: the files themselves (`cp -rL`, `pnpm deploy`)

        Source: D/128, validate.md 6 (25)
        """)

    func check(_ subject: PackageSubject) -> [Finding] {
        DefectList.findings(Self.description, subject) { $0.kind == .symlinkLeavesPackage }
    }
}
