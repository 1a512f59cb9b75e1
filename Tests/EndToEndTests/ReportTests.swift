import Foundation
import Testing

/// Reports of findings from outside: formats, files, statuses, what is accepted.
@Suite struct ReportTests {
    /// A project whose handler is not defined.
    private func broken() throws -> TestProject {
        let project = try TestProject.small(handler: "index.handle")
        try project.write("fclayer.yaml", project.read("fclayer.yaml") + "upload: { region: cn-hangzhou }\n")
        return project
    }

    private func fclayer(_ project: TestProject, _ arguments: String...) throws -> Program.Run {
        try Program.fclayer(arguments, in: project.path)
    }

    @Test(arguments: ["text", "json", "sarif", "junit", "github"])
    func everyFormatTellsTheSameStatusAndTheSameBytes(format: String) throws {
        let project = try TestProject.small()
        #expect(try fclayer(project, "build").status == 0)
        let zip = ".fclayer/out/functions/hello.zip"
        let arguments = ["validate", zip, "--runtime", "python3.10", "--handler", "index.handle", "--format", format]
        let printed = try Program.fclayer(arguments, in: project.path)
        #expect(printed.status == 1, "\(printed.errors)")
        #expect(printed.output.contains("entry-symbol-missing"))
        let written = try Program.fclayer(arguments + ["--output", "reports/deep/x"], in: project.path)
        #expect(written.status == 1 && written.output.isEmpty)
        #expect(written.errors == "1 error: `reports/deep/x`\n")
        #expect(try project.read("reports/deep/x") == printed.output)
        #expect(try Program.fclayer(arguments, in: project.path).output == printed.output)
        #expect(project.files(in: "reports/deep") == ["x"])
    }

    @Test(arguments: ["sarif", "junit", "github", "json"])
    func manifestThatCannotBeReadIsReportedToo(format: String) throws {
        let project = try TestProject()
        try project.write("s.yaml", "resources: [\n")
        let run = try fclayer(project, "validate", "--format", format)
        #expect(run.status == 2)
        #expect(run.output.contains("manifest-syntax"), "\(run.output)")
        if format != "json" {
            #expect(try fclayer(project, "build", "--format", format).output == run.output)
        }
    }

    @Test func buildWritesItsReportWhateverHappens() throws {
        let project = try broken()
        let run = try fclayer(project, "build", "--format", "sarif", "--output", "a.sarif")
        #expect(run.status == 1 && run.output.isEmpty)
        #expect(run.errors.contains("did you mean `index.handler`?"))
        #expect(try project.read("a.sarif").contains("\"uri\" : \"fclayer.yaml\""))
        let json = try fclayer(project, "build", "--format", "json")
        #expect(json.status == 1 && json.output.isEmpty)
        try project.write("code/index.py", "def handle(event, context):\n    return 1\n")
        let good = try fclayer(project, "build", "--format", "sarif", "--output", "a.sarif")
        #expect(good.status == 0, "\(good.errors)")
        #expect(try project.read("a.sarif").contains("\"results\" : [\n\n      ]"))
        #expect(
            try fclayer(project, "build", "--format", "junit").output.contains("name=\"functions/hello\" tests=\"1\""))
    }

    @Test(.tools("git")) func pathsStartAtTheRootOfTheRepository() throws {
        let project = try broken()
        let parent = URL(fileURLWithPath: project.path).deletingLastPathComponent().path
        #expect(try Program.run("git", ["init", "-q", parent]).status == 0)
        let run = try fclayer(project, "build", "--format", "github")
        #expect(run.output.hasPrefix("::error file=project/fclayer.yaml,line=4,"), "\(run.output)")
        #expect(try fclayer(project, "build", "--format", "sarif").output.contains("\"project/fclayer.yaml\""))
    }

    @Test func sourceLineIsNamedWhereTheFileIsInTheProject() throws {
        let project = try TestProject.small()
        try project.write("code/index.py", "x = 1\ndef handler(event, context):\n    return 1 +\n")
        let run = try fclayer(project, "build", "--format", "github")
        #expect(run.status == 1)
        #expect(run.output.hasPrefix("::error file="), "\(run.output)")
    }

    @Test func unwritableOutputEndsWithThreeAndTheFindingsAreTold() throws {
        let project = try broken()
        try project.write("file", "")
        for output in ["file/x.sarif", "code", "/dev/full"] where output != "/dev/full" || exists(output) {
            let run = try fclayer(project, "build", "--format", "sarif", "--output", output)
            #expect(run.status == 3, "\(output): \(run.errors)")
            #expect(run.errors.contains("entry-symbol-missing"))
            #expect(run.errors.contains(output == "/dev/full" ? "error[disk-full]" : "error[output-unwritable]"))
        }
        #expect(try project.read("file").isEmpty)
    }

    @Test(.enabled(if: geteuid() == 0, "mounts a small disk, which needs root"), .tools("mount", "umount"))
    func fullDiskLeavesTheOldReport() throws {
        let project = try broken()
        try FileManager.default.createDirectory(atPath: project.path + "/r", withIntermediateDirectories: true)
        let mount = try Program.run("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", project.path + "/r"])
        try #require(mount.status == 0, "\(mount.errors)")
        defer { _ = try? Program.run("umount", [project.path + "/r"]) }
        try project.write("r/a.sarif", "old")
        let run = try fclayer(project, "build", "--format", "sarif", "--output", "r/a.sarif")
        #expect(run.status == 3, "\(run.errors)")
        #expect(run.errors.contains("disk-full"))
        #expect(try project.read("r/a.sarif") == "old")
        #expect(project.files(in: "r") == ["a.sarif"])
    }

    @Test func deviceIsWrittenToAndNotReplaced() throws {
        let project = try broken()
        let run = try fclayer(project, "build", "--format", "junit", "--output", "/dev/stdout")
        #expect(run.status == 1 && run.output.contains("<testsuites"))
        #expect(try fclayer(project, "build", "--format", "junit", "--output", "/dev/null").status == 1)
        let type = try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type] as? FileAttributeType
        #expect(type == .typeCharacterSpecial)
    }

    @Test func linkToAReportStaysALink() throws {
        let project = try broken()
        try project.write("real.xml", "old")
        try FileManager.default.createSymbolicLink(
            atPath: project.path + "/link.xml", withDestinationPath: "real.xml")
        #expect(try fclayer(project, "build", "--format", "junit", "--output", "link.xml").status == 1)
        #expect(try project.read("real.xml").hasPrefix("<?xml"))
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: project.path + "/link.xml") == "real.xml")
    }

    private func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
}

