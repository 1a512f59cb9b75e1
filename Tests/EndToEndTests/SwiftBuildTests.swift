import Foundation
import Testing

/// Swift packages through the whole build. Programs are fully static, so that no SDK is needed; they are small, and one build
/// serves several looks, because each costs seconds.
@Suite(.serialized, .timeLimit(.minutes(30)))
struct SwiftBuildTests {
    private static let isPossible = Program.find("swift") != nil && Program.find("objcopy") != nil

    private func project(named name: String = "project") throws -> TestProject {
        let project = try TestProject(named: name)
        try project.write(
            "fclayer.yaml",
            """
            upload: { region: cn-hangzhou }
            functions:
              hello:
                runtime: custom.debian12
                code: ./hello
                swift: { product: Hello, runtime: executable }
              again:
                runtime: custom.debian10
                code: ./hello
                swift: { product: Again, runtime: executable }
            """)
        try project.write(
            "hello/Package.swift",
            """
            // swift-tools-version: 5.9
            import PackageDescription
            let package = Package(name: "hello", targets: [
                .target(name: "Shared"),
                .executableTarget(name: "Hello", dependencies: ["Shared"], resources: [.copy("Words")]),
                .executableTarget(name: "Again", dependencies: ["Shared"]),
            ])
            """)
        try project.write("hello/Sources/Hello/Words/word.txt", "hello")
        // Bundle.module is written by SwiftPM with the path of the build in it; a file of one's own looks beside the program.
        try project.write(
            "hello/Sources/Hello/main.swift",
            """
            import Foundation
            import Shared
            let word = Bundle.module.url(forResource: "word", withExtension: "txt", subdirectory: "Words")
            print(greeting(try word.map { try String(contentsOf: $0, encoding: .utf8) } ?? "lost"))
            """)
        try project.write("hello/Sources/Again/main.swift", "import Shared\nprint(greeting(\"again\"))\n")
        try project.write(
            "hello/Sources/Shared/Shared.swift",
            "public func greeting(_ word: String) -> String { precondition(!word.isEmpty); return \"<\" + word + \">\" }\n"
        )
        return project
    }

    private func build(_ project: TestProject, _ arguments: [String] = []) throws -> Program.Run {
        try Program.fclayer(["build"] + arguments, in: project.path)
    }

    private func run(_ function: String, of project: TestProject) throws -> String {
        let folder = project.path + "/unpacked-" + function
        try? FileManager.default.removeItem(atPath: folder)
        _ = try Program.run(
            "unzip", ["-q", "-o", "\(project.path)/.fclayer/out/functions/\(function).zip", "-d", folder])
        return try Program.run(folder + "/bootstrap", []).output
    }

