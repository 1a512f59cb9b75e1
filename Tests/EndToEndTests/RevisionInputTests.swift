import Foundation
import Testing

/// Revisions that are not there, and repositories that nobody should trust.
@Suite(.tools("git")) struct RevisionInputTests {
    @Test func unknownRevisionNamesTheNearest() throws {
        let project = try GitProject()
        try project.git("tag", "v1.0")
        let run = try project.list("--changed-since", "v1.1")
        #expect(run.status == 2 && run.output.isEmpty)
        #expect(run.errors.contains("error[revision-unknown]: the repository has no revision `v1.1`"))
        #expect(run.errors.contains("hint: did you mean `v1.0`?"), "\(run.errors)")
        let other = try project.list("--changed-since", "0123456789012345678901234567890123456789")
        #expect(other.status == 2 && other.errors.contains("found: `main`, `v1.0`"), "\(other.errors)")
    }

    @Test(arguments: ["-x", "--output=/tmp/x", "a..b", "^main", "main:lib", "no such\nthing"])
    func whatIsNoRevisionIsRefused(_ text: String) throws {
        let run = try GitProject().list("--changed-since=" + text)
        #expect(run.status == 2 && run.errors.contains("error[revision-unknown]"), "\(run.errors)")
    }

    @Test func nothingBeforeMeansThatAllIsNew() throws {
        let changes = try GitProject().changes(since: String(repeating: "0", count: 40))
        #expect(changes.count == 4 && changes.allSatisfy { $0.hasSuffix(": new") })
    }

    @Test func shallowCloneSaysHowToFetchMore() throws {
        let project = try GitProject()
        let first = try project.git("rev-parse", "HEAD")
        try project.write("lib/common.py", "x = 2\n")
        try project.commit("second")
        let clone = try TestProject()
        try project.git("clone", "--quiet", "--depth=1", "file://" + project.path, clone.path + "/r")
        let run = try Program.fclayer(["list", "--changed-since", first], in: clone.path + "/r")
        #expect(run.status == 2 && run.errors.contains("`fetch-depth: 0`"), "\(run.errors)")
    }

    @Test func partialCloneIsNotFilledUp() throws {
        let project = try GitProject()
        try project.git("config", "uploadpack.allowFilter", "true")
        try project.write("lib/common.py", "x = 2\n")
        try project.commit("second")
        let clone = try TestProject()
        try project.git("clone", "--quiet", "--filter=blob:none", "file://" + project.path, clone.path + "/r")
        let run = try Program.fclayer(["list", "--changed-since", "HEAD~1"], in: clone.path + "/r")
        #expect(run.status == 3 && run.errors.contains("error[git-failed]"), "\(run.errors)")
        #expect(run.errors.contains("partial"), "\(run.errors)")
    }

    @Test func projectOutsideOfGitIsTold() throws {
        let project = try TestProject.small()
        let run = try Program.fclayer(["list", "--changed-since", "main"], in: project.path)
        #expect(run.status == 2 && run.errors.contains("in no git repository"), "\(run.errors)")
    }

    @Test func missingGitIsTold() throws {
        let run = try GitProject().list("--changed-since", "main", environment: ["PATH": "/nowhere"])
        #expect(run.status == 3 && run.errors.contains("`git` is not installed"), "\(run.errors)")
    }

    @Test func revisionWithoutAManifestIsTold() throws {
        let project = try GitProject()
        let manifest = try project.project.read("fclayer.yaml")
        for name in ["fclayer.yaml", "layers"] { try project.remove(name) }
        try project.commit("none")
        try project.git("checkout", "--quiet", "HEAD~1", "--", "layers")
        try project.write("fclayer.yaml", manifest)
        let run = try project.list("--changed-since", "HEAD")
        #expect(run.status == 0 && run.errors.contains("everything counts as new"), "\(run.errors)")
    }

    @Test func variablesOfGitMeanNothing() throws {
        let (project, other) = (try GitProject(), try GitProject())
        try project.write("lib/common.py", "x = 2\n")
        let changes = try project.changes(
            since: "HEAD",
            environment: [
                "GIT_DIR": other.path + "/.git", "GIT_WORK_TREE": other.path, "GIT_INDEX_FILE": "/nowhere",
                "GIT_OBJECT_DIRECTORY": "/nowhere", "GIT_EXTERNAL_DIFF": "/bin/false",
            ])
        #expect(changes.first == "layers/shared: contents")
    }

    /// Everything by which a repository can name programs that git runs.
    @Test func programsThatTheRepositoryNamesAreNotRun() throws {
        let project = try GitProject()
        let trace = project.path + "-trace"
        try project.write("evil", "#!/bin/sh\ntouch '\(trace)'\ncat\n")
        #expect(try Program.run("chmod", ["+x", project.path + "/evil"]).status == 0)
        try project.write(".gitattributes", "* filter=evil diff=evil export-subst\n*.md export-ignore\n")
        try project.write("code/report/id.py", "x = '$Format:%H$'\n")
        try project.commit("attributes")
        let evil = project.path + "/evil"
        for (key, value) in [
            ("core.fsmonitor", evil), ("core.hooksPath", project.path + "/hooks"), ("filter.evil.clean", evil),
            ("filter.evil.smudge", evil), ("filter.evil.process", evil), ("filter.evil.required", "true"),
            ("diff.evil.textconv", evil), ("diff.evil.command", evil), ("diff.external", evil), ("core.pager", evil),
            ("core.sshCommand", evil), ("core.alternateRefsCommand", evil), ("core.gitProxy", evil),
            ("alias.rev-parse", "!" + evil), ("remote.origin.url", "ext::" + evil), ("remote.origin.promisor", "true"),
            ("extensions.partialClone", "origin"), ("credential.helper", evil),
        ] {
            try project.write(".git/config", try project.project.read(".git/config") + entry(key, value))
        }
        for hook in ["post-checkout", "post-index-change", "fsmonitor-watchman", "reference-transaction"] {
            for folder in [".git/hooks", "hooks"] {
                try project.write("\(folder)/\(hook)", "#!/bin/sh\ntouch '\(trace)'\n")
                #expect(try Program.run("chmod", ["+x", "\(project.path)/\(folder)/\(hook)"]).status == 0)
            }
        }
        try project.write("code/report/id.py", "x = '$Format:%H$'\n")
        #expect(try project.changes(since: "HEAD").isEmpty)
        try project.write("lib/common.py", "x = 2\n")
        #expect(try project.changes(since: "HEAD").first == "layers/shared: contents")
        _ = try project.list("--changed-since", "0123456789012345678901234567890123456789")
        #expect(!FileManager.default.fileExists(atPath: trace))
    }

    private func entry(_ key: String, _ value: String) -> String {
        let parts = key.split(separator: ".")
        let section = parts.count == 3 ? "[\(parts[0]) \"\(parts[1])\"]" : "[\(parts[0])]"
        return "\(section)\n\t\(parts[parts.count - 1]) = \"\(value)\"\n"
    }
}
