import BuildModel
import FunctionCompute
import Testing

/// Swift functions and runtime layers in manifests.
struct SwiftReaderTests {
    private func read(
        _ more: String, runtime: String = "custom.debian10", files: [String] = ["Package.swift"]
    ) -> Fixture.Outcome {
        var all = [
            "fclayer.yaml": "functions:\n  f:\n    runtime: \(runtime)\n    handler: a.b\n    code: ./code\n\(more)"
        ]
        for file in files { all["code/" + file] = "" }
        all["code/readme.txt"] = ""
        return Fixture(all).read()
    }

    @Test func packageIsFoundByItself() {
        let function = read("").function("f")
        #expect(function?.swift?.product == nil)
        #expect(function?.swift?.linking == .static)
        #expect(function?.swift?.location.line == 5)
    }

    @Test func programThatIsThereIsTakenAsItIs() {
        #expect(read("", files: ["Package.swift", "bootstrap"]).function("f")?.swift == nil)
    }

    @Test(arguments: [("[python3, app.py]", false), ("[./bootstrap]", true), ("[/code/bootstrap, --x]", true)])
    func anotherCommandStartsSomethingElse(command: String, isSwift: Bool) {
        #expect((read("    command: \(command)\n").function("f")?.swift != nil) == isSwift)
    }

    @Test func otherRuntimesHaveNoSwift() {
        #expect(read("", runtime: "python3.10").function("f")?.swift == nil)
    }

    @Test func pythonOfThePackageFolderIsNotTaken() {
        #expect(read("", files: ["Package.swift", "requirements.txt"]).function("f")?.dependencyFile == nil)
    }

    @Test(arguments: SwiftProduct.Linking.allCases)
    func readsProductAndLinking(linking: SwiftProduct.Linking) {
        let outcome = read("    swift: { product: App, runtime: \(linking.rawValue) }\n", runtime: "custom.debian12")
        #expect(outcome.findings.isEmpty)
        #expect(outcome.function("f")?.swift?.product == "App")
        #expect(outcome.function("f")?.swift?.linking == linking)
    }

    @Test func addsToAnotherManifest() {
        let outcome = Fixture([
            "s.yaml": """
            edition: 3.0.0
            name: x
            resources:
              f:
                component: fc3
                props: { region: cn-hangzhou, functionName: f, runtime: custom, handler: x, code: ./code }
            """,
            "fclayer.yaml": "functions:\n  f:\n    swift: { product: App }\n", "code/Package.swift": "",
            "code/bootstrap": "",
        ]).read()
        #expect(outcome.findings.isEmpty, "\(outcome.lines)")
        #expect(outcome.function("f")?.swift?.product == "App")
        #expect(outcome.function("f")?.swift?.location.file == "fclayer.yaml")
    }

    @Test(arguments: [
        ("swift: { runtime: statics }", "value-type", "did you mean `static`?"),
        ("swift: { prodct: App }", "unknown-key", "did you mean `product`?"),
        ("swift: App", "value-type", nil), ("swift: { product: 7 }", "value-type", "put it in quotes"),
        (
            "swift: { runtime: shared }", "swift-runtime-glibc",
            "write `runtime: static`: the program then needs no runtime libraries"
        ),
    ])
    func wrongValuesAreToldWithTheirLine(text: String, rule: String, hint: String?) {
        let outcome = read("    \(text)\n")
        #expect(outcome.rules == [rule])
        #expect(outcome.findings.first?.location.line == 6)
        #expect(outcome.findings.first?.hint == hint)
    }

    @Test func packageMustBeThere() {
        let missing = read("    swift: { product: App }\n", files: ["App/Package.swift"])
        #expect(missing.rules == ["swift-package-missing"])
        #expect(missing.hints == ["write `code: code/App`: there is one"])
        #expect(read("    swift: { product: App }\n", files: []).rules == ["swift-package-missing"])
    }

    @Test func runtimeMustBeCustom() {
        #expect(read("    swift: { product: App }\n", runtime: "nodejs20").rules == ["swift-runtime-family"])
    }

    private func layer(_ text: String) -> Fixture.Outcome {
        Fixture(["layers/swift-runtime/layer.yaml": text]).read()
    }

    @Test func layerNamesItsLibraries() {
        let outcome = layer("runtimes: [custom.debian12]\nswift: { libraries: [core, Foundation] }\n")
        #expect(outcome.findings.isEmpty, "\(outcome.lines)")
        #expect(outcome.project?.layers.first?.swift == [.core, .foundation])
    }

    @Test(arguments: [
        ("runtimes: [custom.debian12]\nswift: { libraries: [core, Fundation] }\n", "value-type"),
        ("runtimes: [custom.debian12]\nswift: {}\n", "value-type"),
        ("runtimes: [custom.debian12]\nswift: [core]\n", "value-type"),
        ("runtimes: [custom.debian12, custom.debian11]\nswift: { libraries: [core] }\n", "swift-runtime-glibc"),
        ("runtimes: [python3.10]\nswift: { libraries: [core] }\n", "swift-runtime-glibc"),
    ])
    func wrongLayersAreTold(text: String, rule: String) {
        #expect(layer(text).rules == [rule])
    }
}