    private func bytes(_ function: String, of project: TestProject) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: "\(project.path)/.fclayer/out/functions/\(function).zip"))
    }

    @Test(.enabled(if: isPossible), .tools("unzip", "readelf", "strings"))
    func packageBecomesProgramsThatAreTheSameFromTwoFolders() throws {
        let project = try project()
        let sources = project.files(in: "hello")
        let built = try build(project)
        #expect(built.status == 0, "\(built.errors)")
        #expect(try run("hello", of: project) == "<hello>\n")
        #expect(try run("again", of: project) == "<again>\n")
        // The user's folder is as it was.
        #expect(project.files(in: "hello") == sources)
        let program = project.path + "/unpacked-hello/bootstrap"
        #expect(project.files(in: "unpacked-hello").contains("hello_Hello.resources/Words/word.txt"))
        let facts = try Program.run("readelf", ["-nS", program]).output
        #expect(!facts.contains(".symtab") && !facts.contains(".debug_info"))
        let id = facts.split(separator: "\n").first { $0.contains("Build ID") }?.split(separator: " ").last ?? "none"
        let symbols = try Program.run("readelf", ["-nS", project.path + "/.fclayer/symbols/\(id).debug"]).output
        #expect(symbols.contains(".debug_info") && symbols.contains(id))
        #expect(!(try Program.run("strings", ["-a", program]).output.contains(project.path)))

        let noOp = try build(project)
        #expect(noOp.status == 0 && noOp.output == built.output)

        let elsewhere = try self.project(named: "a longer name")
        #expect(try build(elsewhere).status == 0)
        #expect(try bytes("hello", of: project) == bytes("hello", of: elsewhere))
        #expect(try bytes("again", of: project) == bytes("again", of: elsewhere))

        // A line changes: both programs change, and the build of before is built upon.
        let before = try bytes("hello", of: project)
        try project.write(
            "hello/Sources/Shared/Shared.swift",
            "public func greeting(_ word: String) -> String { \"[\" + word + \"]\" }\n")
        #expect(try build(project).status == 0)
        #expect(try run("hello", of: project) == "[hello]\n")
        #expect(try run("again", of: project) == "[again]\n")
        #expect(try bytes("hello", of: project) != before)

        // An error: the compiler's words at its place, and the results stay.
        try project.write("hello/Sources/Shared/Shared.swift", "public func greeting(_ word: String) -> String { 7 }\n")
        let broken = try build(project)
        #expect(broken.status == 1)
        #expect(
            broken.errors.hasPrefix(
                "hello/Sources/Shared/Shared.swift:1:50: error[swift-build-failed]: cannot convert return expression"),
            "\(broken.errors)")
        #expect(try run("hello", of: project) == "[hello]\n")
    }

    @Test(.enabled(if: isPossible)) func problemsOfThePackageAreNamed() throws {
        let project = try project()
        func errors(_ manifest: String, _ swift: String) throws -> String {
            try project.write("hello/Package.swift", manifest)
            try project.write(
                "fclayer.yaml",
                "upload: { region: cn-hangzhou }\nfunctions:\n  hello:\n    runtime: custom.debian12\n    code: ./hello\n"
                    + "    swift: { \(swift) }\n")
            let run = try build(project)
            #expect(run.status == 1, "\(run.errors)")
            return run.errors
        }
        let manifest = try project.read("hello/Package.swift")
        #expect(
            try errors(manifest, "product: Helo, runtime: executable").hasPrefix(
                "fclayer.yaml:6:23: error[swift-product-unknown]: the package `hello` has no executable product `Helo`; "
                    + "found: `Again`, `Hello`\n"))
        #expect(try errors(manifest, "runtime: executable").contains("error[swift-product-ambiguous]"))
        #expect(
            try errors(manifest.replacingOccurrences(of: "targets:", with: "targts:"), "runtime: executable").hasPrefix(
                "hello/Package.swift:3:22: error[swift-package-invalid]: "))
        #expect(
            try errors(manifest.replacingOccurrences(of: "5.9", with: "99.1"), "runtime: executable").hasPrefix(
                "hello/Package.swift:1: error[swift-tools-version]: the package needs Swift 99.1, and the toolchain is "
            ))
        let unfetched = manifest.replacingOccurrences(
            of: "targets:",
            with: "dependencies: [.package(url: \"https://example.invalid/x\", from: \"1.0.0\")], targets:")
        try project.write("hello/Package.swift", unfetched)
        try project.write(
            "fclayer.yaml",
            "upload: { region: cn-hangzhou }\nfunctions:\n  hello:\n    runtime: custom.debian12\n    code: ./hello\n"
                + "    swift: { product: Hello, runtime: executable }\n")
        let locked = try build(project, ["--locked"])
        #expect(locked.status == 1 && locked.errors.contains("error[swift-lock-missing]"), "\(locked.errors)")
    }

    @Test func withoutToolchainItIsSaid() throws {
        let project = try project()
        let run = try Program.fclayer(["build"], in: project.path, environment: ["PATH": "/nowhere"])
        #expect(run.status == 3)
        #expect(run.errors.hasPrefix("error[toolchain-missing]"), "\(run.errors)")
    }
}

/// Swift programs for the runtimes' own glibc, and with the runtime libraries of a layer. SDKs are made of Debian's packages.
@Suite(.network, .tools("swift", "objdump", "unzip", "bwrap"), .serialized, .timeLimit(.minutes(20)))
struct SwiftLinkingTests {
    private func project(_ functions: String) throws -> TestProject {
        let project = try TestProject()
        try project.write("fclayer.yaml", "upload: { region: cn-hangzhou }\nfunctions:\n" + functions)
        try project.write(
            "app/Package.swift",
            """
            // swift-tools-version: 6.0
            import PackageDescription
            let package = Package(name: "app", targets: [.executableTarget(name: "App")])
            """)
        try project.write(
            "app/Sources/App/main.swift",
            """
            let words = await Task { ["swift", "here"] }.value
            print(words.joined(separator: " "))
            """)
        return project
    }

    private func build(_ project: TestProject) throws {
        let run = try Program.fclayer(
            ["build"], in: project.path, environment: ["FCLAYER_SWIFT_SDKS": Program.cache + "/swift-sdks"])
        #expect(run.status == 0, "\(run.errors)")
    }

