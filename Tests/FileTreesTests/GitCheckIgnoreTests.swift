import Dispatch
import FileTrees
import Foundation
import Testing

/// Outside judge: `git check-ignore` decides many patterns on many paths, and we must agree about each.
@Suite(.enabled(if: Files.exists("/usr/bin/git"))) struct GitCheckIgnoreTests {
    static let patterns: [String] = [
        "*", "**", "***", "*.c", "a", "a/", "/a", "/a/", "a/b", "/a/b", "a/b/", "a/*", "a/**", "a/***", "**/a", "**/b",
        "**/a/b", "**/", "/**", "/**/",
        "a/**/b", "a/**/c", "**/b/**", "a**b", "a**/b", "a/**b", "*/b", "*/*/c", "?", "??", "a?", "?/b", "[ab]",
        "[a-b]*", "[!a]", "[^a]", "[]]", "[!]]",
        "[a", "[", "a[b", "[[:alpha:]]", "[[:digit:]x]", "[[:bogus:]]", "[[:alpha]", "[a-]", "[-a]", "[b-a]", "[\\]]",
        "[a\\-c]", "[\\a-c]", "[--/]", "a[/]b",
        "\\a", "\\*", "a\\", "\\\\", "\\#x", "#x", "\\!x", "!a", "!", "!!a", "/", "//", "a//b", "./a", "a/./b", "../a",
        " a", "a ", "a\\ ", "a\\  ", "\\ ", "a\t",
        "é", "?é", "é?", "caf?", "caf??", "caf[é]", "*é", "x.tar.*", "*.tar.gz", "*.*", "*a*", "*a*b*", "a*b*c", "*ab",
        "b*", "*.py[co]", "__pycache__/",
        "node_modules", "**/node_modules/**", ".*", ".git*", "!.gitkeep", "-", "-*", "*-", "{a,b}", "a|b", "(a)", "a+",
        "$a", "**/**/b", "**/*/b", "a/**/**/c",
        "*/", "*/**", "*/**/", "**/a/", "**/*", "a/*/c", "a/?/c", "a/[b]/c", "a/\\b/c", "a\\/b", "**\\/b", "/*", "/*/",
        "/*/*", "!/a", "a/b/**/c", "[a-z]/**", "\\[a",
        "[*]", "[?]", "[\\\\]", "x[!a-c]y", "x[^[:digit:]]y", "[[:space:]]a", "[[:punct:]]*", "[[:upper:]]*", "[]-a]",
        "[a-c-e]", "[c-a]", "[[]", "[[a]", "]", "a]",
    ]
    static let paths: [String] = [
        "a", "b", "c", "ab", "abc", "a.c", "x.c", "a/b", "a/c", "a/b/c", "a/b/c/d", "a/x/b", "a/x/y/b", "a/x/y/c",
        "b/a", "b/a/b", "x/a", "x/a/b", "x/b", "x/b/y",
        "x/y/b/z/c", "axxb", "a/axb", "axb/b", "bx/b", "]", "-", "^", "!", "[a", "[", "a[b", "*", "\\", "a\\", "#x",
        "!x", "!a", "$a", "{a,b}", "a|b", "(a)", "a+", " a", "a ", "a  ",
        "\ta", "a\t", "é", "xé", "éx", "café", "cafe", "caf\u{65}\u{301}", "x.tar.gz", "x.tar", "d.py", "d.pyc",
        "d.pyo", "q/__pycache__/z", "node_modules/p/q", "s/node_modules/p",
        ".gitkeep", "k/.gitkeep", ".x/y", "-x", "x-", "5", "x5y", "xay", "xzy", "A", "Ab", "_a", "a-c", "d", "a/.b/c",
        "b/b/b/b", "a/a/a/a/b", "aab", "aabb/c", "a]", "[a]",
    ]

    @Test func agreesAboutEachPatternAndPath() throws {
        try compare(Self.patterns.map { [$0] })
    }

    @Test func agreesAboutPairsOfPatterns() throws {
        let first = ["*", "a/*", "a/**", "*.c", "/*", "**/b", "a", "a/", "[a-x]*", "*/"]
        let second = ["!a", "!a/b", "!*/", "!/a", "!a/**", "!**/c", "!b", "!a/b/c", "!*.c", "!/a/*", "b", "!b/"]
        try compare(first.flatMap { one in second.map { [one, $0] } })
    }

    /// Lays out the paths as files, asks git about every path and every folder on the way for each rule set.
    private func compare(_ ruleSets: [[String]]) throws {
        let tree = try TemporaryTree()
        var folders: Set<String> = []
        for path in Self.paths {
            var parent = path
            while let folder = Files.parentFolder(of: parent) {
                folders.insert(folder)
                parent = folder
            }
        }
        // A name that is both a file and a folder in the list is a folder.
        for folder in folders { try Files.makeFolders("\(tree.path)/\(folder)") }
        let files = Self.paths.filter { !folders.contains($0) }
        for file in files { try tree.write("", to: file) }
        _ = try git(["init", "-q", tree.path], in: tree.path)
        let asked = (files + folders).sorted()
        var disagreements: [String] = []
        for rules in ruleSets {
            let text = rules.joined(separator: "\n") + "\n"
            try tree.write(text, to: ".gitignore")
            let output = try git(
                [
                    "-c", "core.excludesFile=/dev/null", "-c", "core.ignoreCase=false", "check-ignore", "-v", "-n",
                    "-z", "--no-index", "--stdin",
                ], in: tree.path,
                input: asked.joined(separator: "\0") + "\0")
            let fields = output.split(separator: 0, omittingEmptySubsequences: false).map {
                String(decoding: $0, as: UTF8.self)
            }
            try #require(fields.count >= asked.count * 4)
            var ours = IgnoreRules()
            ours.add(text: text, file: ".gitignore")
            for (index, path) in asked.enumerated() {
                let match = ours.match(path, isFolder: folders.contains(path))
                let (line, rule) = (fields[index * 4 + 1], fields[index * 4 + 2])
                if (match.map { String($0.line ?? 0) } ?? "") != line || (match?.rule ?? "") != rule {
                    disagreements.append(
                        "\(rules) on \(path): git \(line):\(rule), ours \(match?.line ?? 0):\(match?.rule ?? "none")")
                }
            }
        }
        #expect(disagreements.isEmpty, "\(disagreements.count): \(disagreements.prefix(30).joined(separator: "\n"))")
    }

    private func git(_ arguments: [String], in folder: String, input: String = "") throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/git")
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder)
        let (stdin, stdout) = (Pipe(), Pipe())
        process.standardInput = stdin
        process.standardOutput = stdout
        try process.run()
        let bytes = Array(input.utf8)
        DispatchQueue.global().async {
            try? stdin.fileHandleForWriting.write(contentsOf: bytes)
            try? stdin.fileHandleForWriting.close()
        }
        let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Array(output)
    }
}
