import BuildModel
import Foundation
import Testing

@testable import Compiling

@Suite(.enabled(if: Judge.find("make") != nil, "needs make"), .timeLimit(.minutes(30)))
struct MakeRecipeTests {
    private func make(_ project: BuildProject, _ targets: String...) -> ToolBuild {
        project.build(
            BuildChoice(
                kind: .make, folder: project.path + "/code", target: targets[0], arguments: Array(targets.dropFirst()),
                location: .init(file: "fclayer.yaml", line: 5)))
    }

    @Test func runsTheTargetOfTheFunction() async throws {
        let project = try BuildProject()
        try project.write("code/Makefile", "build-hello:\n\techo hi > $(ARTIFACTS_DIR)/x\n")
        let made = try await project.make(make(project, "build-hello"))
        #expect(try BuildProject.files(made) == ["x": "hi\n"])
        #expect(made.staged.contents.component.name == "build-hello")
    }

    @Test func takesTheOtherNameOfTheFunction() async throws {
        let project = try BuildProject()
        try project.write("code/Makefile", "build-key:\n\techo hi > $(ARTIFACTS_DIR)/x\n")
        let made = try await project.make(make(project, "build-hello", "build-key"))
        #expect(try BuildProject.files(made) == ["x": "hi\n"])
    }

    @Test func targetsOfPatternsAndIncludesAreFound() async throws {
        let project = try BuildProject()
        try project.write("code/Makefile", "include more.mk\n")
        try project.write("code/more.mk", "build-%:\n\techo $* > $(ARTIFACTS_DIR)/x\n")
        let made = try await project.make(make(project, "build-hello"))
        #expect(try BuildProject.files(made) == ["x": "hello\n"])
    }

    @Test func missingTargetNamesThoseThatExist() async throws {
        let project = try BuildProject()
        try project.write(
            "code/Makefile", "include more.mk\nX := 1\nbuild-helo: a.c\n\ttrue\n.PHONY: all\nall:\n\ttrue\na.c:\n")
        try project.write("code/more.mk", "other two: x=1\nother two:\n\ttrue\n")
        let failure = await project.failure(of: make(project, "build-hello"))
        let finding = try #require(failure.findings.first)
        #expect(finding.rule == "make-target-missing")
        #expect(
            finding.message
                == "the `Makefile` has no target `build-hello`; found: `a.c`, `all`, `build-helo`, `other`, `two`")
        #expect(finding.hint?.hasPrefix("did you mean `build-helo`?") == true)
        #expect(finding.location.file == "code/Makefile")
    }

    @Test func missingMakefileSaysWhereItIsLookedFor() async throws {
        let project = try BuildProject()
        try project.write("code/a.txt", "a")
        let failure = await project.failure(of: make(project, "build-hello"))
        #expect(failure.findings.first?.message == "`build: make` needs a `Makefile` in `code`")
        #expect(failure.findings.first?.rule == "makefile-missing")
    }

    @Test func missingMakeIsTheMachinesTurn() async throws {
        let project = try BuildProject()
        try project.write("code/Makefile", "build-hello:\n")
        project.settings.environment["PATH"] = project.path
        let failure = await project.failure(of: make(project, "build-hello"))
        #expect(failure.kind == .environment)
        #expect(failure.findings.first?.rule == "build-tool-missing")
    }

    @Test func failingRecipeTellsStatusAndWords() async throws {
        let project = try BuildProject()
        try project.write("code/Makefile", "build-hello: dep\ndep:\n\t@echo no luck >&2; exit 9\n")
        let failure = await project.failure(of: make(project, "build-hello"))
        let finding = try #require(failure.findings.first)
        #expect(finding.rule == "build-failed")
        #expect(finding.message.contains("`make` ended with exit status 2 in `code`: no luck; make: ***"))
        #expect(finding.message.contains("Error 9"))
    }

    @Test func missingPrerequisiteIsNoMissingTarget() async throws {
        let project = try BuildProject()
        try project.write("code/Makefile", "build-hello: nowhere.c\n")
        let failure = await project.failure(of: make(project, "build-hello"))
        #expect(failure.findings.first?.rule == "build-failed")
        #expect(failure.findings.first?.message.contains("nowhere.c") == true)
    }

    @Test func variablesThatTheMakefileNamesCount() async throws {
        let project = try BuildProject()
        try project.write("code/Makefile", "build-hello:\n\techo $(GREETING) $${OTHER} > $(ARTIFACTS_DIR)/x\n")
        project.settings.environment["GREETING"] = "hi"
        project.settings.environment["OTHER"] = "a"
        let made = try await project.make(make(project, "build-hello"))
        #expect(made.variables.contains("GREETING") && made.variables.contains("OTHER"))
        #expect(!made.variables.contains("ARTIFACTS_DIR"))
        #expect(try BuildProject.files(made) == ["x": "hi a\n"])
        project.settings.environment["GREETING"] = "ho"
        project.settings.environment["OTHER"] = "b"
        #expect(try await BuildProject.files(project.make(make(project, "build-hello"))) == ["x": "ho b\n"])
    }

    @Test func readsTargetsAsMakeDoes() {
        let file = Makefile(
            text: """
                A := b:c
                B ?= x
                define TEXT
                no-target: x
                endef
                one two: three # four: five
                \ttab: no
                six:: seven
                $(A): eight
                %.o: %.c
                .PHONY: one
                nine: ; echo $(NAME) ${OTHER_1} $$HOME $@
                ten \\
                  eleven: x
                C ::= y
                """)
        #expect(file.targets == ["one", "two", "six", "nine", "ten", "eleven"])
        #expect(file.variables == ["A", "NAME", "OTHER_1", "HOME"])
    }
}