    private func unpack(_ zip: String, of project: TestProject, to folder: String) throws {
        let zip = project.path + "/.fclayer/out/\(zip).zip"
        _ = try Program.run("unzip", ["-q", zip, "-d", project.path + "/" + folder])
    }

    @Test(arguments: [("custom", 24), ("custom.debian10", 28), ("custom.debian11", 31), ("custom.debian12", 36)])
    func staticProgramNeedsNoNewerLibraryThanTheRuntimeHas(runtime: String, minor: Int) throws {
        let project = try project("  f:\n    runtime: \(runtime)\n    code: ./app\n")
        try build(project)
        try unpack("functions/f", of: project, to: "code")
        let symbols = try Program.run("objdump", ["-T", project.path + "/code/bootstrap"]).output
        let needs = symbols.matches(of: #/GLIBC_2\.(\d+)/#).compactMap { Int($0.output.1) }
        #expect((needs.max() ?? 99) <= minor)
    }

    /// Layers the recipe of the repository into a project.
    private func addLayer(to project: TestProject) throws {
        try FileManager.default.createDirectory(
            atPath: project.path + "/layers", withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            atPath: Program.repository + "/layers/swift-runtime", toPath: project.path + "/layers/swift-runtime")
    }

    /// Runs an unpacked program beside an unpacked layer, with nothing of the user's.
    private func run(_ project: TestProject) throws -> Program.Run {
        try Program.run(
            "bwrap",
            [
                "--ro-bind", "/usr", "/usr", "--ro-bind", "/lib", "/lib", "--ro-bind", "/lib64", "/lib64", "--ro-bind",
                project.path + "/opt", "/opt", "--ro-bind", project.path + "/code", "/code", "--dev", "/dev", "--proc",
                "/proc", "--clearenv", "/code/bootstrap",
            ])
    }

    @Test func dynamicLibraryOfThePackageIsPackedOrNamed() throws {
        let project = try project("  f:\n    runtime: custom.debian12\n    code: ./app\n")
        try project.write(
            "app/Package.swift",
            """
            // swift-tools-version: 6.0
            import PackageDescription
            let package = Package(
                name: "app", dependencies: [.package(path: "../words")],
                targets: [.executableTarget(name: "App", dependencies: [.product(name: "Words", package: "words")])])
            """)
        try project.write("app/Sources/App/main.swift", "import Words\nprint(word())\n")
        try project.write(
            "words/Package.swift",
            """
            // swift-tools-version: 6.0
            import PackageDescription
            let package = Package(
                name: "words", products: [.library(name: "Words", type: .dynamic, targets: ["Words"])],
                targets: [.target(name: "Words")])
            """)
        try project.write("words/Sources/Words/Words.swift", "public func word() -> String { \"dynamic\" }\n")
        let refused = try Program.fclayer(
            ["build"], in: project.path, environment: ["FCLAYER_SWIFT_SDKS": Program.cache + "/swift-sdks"])
        #expect(refused.status == 1)
        #expect(
            refused.errors.contains("error[swift-dynamic-library]: `f` needs `libWords.so`"), "\(refused.errors)")

        try addLayer(to: project)
        try project.write(
            "fclayer.yaml",
            "upload: { region: cn-hangzhou }\nfunctions:\n  f:\n    runtime: custom.debian12\n    code: ./app\n"
                + "    layers: [swift-runtime]\n    swift: { runtime: shared }\n")
        try build(project)
        try unpack("functions/f", of: project, to: "code")
        try unpack("layers/swift-runtime", of: project, to: "opt")
        let run = try run(project)
        #expect(run.output == "dynamic\n", "\(run.errors)")
    }

    @Test func sharedProgramFindsTheRuntimeInTheLayer() throws {
        let project = try project(
            "  f:\n    runtime: custom.debian12\n    code: ./app\n    layers: [swift-runtime]\n    swift: { runtime: shared }\n"
        )
        try addLayer(to: project)
        try build(project)
        try unpack("functions/f", of: project, to: "code")
        try unpack("layers/swift-runtime", of: project, to: "opt")
        let size = try FileManager.default.attributesOfItem(atPath: project.path + "/code/bootstrap")[.size] as? Int
        #expect((size ?? .max) < 100_000)
        let run = try run(project)
        #expect(run.output == "swift here\n", "\(run.errors)")
    }
}
