import BuildModel
import Foundation
import Testing

@testable import Compiling

/// What is kept, what is built again, and what the user's folders see of it. The tools are real: a shell and what it calls.
@Suite(.timeLimit(.minutes(30))) struct ToolWorkshopTests {
    @Test func takesTheFolderThatTheCommandFills() async throws {
        let project = try BuildProject()
        try project.write("code/a.txt", "a")
        let made = try await project.make(
            project.shell("mkdir -p dist/sub; cat a.txt > dist/sub/b.txt; touch here; rm a.txt", output: "dist"))
        #expect(try BuildProject.files(made) == ["sub/b.txt": "a"])
        // Nothing of it happened in the user's folder.
        #expect(project.names(in: "code") == ["a.txt"])
    }

    @Test func nothingToDoStartsNoProcess() async throws {
        let project = try BuildProject()
        try project.write("code/a.txt", "a")
        let build = project.shell("cp a.txt \"$ARTIFACTS_DIR\"")
        let first = try await project.make(build)
        let second = try await project.make(build)
        #expect(project.runs == 1)
        #expect(first.staged == second.staged)
    }

    @Test func manifestThatMovedByALineStartsNoProcess() async throws {
        let project = try BuildProject()
        try project.write("code/a.txt", "a")
        var build = project.shell("cp a.txt \"$ARTIFACTS_DIR\"")
        try await project.make(build)
        build.choice.location.line = 30
        let made = try await project.make(build)
        #expect(project.runs == 1)
        #expect(made.staged.build == build)
    }

    @Test func touchedFileStartsNoProcessAndIsRemembered() async throws {
        let project = try BuildProject()
        try project.write("code/a.txt", "a")
        let build = project.shell("cp a.txt \"$ARTIFACTS_DIR\"")
        try await project.make(build)
        try project.write("code/a.txt", "a")
        let made = try await project.make(build)
        #expect(project.runs == 1)
        let isCurrent = made.sources.allSatisfy { $0.isCurrent }
        #expect(isCurrent)
    }

    @Test(arguments: ["code/a.txt", "code/new.txt", "code/.hidden"])
    func changedByteBuildsAgain(file: String) async throws {
        let project = try BuildProject()
        try project.write("code/a.txt", "a")
        let build = project.shell("cat * > \"$ARTIFACTS_DIR/all\"")
        try await project.make(build)
        try project.write(file, "b")
        try await project.make(build)
        #expect(project.runs == 2)
    }

    @Test func changedModeBuildsAgain() async throws {
        let project = try BuildProject()
        try project.write("code/a.sh", "exit 0")
        let build = project.shell("cp -p a.sh \"$ARTIFACTS_DIR\"")
        let first = try await project.make(build)
        try project.write("code/a.sh", "exit 0", mode: 0o755)
        let second = try await project.make(build)
        #expect(first.staged.contents.files.map(\.isExecutable) == [false])
        #expect(second.staged.contents.files.map(\.isExecutable) == [true])
    }

    @Test func changedCommandVariableOrToolBuildsAgain() async throws {
        let project = try BuildProject()
        try project.write("code/a.txt", "a")
        try await project.make(project.shell("cp a.txt \"$ARTIFACTS_DIR\""))
        try await project.make(project.shell("cp a.txt \"$ARTIFACTS_DIR/b\""))
        #expect(project.runs == 2)
        project.settings.environment["CFLAGS"] = "-O3"
        try await project.make(project.shell("cp a.txt \"$ARTIFACTS_DIR/b\""))
        #expect(project.runs == 3)
        let shell = try #require(Judge.find("sh"))
        try project.write("bin/sh", "#!\(shell)\nexec \(shell) \"$@\"\n", mode: 0o755)
        project.settings.environment["PATH", default: ""] =
            project.path + "/bin:" + (project.settings.environment["PATH"] ?? "")
        try await project.make(project.shell("cp a.txt \"$ARTIFACTS_DIR/b\""))
        #expect(project.runs == 4)
    }

    @Test func damagedRecordBuildsAgain() async throws {
        let project = try BuildProject()
        try project.write("code/a.txt", "a")
        let build = project.shell("cp a.txt \"$ARTIFACTS_DIR\"")
        try await project.make(build)
        let record = BuildPlace(build, settings: project.settings).record
        for damage in ["", "{}", "{\"key\":\"half"] {
            try damage.write(toFile: record, atomically: false, encoding: .utf8)
            let made = try await project.make(build)
            #expect(try BuildProject.files(made) == ["a.txt": "a"])
        }
        #expect(project.runs == 4)
    }

    @Test func resultsThatWereChangedAreBuiltAgain() async throws {
        let project = try BuildProject()
        try project.write("code/a.txt", "a")
        let build = project.shell("cp a.txt \"$ARTIFACTS_DIR\"")
        let output = try await project.make(build).staged.contents.files[0].from
        try "evil".write(toFile: output, atomically: false, encoding: .utf8)
        #expect(try await BuildProject.files(project.make(build)) == ["a.txt": "a"])
        try FileManager.default.removeItem(atPath: output)
        #expect(try await BuildProject.files(project.make(build)) == ["a.txt": "a"])
        #expect(project.runs == 3)
    }

    @Test func sourcesThatChangeDuringTheBuildAreSeenByTheNext() async throws {
        let project = try BuildProject()
        try project.write("code/a.txt", "a")
        let build = project.shell(
            "cp a.txt \"$ARTIFACTS_DIR\"; if [ ! -e '\(project.path)/once' ]; then touch '\(project.path)/once'; "
                + "printf b > '\(project.path)/code/a.txt'; fi")
        #expect(try await BuildProject.files(project.make(build)) == ["a.txt": "a"])
        #expect(try await BuildProject.files(project.make(build)) == ["a.txt": "b"])
        try await project.make(build)
        #expect(project.runs == 2)
    }

    @Test func inputsKeepTheirPlaceAndCount() async throws {
        let project = try BuildProject()
        try project.write("code/a.txt", "a")
        try project.write("shared/lib/s.txt", "s")
        try project.write("one.txt", "1")
        let build = project.shell(
            "cat ../shared/lib/s.txt ../one.txt > \"$ARTIFACTS_DIR/all\"; touch ../shared/dirt",
            inputs: ["shared/lib", "shared", "one.txt"])
        #expect(try await BuildProject.files(project.make(build)) == ["all": "s1"])
        #expect(project.names(in: "shared") == ["lib", "lib/s.txt"])
        try project.write("one.txt", "2")
        #expect(try await BuildProject.files(project.make(build)) == ["all": "s2"])
        try await project.make(build)
        #expect(project.runs == 2)
    }

    @Test func inputMayHoldTheFolderItself() async throws {
        let project = try BuildProject()
        try project.write("code/a.txt", "a")
        try project.write("code/dist/old.txt", "old")
        try project.write("top.txt", "t")
        let build = project.shell("mkdir dist; cat a.txt ../top.txt > dist/all", output: "dist", inputs: [""])
        var choice = build
        choice.choice.inputs = [project.path]
        let failure = await project.failure(of: choice)
        // The whole is copied as it is, so that the old results are there.
        #expect(failure.findings.first?.message.contains("dist") == true)
    }

    @Test func timesAndModesOfSourcesStay() async throws {
        let project = try BuildProject()
        try project.write("code/configure", "new")
        try project.write("code/configure.ac", "old", mode: 0o444)
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1_000_000)],
            ofItemAtPath: project.path + "/code/configure.ac")
        let made = try await project.make(
            project.shell(
                "test configure -nt configure.ac; touch -c configure.ac; date -r configure.ac +%s > /dev/null; cp configure \"$ARTIFACTS_DIR\""
            ))
        #expect(made.staged.contents.files.count == 1)
    }

    @Test func workThatWasKilledIsSweptAndBuiltAgain() async throws {
        let project = try BuildProject()
        try project.write("code/a.txt", "a")
        let build = project.shell("test ! -e old; cp a.txt \"$ARTIFACTS_DIR\"")
        let place = BuildPlace(build, settings: project.settings)
        let old = String(place.work.dropFirst(project.path.count + 1))
        try project.write(old + "/tree/old", "half a build")
        try project.write(old + "/output/old", "half a result")
        let made = try await project.make(build)
        #expect(try BuildProject.files(made) == ["a.txt": "a"])
        #expect(!FileManager.default.fileExists(atPath: place.work))
    }

    @Test func killBetweenOldAndNewResultsIsHealed() async throws {
        let project = try BuildProject()
        try project.write("code/a.txt", "a")
        let build = project.shell("cp a.txt \"$ARTIFACTS_DIR\"")
        try await project.make(build)
        // The old results are gone, the new ones are not there yet.
        try FileManager.default.removeItem(atPath: BuildPlace(build, settings: project.settings).output)
        #expect(try await BuildProject.files(project.make(build)) == ["a.txt": "a"])
    }

    @Test func failureKeepsTheLastResults() async throws {
        let project = try BuildProject()
        try project.write("code/a.txt", "good")
        let build = project.shell("grep good a.txt > \"$ARTIFACTS_DIR/a\"")
        try await project.make(build)
        try project.write("code/a.txt", "bad")
        let failure = await project.failure(of: build)
        #expect(failure.kind == .project)
        #expect(failure.findings.map(\.rule) == ["build-failed"])
        try project.write("code/a.txt", "good")
        try await project.make(build)
        #expect(project.runs == 2)
    }

    @Test func failureTellsTheLastWordsAndThePlace() async throws {
        let project = try BuildProject()
        try project.write("code/src/main.c", "int")
        let failure = await project.failure(
            of: project.shell(
                "for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo line $i >&2; done; pwd >&2; "
                    + "echo \"$PWD/src/main.c:4:2: error: no\" >&2; exit 7"))
        let finding = try #require(failure.findings.first)
        #expect(finding.message.hasPrefix("`sh` ended with exit status 7 in `code`: line 5; "))
        #expect(finding.message.hasSuffix("code; code/src/main.c:4:2: error: no"))
        #expect(finding.location == .init(file: "code/src/main.c", line: 4, column: 2))
        let log = try #require(finding.hint?.split(separator: "`").dropFirst().first.map(String.init))
        #expect(project.read(log)?.contains("line 1\n") == true)
    }

    @Test func twoBuildsOfOneFolderDoNotMeet() async throws {
        let project = try BuildProject()
        try project.write("code/a.txt", "a")
        let builds = (0..<5).map { project.shell("echo \($0 % 4) > \"$ARTIFACTS_DIR/n\"") }
        let results = await ToolWorkshop(settings: project.settings, parts: []).make(builds)
        let made = try results.map { try BuildProject.files(try $0.get()) }
        #expect(made == ["0\n", "1\n", "2\n", "3\n", "0\n"].map { ["n": $0] })
        // The first and the last are one.
        #expect(project.runs == 4)
    }

    @Test func allFailuresAreTold() async throws {
        let project = try BuildProject()
        try project.write("code/a.txt", "a")
        let builds = ["exit 3", "echo 1 > \"$ARTIFACTS_DIR/n\"", "exit 4"].map { project.shell($0) }
        let results = await ToolWorkshop(settings: project.settings, parts: []).make(builds)
        let words = results.map { result -> String in
            do throws(StageFailure) {
                _ = try result.get()
                return "fine"
            } catch {
                return error.findings.first?.message ?? ""
            }
        }
        #expect(words[0].contains("exit status 3") && words[1] == "fine" && words[2].contains("exit status 4"))
    }

    @Test func cancelledBuildEndsItsToolsAndKeepsNothing() async throws {
        let project = try BuildProject()
        try project.write("code/a.txt", "a")
        let build = project.shell("sleep 600 & sleep 600")
        let settings = project.settings
        let task = Task { () -> StageFailure? in
            do throws(StageFailure) {
                _ = try await ToolWorkshop(settings: settings, parts: []).make(build)
                return nil
            } catch {
                return error
            }
        }
        while project.runs == 0 { try await Task.sleep(for: .milliseconds(10)) }
        task.cancel()
        let failure = await task.value
        #expect(failure?.kind == .environment)
        let place = BuildPlace(build, settings: project.settings)
        #expect(!FileManager.default.fileExists(atPath: place.work))
        #expect(!FileManager.default.fileExists(atPath: place.record))
    }

    @Test func toolsSeeACleanEnvironment() async throws {
        let project = try BuildProject()
        try project.write("code/a.txt", "a")
        project.settings.environment.merge([
            "FCLAYER_CACHE": "/secret", "MAKEFLAGS": "-j8 --jobserver-auth=3,4", "MAKELEVEL": "1", "MINE": "kept",
        ]) { $1 }
        project.settings.environment["SOURCE_DATE_EPOCH"] = nil
        let made = try await project.make(
            project.shell(
                "echo \"$FCLAYER_CACHE|$MAKEFLAGS|$MAKELEVEL|$MINE|$SOURCE_DATE_EPOCH\" > \"$ARTIFACTS_DIR/env\""))
        #expect(try BuildProject.files(made) == ["env": "|||kept|315532800\n"])
    }

    @Test func passwordsInAddressesAreCovered() {
        let text = "get https://me:secret@host/x?a=b and ftp://host/y@z, \"http://t@h\""
        #expect(BuildBench.withoutPasswords(text) == "get https://***@host/x?a=b and ftp://host/y@z, \"http://***@h\"")
    }
}
