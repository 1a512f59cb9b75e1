import BuildModel
import Testing

@testable import Manifests

/// Debian packages in manifests, in fc3's list and in Funcraft's files.
struct DebianReaderTests {
    private func layer(_ text: String, files: [String: String] = [:]) -> (DebianSource?, Fixture.Outcome) {
        var all = files
        all["fclayer.yaml"] = "functions: {}\n"
        all["layers/a/layer.yaml"] = text
        let outcome = Fixture(all).read()
        return (outcome.project?.layers.first?.debian, outcome)
    }

    private func function(
        _ more: String = "", runtime: String = "custom.debian12", files: [String: String] = [:]
    ) -> (DebianSource?, Fixture.Outcome) {
        var all = ["code/index.py": ""]
        all["fclayer.yaml"] =
            "functions:\n  f:\n    runtime: \(runtime)\n    handler: a.b\n    code: ./code\n\(more)"
        for (name, text) in files { all["code/" + name] = text }
        let outcome = Fixture(all).read()
        return (outcome.function("f")?.debian, outcome)
    }

    @Test func layerNamesPackages() {
        let (source, outcome) = layer("runtimes: [custom.debian12]\ndebian: [libzbar0, ffmpeg, libzbar0, g++:amd64]\n")
        #expect(source?.packages.map(\.name) == ["libzbar0", "ffmpeg", "g++"])
        #expect(source?.packages.first?.location.line == 2 && source?.folder == "/work/app/layers/a")
        #expect(outcome.rules == [])
    }

    @Test func layerNamesAFile() {
        let list = "# media\nlibzbar0  ffmpeg # both\n\n poppler-utils\n"
        let (source, outcome) = layer(
            "runtimes: [custom.debian12]\ndebian: apt-get.list\n", files: ["layers/a/apt-get.list": list])
        #expect(source?.packages.map(\.name) == ["libzbar0", "ffmpeg", "poppler-utils"])
        #expect(source?.packages.last?.location == .init(file: "layers/a/apt-get.list", line: 4))
        #expect(outcome.rules == [])
    }

    @Test func saysHowToWriteOnePackage() {
        let (source, outcome) = layer("runtimes: [custom.debian12]\ndebian: libzbar0\n")
        #expect(source == nil && outcome.rules == ["file-missing"])
        #expect(outcome.hints == ["for the package of that name write `[libzbar0]`"])
    }

    @Test(arguments: [
        ("libzbar0=0.23", "write `libzbar0`"), ("ffmpeg/bookworm", "write `ffmpeg`"), ("LibZ", "small letters"),
    ])
    func refusesWhatIsNoName(_ text: String, _ hint: String) {
        let (_, outcome) = layer("runtimes: [custom.debian12]\ndebian: [\"\(text)\", ffmpeg]\n")
        #expect(outcome.rules == ["debian-list"] && outcome.hints.first?.contains(hint) == true)
    }

    @Test func containerImagesInstallTheirOwn() {
        let (source, outcome) = layer("runtimes: [custom-container]\ndebian: [ffmpeg]\n")
        #expect(source == nil && outcome.rules == ["debian-runtime"])
    }

    @Test func functionNamesPackages() {
        let (source, outcome) = function("    debian: [libzbar0]\n")
        #expect(source?.packages.map(\.name) == ["libzbar0"] && source?.folder == "/work/app/code")
        #expect(outcome.rules == [])
    }

    @Test func listInTheCodeFolderIsTaken() {
        #expect(function(files: ["apt-get.list": "libzbar0\n"]).0?.packages.map(\.name) == ["libzbar0"])
        #expect(function("    dependencies: none\n", files: ["apt-get.list": "libzbar0\n"]).0 == nil)
        // The key says otherwise.
        let own = function("    debian: [ffmpeg]\n", files: ["apt-get.list": "libzbar0\n"])
        #expect(own.0?.packages.map(\.name) == ["ffmpeg"])
    }

    /// `s build` has put the files of the packages there: the folder is ready to pack.
    @Test func folderThatWasBuiltIsTakenAsItIs() {
        let (source, outcome) = function(files: ["apt-get.list": "libzbar0\n", "apt-archives/usr/lib/a": ""])
        #expect(source == nil && outcome.rules == [])
    }

    @Test func funfileGivesItsPackagesAndNamesTheRest() {
        let text = """
            RUNTIME python3
            WORKDIR /code
            # libraries
            RUN fun-install apt-get install libzbar0 \\
                poppler-utils
            RUN fun-install apt-get update && fun-install apt-get install -y ffmpeg
            RUN fun-install pip install pillow
            RUN make all
            FROM other

            """
        let (source, outcome) = function(files: ["Funfile": text])
        #expect(source?.packages.map(\.name) == ["libzbar0", "poppler-utils", "ffmpeg"])
        #expect(outcome.rules == ["funfile-ignored", "funfile-ignored", "funfile-ignored"])
        #expect(
            outcome.lines.first?.hasPrefix("code/Funfile:7: warning[funfile-ignored]: `fun-install pip install pillow`")
                == true)
        #expect(outcome.hints.first?.contains("requirements.txt") == true)
    }

    @Test func tasksOfFunYAMLGiveTheirPackages() {
        let text = "runtime: python3\ntasks:\n  - apt: libzbar0\n  - pip: pillow\n    local: true\n  - shell: make\n"
        let (source, outcome) = function(files: ["fun.yml": text])
        #expect(source?.packages.map(\.name) == ["libzbar0"])
        #expect(source?.packages.first?.location.line == 3)
        #expect(outcome.rules == ["funfile-ignored", "funfile-ignored"])
    }

    @Test func archivesHaveNoPlaceForPackages() {
        let all = [
            "fclayer.yaml":
                "functions:\n  f:\n    runtime: java11\n    handler: a.B::c\n    code: ./a.jar\n    debian: [ffmpeg]\n",
            "a.jar": "",
        ]
        let outcome = Fixture(all).read()
        #expect(
            outcome.rules.contains("debian-runtime") && outcome.hints.contains { $0.contains("dependencies: layer") })
        var layer = all
        layer["fclayer.yaml"]? += "    dependencies: layer\n"
        #expect(Fixture(layer).read().function("f")?.debian?.packages.count == 1)
    }
}
