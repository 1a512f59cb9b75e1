import Foundation
import Testing

/// `docs/examples/swift-thumbnail`, `docs/examples/swift-http-api` and what `fclayer init` makes, built for the images, validated
/// and called in a sandbox. SwiftNIO is fetched and compiled for each image, Debian's packages are fetched.
@Suite(.network, .tools("swift", "unzip", "readelf"), .serialized, .timeLimit(.minutes(60))) struct SwiftExampleTests {
    @Test func runOnTheImages() throws {
        let example = try SwiftExampleProject()
        let built = try Program.fclayer(["build"], in: example.folder)
        try #require(built.status == 0, "\(built.errors)")
        let checked = try Program.fclayer(["validate"], in: example.folder)
        #expect(checked.status == 0 && !checked.errors.contains("warning["), "\(checked.errors)")
        for (image, highest) in SwiftExampleProject.images {
            for (product, _) in SwiftExampleProject.products {
                let name = SwiftExampleProject.name(product, image)
                let needs = try example.glibc(name)
                print("\(name): GLIBC_\(needs.map(String.init).joined(separator: "."))")
                #expect(!needs.isEmpty && !highest.lexicographicallyPrecedes(needs), "\(name) needs \(needs)")
            }
            if Program.find("bwrap") != nil { try call(example, image) }
        }
        try takeAnyHandler(example)
    }

    private func call(_ example: SwiftExampleProject, _ image: String) throws {
        func invoke(_ product: String, _ arguments: [String]) throws -> String {
            let run = try Program.fclayer(
                ["invoke", SwiftExampleProject.name(product, image)] + arguments, in: example.folder)
            #expect(run.status == 0, "\(product) on \(image): \(run.errors)")
            return run.output
        }
        let thumbnail = try invoke("Thumbnail", ["--event", "picture.json"])
        #expect(thumbnail.contains("\"width\":16") && thumbnail.contains("\"height\":8"), "\(thumbnail)")
        #expect(try invoke("Greet", ["--event", "event.json"]).contains("\"Hello, Ada!\""))
        #expect(try invoke("Notes", ["--http", "GET /count?to=3"]).contains("1\n2\n3\n"))
        #expect(try invoke("Notes", ["--http", "POST /notes", "--event", "event.json"]).contains("1\n"))
    }

    /// With one function in the program any handler is right, also where no manifest describes the zip.
    private func takeAnyHandler(_ example: SwiftExampleProject) throws {
        let newest =
            example.folder + "/.fclayer/out/functions/"
            + SwiftExampleProject.name("Notes", "custom.debian12") + ".zip"
        let fitting = try Program.fclayer(
            ["validate", newest, "--runtime", "custom.debian12", "--handler", "anything"], in: example.folder)
        #expect(fitting.status == 0, "\(fitting.errors)")
    }

    /// The packages as they stand in the repository: SwiftPM takes them, and nothing of fclayer but its library is asked for.
    @Test(arguments: ["swift-thumbnail", "swift-http-api"]) func packagesAreSound(_ example: String) throws {
        let folder =
            URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().path + "/docs/examples/" + example
        let dumped = try Program.run("swift", ["package", "--package-path", folder + "/code", "dump-package"])
        #expect(dumped.status == 0, "\(dumped.errors)")
        let plan = try Program.fclayer(["plan"], in: folder)
        #expect(plan.status == 0, "\(plan.errors)")
    }
}
