import BuildModel
import Testing

@Suite struct FindingSinkTests {
    @Test func keepsEqualFindingsOnceAndInOrder() {
        let sink = FindingSink()
        let first = Finding(rule: "a", severity: .note, message: "m")
        let second = Finding(rule: "b", severity: .error, message: "m")
        sink.emit([first, second, first])
        #expect(sink.findings == [first, second])
        #expect(sink.hasErrors)
    }

    @Test func takesFindingsFromManyTasks() async {
        let sink = FindingSink()
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask { sink.emit(Finding(rule: "a", severity: .warning, message: "\(number)")) }
            }
        }
        #expect(Set(sink.findings.map(\.message)).count == 200)
        #expect(!sink.hasErrors)
    }

    @Test func ordersSeverities() {
        #expect(Finding.Severity.allCases.shuffled().sorted() == [.note, .warning, .error])
    }
}

@Suite struct ModelNamesTests {
    @Test func putsLayersBeforeFunctions() {
        let ids = [PackageID(.function, "a"), PackageID(.layer, "z"), PackageID(.layer, "b")]
        #expect(ids.sorted().map(\.description) == ["layers/b", "layers/z", "functions/a"])
    }

    @Test(arguments: [
        ("uv.lock", DependencyFile.Kind.uvLock), ("pylock.toml", .pylock), ("pylock.python3.10.toml", .pylock),
        ("pyproject.toml", .pyproject), ("requirements.txt", .requirements), ("requirements-dev.in", .requirements),
    ])
    func tellsDependencyFilesByName(_ name: String, _ kind: DependencyFile.Kind) {
        #expect(DependencyFile.kind(ofFileNamed: name) == kind)
    }

    @Test(arguments: ["Pipfile", "poetry.lock", "pylock.toml.bak", "setup.py"])
    func knowsNoOtherDependencyFile(_ name: String) {
        #expect(DependencyFile.kind(ofFileNamed: name) == nil)
    }

    @Test func namesExitStatusByFailure() {
        #expect(StageFailure(.project).kind.rawValue == 1)
        #expect(StageFailure(.usage).kind.rawValue == 2)
        #expect(StageFailure(.environment).kind.rawValue == 3)
    }
}
