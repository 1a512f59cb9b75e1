import BuildModel
import Foundation
import Testing

@testable import Compiling

/// What tools leave, some of it hostile.
@Suite(.timeLimit(.minutes(30))) struct BuildResultsTests {
    private func project() throws -> BuildProject {
        let project = try BuildProject()
        try project.write("code/a.txt", "a")
        return project
    }

    @Test func linksInsideStayAndAbsoluteOnesBecomeRelative() async throws {
        let project = try project()
        let made = try await project.make(
            project.shell(
                "cd \"$ARTIFACTS_DIR\"; mkdir -p a/b; echo x > x; ln -s ../../x a/b/up; ln -s \"$PWD/x\" a/abs"))
        #expect(
            made.staged.contents.links == [
                PlacedLink(path: "a/abs", target: "../x"), PlacedLink(path: "a/b/up", target: "../../x"),
            ])
    }

    @Test func emptyFoldersAreKept() async throws {
        let project = try project()
        let build = project.shell("cd \"$ARTIFACTS_DIR\"; mkdir -p logs/old a; echo x > a/x")
        #expect(try await project.make(build).staged.contents.folders == ["logs/old"])
        // From the record, too.
        #expect(try await project.make(build).staged.contents.folders == ["logs/old"])
        let failure = await project.failure(of: project.shell("mkdir \"$ARTIFACTS_DIR/logs\""))
        #expect(failure.findings.map(\.rule) == ["build-output-empty"])
    }

    @Test(arguments: ["/etc/passwd", "../../../../../etc/passwd", "..", "a/../../x"])
    func refusesLinkThatLeadsOut(target: String) async throws {
        let project = try project()
        let failure = await project.failure(
            of: project.shell("echo x > \"$ARTIFACTS_DIR/x\"; ln -s '\(target)' \"$ARTIFACTS_DIR/out\""))
        #expect(failure.kind == .project)
        #expect(failure.findings.map(\.rule) == ["symlink-escape"])
        #expect(failure.findings.first?.message.contains("`out`, a link to `\(target)`") == true)
    }

    @Test func refusesPipes() async throws {
        let project = try project()
        let failure = await project.failure(
            of: project.shell("echo x > \"$ARTIFACTS_DIR/x\"; mkfifo \"$ARTIFACTS_DIR/pipe\""))
        #expect(failure.findings.map(\.rule) == ["build-output-unfit"])
        #expect(failure.findings.first?.message.contains("`pipe` is a device, pipe or socket") == true)
    }

    @Test func refusesNamesThatAreNotUTF8() async throws {
        let project = try project()
        let failure = await project.failure(
            of: project.shell("cd \"$ARTIFACTS_DIR\"; echo x > \"$(printf 'caf\\351')\""))
        #expect(failure.findings.map(\.rule) == ["build-output-unfit"])
    }

    @Test func refusesOutputFolderThatIsALinkElsewhere() async throws {
        let project = try project()
        try project.write("elsewhere/secret", "s")
        let failure = await project.failure(of: project.shell("ln -s '\(project.path)/elsewhere' dist", output: "dist"))
        #expect(failure.findings.map(\.rule) == ["build-output-unfit"])
        #expect(project.names(in: "elsewhere") == ["secret"])
        let above = await project.failure(of: project.shell("ln -s '\(project.path)' up", output: "up/elsewhere"))
        #expect(above.findings.map(\.rule) == ["build-output-unfit"])
        #expect(project.names(in: "elsewhere") == ["secret"])
    }

    @Test func emptyResultsAreAnError() async throws {
        let project = try project()
        for script in ["true", "mkdir -p \"$ARTIFACTS_DIR/empty/folder\""] {
            let failure = await project.failure(of: project.shell(script))
            #expect(failure.findings.map(\.rule) == ["build-output-empty"])
            #expect(failure.findings.first?.hint?.contains("ARTIFACTS_DIR") == true)
        }
        let failure = await project.failure(of: project.shell("mkdir dist", output: "dist"))
        #expect(failure.findings.map(\.rule) == ["build-output-empty"])
    }

    @Test func missingOutputFolderNamesWhatIsThere() async throws {
        let project = try project()
        let failure = await project.failure(of: project.shell("mkdir dist; echo > dist/x", output: "dits"))
        #expect(failure.findings.map(\.rule) == ["build-output-missing"])
        #expect(failure.findings.first?.message.contains("it left: `a.txt`, `dist`") == true)
        #expect(failure.findings.first?.hint == "did you mean `dist`?")
    }

    @Test func oldResultsInTheSourcesAreNoResults() async throws {
        let project = try project()
        try project.write("code/dist/stale.txt", "stale")
        let made = try await project.make(project.shell("mkdir dist; echo new > dist/new.txt", output: "dist"))
        #expect(try BuildProject.files(made) == ["new.txt": "new\n"])
    }

    @Test func excludedResultsStayOut() async throws {
        let project = try project()
        let script = "cd \"$ARTIFACTS_DIR\"; mkdir t; echo 1 > t/x; echo 2 > y.map; echo 3 > y.js"
        let made = try await project.make(project.shell(script, exclude: ["/t/", "*.map"]))
        #expect(try BuildProject.files(made) == ["y.js": "3\n"])
        let failure = await project.failure(of: project.shell(script, exclude: ["*"]))
        #expect(failure.findings.first?.hint == "`exclude` leaves out all that it made")
    }

    @Test func modesAreNormal() async throws {
        let project = try project()
        let made = try await project.make(
            project.shell("cd \"$ARTIFACTS_DIR\"; echo > a; echo > b; chmod 4755 a; chmod 0400 b; umask 077; echo > c"))
        #expect(made.staged.contents.files.map(\.isExecutable) == [true, false, false])
    }

    @Test func missingToolIsTheMachinesTurn() async throws {
        let project = try project()
        var build = project.shell("")
        build.choice.arguments = ["no-such-tool-at-all"]
        let failure = await project.failure(of: build)
        #expect(failure.kind == .environment)
        #expect(failure.findings.map(\.rule) == ["build-tool-missing"])
        build.choice.arguments = ["./biuld.sh"]
        try project.write("code/build.sh", "#!/bin/sh\necho 1 > \"$ARTIFACTS_DIR/x\"\n")
        let near = await project.failure(of: build)
        #expect(near.findings.first?.hint == "did you mean `build.sh`?")
        build.choice.arguments = ["./build.sh"]
        let mode = await project.failure(of: build)
        #expect(mode.findings.first?.message == "`./build.sh` is not executable")
        try project.write("code/build.sh", "#!/bin/sh\necho 1 > \"$ARTIFACTS_DIR/x\"\n", mode: 0o755)
        #expect(try await BuildProject.files(project.make(build)) == ["x": "1\n"])
    }
}
