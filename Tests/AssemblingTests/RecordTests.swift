import Foundation
import Testing

@testable import Assembling

/// RECORD as an installer would write it, judged by Python's own reader of such files.
@Suite(.enabled(if: OutsideTool.isThere("python3", "unzip")))
struct RecordTests {
    /// Reads RECORD with `csv`, checks every line against the unpacked files with `hashlib`, and that no file of the
    /// distribution is missing from it.
    private static let judge = """
        import base64, csv, hashlib, os, sys
        root, folder = sys.argv[1], sys.argv[2]
        lines = list(csv.reader(open(os.path.join(root, folder, sys.argv[3], "RECORD"), newline="", encoding="utf-8")))
        named = set()
        for path, digest, size in lines:
            file = os.path.normpath(os.path.join(root, folder, path))
            assert file.startswith(root + "/"), path
            named.add(file)
            if path.endswith(".dist-info/RECORD"):
                assert digest == size == "", path
                continue
            data = open(file, "rb").read()
            method, value = digest.split("=", 1)
            found = base64.urlsafe_b64encode(hashlib.new(method, data).digest()).rstrip(b"=").decode()
            assert found == value, path
            assert len(data) == int(size), path
        assert len(named) == len(lines)
        for folder, _, files in os.walk(root):
            for name in files:
                assert os.path.join(folder, name) in named, name
        print(len(lines))
        """

    private func judge(_ assembly: Assembly, at folder: String, _ information: String) throws -> String {
        let root = try assembly.unpacked()
        return try OutsideTool.run("python3", ["-c", Self.judge, root, folder, information]).text
    }

    private func wheel() -> SampleWheel {
        var wheel = SampleWheel(
            "listed",
            [
                "listed/__init__.py": "", "listed/a, b.txt": "comma", "listed/é.txt": "accent",
                "listed/say \"x\".txt": "quotes",
                "listed-1.0.data/data/etc/listed.conf": "conf",
                "listed-1.0.data/scripts/listed": "#!python\n",
                "listed-1.0.data/scripts/other": "#!/bin/sh\n",
            ])
        wheel.entryPoints = "[gui_scripts]\nwindow = listed:run [extra]\n"
        return wheel
    }

    @Test func namesEveryFileOfALayer() async throws {
        var assembly = Assembly(try TemporaryFolder())
        try assembly.add(wheel())
        try await assembly.build()
        #expect(try judge(assembly, at: "python", "listed-1.0.dist-info") == "13\n")
        #expect(try assembly.text(of: "python/listed-1.0.dist-info/INSTALLER") == "fclayer\n")
    }

    @Test func namesEveryFileOfCode() async throws {
        var assembly = Assembly(try TemporaryFolder())
        try assembly.add(wheel(), at: "")
        try await assembly.build()
        #expect(try judge(assembly, at: ".", "listed-1.0.dist-info") == "13\n")
    }

    @Test func distributionIsSeenByImportlibMetadata() async throws {
        var assembly = Assembly(try TemporaryFolder())
        try assembly.add(wheel())
        try await assembly.build()
        let script = """
            import importlib.metadata as m, listed
            d = m.distribution("listed")
            print(d.version, len(d.files), all(f.locate().exists() for f in d.files), d.read_text("INSTALLER").strip())
            """
        let result = try OutsideTool.run(
            "python3", ["-c", script], environment: ["PYTHONPATH": try assembly.unpacked() + "/python"])
        #expect(result.text == "1.0 13 True fclayer\n")
    }
}