/// What the user accepts, from outside.
@Suite struct AcceptedFindingTests {
    private func fclayer(_ project: TestProject, _ arguments: String...) throws -> Program.Run {
        try Program.fclayer(arguments, in: project.path)
    }

    private func manifest(_ more: String, memory: Int = 100) -> String {
        """
        functions:
          hello:
            runtime: python3.10
            handler: index.handle
            code: ./code
            memory: \(memory)
        \(more)
        upload: { region: cn-hangzhou }

        """
    }

    @Test func ignoredErrorIsCountedNamedAndDoesNotStopABuild() throws {
        let project = try TestProject.small()
        try project.write(
            "fclayer.yaml",
            manifest(
                "validate:\n  ignore:\n    - { rule: entry-symbol-missing, reason: made at run time }\n", memory: 128))
        let build = try fclayer(project, "build")
        #expect(build.status == 0, "\(build.errors)")
        #expect(build.errors == "no findings, 1 ignored\n")
        #expect(try fclayer(project, "build").errors == build.errors)
        let document = try project.read(".fclayer/out/build.json")
        #expect(document.contains("\"reason\" : \"made at run time\"") && document.contains("\"ignored\" : 1"))
        let validate = try fclayer(project, "validate")
        #expect(validate.status == 0 && validate.output == "no findings, 1 ignored\n")
        let sarif = try fclayer(project, "validate", "--format", "sarif").output
        #expect(sarif.contains("\"justification\" : \"made at run time\""))
    }

    @Test func configurationErrorCanBeIgnoredAndIsTheOnlyOneToBe() throws {
        let project = try TestProject.small()
        try project.write("code/index.py", "def handle(event, context):\n    return 1\n")
        try project.write("fclayer.yaml", manifest(""))
        #expect(try fclayer(project, "build").errors.contains("error[memory-range]"))
        try project.write("fclayer.yaml", manifest("    validate: { ignore: [memory-range] }"))
        let build = try fclayer(project, "build")
        #expect(build.status == 0, "\(build.errors)")
        try project.write("fclayer.yaml", manifest("validate: { severity: { memory-range: note } }"))
        #expect(try fclayer(project, "build").errors.contains("note[memory-range]"))
    }

    @Test func unknownRuleIsAnErrorOfTheManifest() throws {
        let project = try TestProject.small()
        try project.write(
            "fclayer.yaml",
            manifest(
                "validate:\n  severity: { memory-rang: off }\n  ignore: [{ rule: glibc-to-new, function: helo }]\n"))
        let run = try fclayer(project, "validate")
        #expect(run.status == 2)
        #expect(run.errors.contains("fclayer.yaml:8:15: error[unknown-rule]: there is no rule `memory-rang`"))
        #expect(run.errors.contains("did you mean `glibc-too-new`?"))
        try project.write(
            "fclayer.yaml", manifest("validate: { ignore: [{ rule: glibc-too-new, function: helo }] }"))
        let other = try fclayer(project, "validate")
        #expect(other.status == 2 && other.errors.contains("did you mean `hello`?"))
    }

