import Archives
import BuildModel
import Testing

@testable import Assembling

/// Where the members of wheels go.
struct WheelPlacementTests {
    private func spreading() -> SampleWheel {
        var wheel = SampleWheel(
            "spread",
            [
                "spread/__init__.py": "value = 1\n",
                "spread-1.0.data/purelib/pure.py": "value = 2\n",
                "spread-1.0.data/platlib/spread/plat.py": "value = 3\n",
                "spread-1.0.data/data/share/spread/notes.txt": "notes\n",
                "spread-1.0.data/headers/spread.h": "int spread;\n",
                "spread-1.0.data/scripts/spread-run": "#!python\nimport spread\nprint(spread.value)\n",
                "spread-1.0.data/scripts/spread-sh": "#!/bin/sh\necho shell\n",
            ])
        wheel.entryPoints = "[console_scripts]\nspread-go = spread.main:go\n"
        wheel.files["spread/main.py"] = "import sys\ndef go():\n    print('gone', sys.argv[1:])\n    return 3\n"
        return wheel
    }

    @Test func spreadsDataFolders() async throws {
        var assembly = Assembly(try TemporaryFolder())
        try assembly.add(spreading())
        let package = try await assembly.build()
        #expect(
            try assembly.names() == [
                "bin/spread-go", "bin/spread-run", "bin/spread-sh", "python/include/spread/spread.h",
                "python/pure.py", "python/share/spread/notes.txt", "python/spread-1.0.dist-info/INSTALLER",
                "python/spread-1.0.dist-info/METADATA", "python/spread-1.0.dist-info/RECORD",
                "python/spread-1.0.dist-info/WHEEL", "python/spread-1.0.dist-info/entry_points.txt",
                "python/spread/__init__.py", "python/spread/main.py", "python/spread/plat.py",
            ])
        #expect(package.entryCount == 14)
        let component = try #require(package.components.first)
        #expect(component.name == "spread" && component.version == "1.0" && component.licence == "MIT")
        #expect(component.entryCount == 14 && component.unpackedSize == package.unpackedSize)
        #expect(component.digest == assembly.locked[0].distributions[0].digest)
    }

    @Test func placesModulesAtTheRootOfCode() async throws {
        var assembly = Assembly(try TemporaryFolder())
        try assembly.add(spreading(), at: "")
        try await assembly.build()
        let names = try assembly.names()
        #expect(names.contains("spread/__init__.py") && names.contains("bin/spread-run"))
        #expect(try assembly.text(of: "spread-1.0.dist-info/RECORD").contains("\nbin/spread-sh,"))
    }

    @Test func makesScriptsExecutableAndKeepsModesOfPrograms() async throws {
        var assembly = Assembly(try TemporaryFolder())
        var wheel = spreading()
        wheel.files["spread/tool"] = "#!/bin/sh\n"
        wheel.executables = ["spread/tool"]
        try assembly.add(wheel)
        try await assembly.build()
        let modes = Dictionary(
            uniqueKeysWithValues: try ZipDirectory(path: assembly.output).entries.map { ($0.name, $0.mode) })
        for name in ["bin/spread-go", "bin/spread-run", "bin/spread-sh", "python/spread/tool"] {
            #expect(modes[name] == 0o100755, "\(name)")
        }
        #expect(modes["python/spread/main.py"] == 0o100644)
    }

    @Test func rewritesOnlyTheInterpreterLineThatAsksForIt() async throws {
        var assembly = Assembly(try TemporaryFolder())
        try assembly.add(spreading())
        try await assembly.build()
        #expect(
            try assembly.text(of: "bin/spread-run")
                == "#!/usr/bin/env python3\nimport spread\nprint(spread.value)\n")
        #expect(try assembly.text(of: "bin/spread-sh") == "#!/bin/sh\necho shell\n")
    }

    @Test func copiesLargeProgramsAmongScripts() async throws {
        var assembly = Assembly(try TemporaryFolder())
        var wheel = SampleWheel("binary", [:])
        wheel.files["binary-1.0.data/scripts/binary"] = String(repeating: "0123456789abcdef", count: 2 << 20)
        try assembly.add(wheel)
        try await assembly.build()
        #expect(try ZipDirectory(path: assembly.output).entry(named: "bin/binary")?.size == 32 << 20)
    }

    @Test func declaredScriptReplacesPackedStarter() async throws {
        var assembly = Assembly(try TemporaryFolder())
        var wheel = SampleWheel("old", ["old.py": "def main(): pass\n"])
        wheel.entryPoints = "[console_scripts]\nold = old:main\n"
        wheel.files["old-1.0.data/scripts/old"] = "#!python\nfrom pkg_resources import load_entry_point\n"
        try assembly.add(wheel)
        try await assembly.build()
        #expect(try assembly.text(of: "bin/old").contains("from old import main"))
    }

    @Test(.enabled(if: OutsideTool.isThere("unzip", "python3")))
    func scriptsRunWithTheRealInterpreter() async throws {
        var assembly = Assembly(try TemporaryFolder())
        try assembly.add(spreading())
        try await assembly.build()
        let folder = try assembly.unpacked()
        let environment = ["PYTHONPATH": folder + "/python", "PYTHONDONTWRITEBYTECODE": "1"]
        let declared = try OutsideTool.run("sh", ["-c", "bin/spread-go a b"], in: folder, environment: environment)
        #expect(declared.status == 3 && declared.text == "gone ['a', 'b']\n")
        let packed = try OutsideTool.run("sh", ["-c", "bin/spread-run"], in: folder, environment: environment)
        #expect(packed.status == 0 && packed.text == "1\n")
    }

    @Test(arguments: [
        ("spread-1.0.data/stray", "lies beside the folders of `.data`"),
        ("spread-1.0.data/odd/file", "is in an unknown folder of `.data`"),
    ])
    func refusesWhatNoInstallerKnows(entry: String, reason: String) async throws {
        var assembly = Assembly(try TemporaryFolder())
        var wheel = SampleWheel("spread", [:])
        wheel.files[entry] = "x"
        try assembly.add(wheel)
        let failure = try await assembly.failure()
        #expect(failure.kind == .project && failure.findings.map(\.rule) == ["wheel-damaged"])
        #expect(failure.findings[0].message == "`spread` 1.0: `\(entry)` \(reason)")
    }

    @Test func refusesWheelWithoutRecord() async throws {
        var assembly = Assembly(try TemporaryFolder())
        var wheel = spreading()
        wheel.hasRecord = false
        try assembly.add(wheel)
        let failure = try await assembly.failure()
        #expect(failure.findings.map(\.message) == ["`spread` 1.0: the wheel has no `.dist-info/RECORD`"])
    }

    @Test func refusesMemberThatRecordDoesNotName() async throws {
        var assembly = Assembly(try TemporaryFolder())
        var wheel = spreading()
        wheel.unrecorded = ["spread/main.py"]
        try assembly.add(wheel)
        let failure = try await assembly.failure()
        #expect(failure.findings.map(\.message) == ["`spread` 1.0: `spread/main.py` is not in RECORD"])
    }

    @Test func refusesSymlinkInWheel() async throws {
        var assembly = Assembly(try TemporaryFolder())
        var wheel = spreading()
        wheel.links = ["spread/link.py": "main.py"]
        try assembly.add(wheel)
        let failure = try await assembly.failure()
        #expect(failure.findings.map(\.message) == ["`spread` 1.0: `spread/link.py` is no plain file"])
    }

    @Test func reportsWheelThatIsGone() async throws {
        var assembly = Assembly(try TemporaryFolder())
        try assembly.add(spreading())
        assembly.locked[0].distributions[0].wheel = assembly.folder.file("gone.whl")
        let failure = try await assembly.failure()
        #expect(failure.findings.map(\.rule) == ["file-unreadable"])
        #expect(failure.findings[0].message.contains("gone.whl"))
    }
}