    @Test func commentsAcceptWhatStandsBesideThem() throws {
        let project = try TestProject.small()
        try project.write(
            "fclayer.yaml",
            """
            functions:
              hello:
                runtime: python3.10
                handler: index.handle  # fclayer: ignore[entry-symbol-missing] made at run time
                code: ./code
                # fclayer: ignore[memory-rang]
                memory: 100
            upload: { region: cn-hangzhou }
            """)
        let run = try fclayer(project, "build")
        #expect(run.status == 1)
        #expect(run.errors.contains("error[memory-range]"))
        #expect(run.errors.contains("note[unused-ignore]: a comment ignores `memory-rang`, which is no rule"))
        #expect(run.errors.contains("did you mean `memory-range`?"))
        let text = try project.read("fclayer.yaml").replacingOccurrences(of: "rang]", with: "range]")
        try project.write("fclayer.yaml", text)
        let mended = try fclayer(project, "build")
        #expect(mended.status == 0, "\(mended.errors)")
        #expect(mended.errors == "no findings, 2 ignored\n")
    }

    @Test func commentInASourceAcceptsWhatStandsInItsLine() throws {
        let project = try TestProject.small()
        try project.write(
            "code/index.py",
            "# fclayer: ignore[handler-signature] called by a wrapper\ndef handler(event):\n    return 1\n")
        let build = try fclayer(project, "build", "--format", "json")
        #expect(build.status == 0, "\(build.errors)")
        #expect(build.output.contains("\"reason\" : \"called by a wrapper\""), "\(build.output)")
        let validate = try fclayer(project, "validate", "--format", "sarif")
        #expect(validate.status == 0 && validate.output.contains("\"kind\" : \"inSource\""))
        // A comment for another rule, and one that is too far away.
        for text in [
            "# fclayer: ignore[handler-async]\ndef handler(event):\n    return 1\n",
            "# fclayer: ignore[handler-signature]\n\ndef handler(event):\n    return 1\n",
        ] {
            try project.write("code/index.py", text)
            #expect(try fclayer(project, "build").errors.contains("error[handler-signature]"))
        }
    }

    @Test func baselineTakesAProjectAsItIs() throws {
        let project = try TestProject.small()
        try project.write("fclayer.yaml", manifest(""))
        #expect(try fclayer(project, "build").status == 1)
        let write = try fclayer(project, "build", "--write-baseline", "ci/base.json")
        #expect(write.status == 0, "\(write.errors)")
        let baseline = try project.read("ci/base.json")
        #expect(baseline.contains("entry-symbol-missing") && baseline.contains("memory-range"))
        #expect(try fclayer(project, "build").status == 1)
        for command in ["build", "validate", "build"] {
            let run = try fclayer(project, command, "--baseline", "ci/base.json")
            #expect(run.status == 0, "\(command): \(run.output)\(run.errors)")
        }
        // The same file, whichever command writes it.
        #expect(try fclayer(project, "validate", "--write-baseline", "again.json").status == 0)
        #expect(try project.read("again.json") == baseline)
        // Something new counts, something gone is told.
        try project.write("fclayer.yaml", manifest("    timeout: 900000", memory: 128))
        let new = try fclayer(project, "build", "--baseline", "ci/base.json")
        #expect(new.status == 1 && new.errors.contains("error[timeout-range]"))
        #expect(!new.errors.contains("error[entry-symbol-missing]"))
        try project.write("fclayer.yaml", manifest("", memory: 128))
        let gone = try fclayer(project, "build", "--baseline", "ci/base.json")
        #expect(
            gone.status == 0 && gone.errors.contains("note[baseline-stale]: `memory-range` of the baseline is gone"))
    }

    @Test func baselineThatIsNoneEndsWithTwo() throws {
        let project = try TestProject.small()
        try project.write("bad.json", "{}")
        for arguments in [
            ["--baseline", "bad.json"], ["--baseline", "none.json"], ["--baseline", "a", "--write-baseline", "b"],
        ] {
            for command in ["build", "validate"] {
                let run = try Program.fclayer([command] + arguments, in: project.path)
                #expect(run.status == 2, "\(arguments): \(run.errors)")
            }
        }
        #expect(try fclayer(project, "build", "--baseline", "none.json").errors.contains("--write-baseline none.json"))
    }

    @Test func baselineIsNotWrittenWhereNothingCouldBeBuilt() throws {
        let project = try TestProject.small()
        try project.write("fclayer.yaml", "functions: [\n")
        #expect(try fclayer(project, "build", "--write-baseline", "b.json").status == 2)
        #expect(!FileManager.default.fileExists(atPath: project.path + "/b.json"))
        let other = try TestProject.small()
        let run = try fclayer(other, "validate", "--write-baseline", "b.json")
        #expect(run.status == 1 && run.output.contains("error[not-built]"))
        #expect(!FileManager.default.fileExists(atPath: other.path + "/b.json"))
    }

    @Test func strictCountsWarningsAndDoubts() throws {
        let project = try TestProject.small()
        try project.write("code/index.py", "exec('def handler(event, context): pass')\n")
        let build = try fclayer(project, "build")
        #expect(build.status == 0, "\(build.errors)")
        #expect(build.errors.contains("note[entry-unverified]"), "\(build.errors)")
        let strict = try fclayer(project, "validate", "--strict")
        #expect(strict.status == 1 && strict.output.contains("error[entry-unverified]"))
        // What was built without `--strict` is no answer for a build with it.
        #expect(try fclayer(project, "build", "--strict").status == 1)
        #expect(try fclayer(project, "build").status == 0)
    }
}
