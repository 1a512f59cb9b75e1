import Foundation
import Testing

/// The programs of both examples and of a new project in one package, so that SwiftNIO is compiled once for each image: the
/// package is the one that `fclayer init` makes, with the examples' targets added.
struct SwiftExampleProject {
    /// Images, and the newest glibc that a program for them may need. Compiling SwiftNIO for one takes minutes: the newest and
    /// the oldest image stand for all, unless FCLAYER_TEST_ALL_IMAGES=1 asks for each.
    static let images =
        ProcessInfo.processInfo.environment["FCLAYER_TEST_ALL_IMAGES"] == "1"
        ? [newest, ("custom.debian11", [2, 31]), ("custom.debian10", [2, 28]), oldest] : [newest, oldest]
    private static let newest = ("custom.debian12", [2, 36])
    private static let oldest = ("custom", [2, 24])
    /// Products with the handler of each.
    static let products = [("Thumbnail", "Thumbnail"), ("Notes", "NotesAPI"), ("Greet", "Handler")]

    let project: TestProject
    var folder: String { project.path + "/greet" }

    /// Name of the function of a product on an image.
    static func name(_ product: String, _ image: String) -> String {
        product.lowercased() + "-" + image.replacingOccurrences(of: ".", with: "-")
    }

    init() throws {
        project = try TestProject()
        let made = try Program.fclayer(
            ["init", "greet", "--runtime", "swift", "--library", Self.repository], in: project.path)
        #expect(made.status == 0, "\(made.errors)")
        for (example, targets) in [("swift-thumbnail", ["Assets", "Thumbnail"]), ("swift-http-api", ["Notes"])] {
            for target in targets {
                try FileManager.default.copyItem(
                    atPath: "\(Self.repository)/docs/examples/\(example)/code/Sources/\(target)",
                    toPath: "\(folder)/code/Sources/\(target)")
            }
        }
        try addTargets()
        try project.write("greet/fclayer.yaml", Self.manifest)
        try FileManager.default.removeItem(atPath: folder + "/s.yaml")
        try FileManager.default.copyItem(
            atPath: Self.repository + "/docs/examples/swift-thumbnail/event.json", toPath: folder + "/picture.json")
    }

    /// Where the sources really are.
    private static let repository = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    /// The bundle's name is the package's, and the example has it in a constant.
    private func addTargets() throws {
        var package = try project.read("greet/code/Package.swift")
        package = package.replacingOccurrences(of: "name: \"greet\"", with: "name: \"swift-thumbnail\"")
        package = package.replacingOccurrences(
            of: "dependencies: [.package(path:",
            with:
                "dependencies: [.package(url: \"https://github.com/apple/swift-algorithms\", from: \"1.2.1\"), .package(path:"
        )
        package = package.replacingOccurrences(
            of: "    targets: [\n",
            with: """
                    targets: [
                        .target(name: "Assets", resources: [.copy("presets.txt")]),
                        .executableTarget(
                            name: "Thumbnail",
                            dependencies: [
                                "Assets", .product(name: "Algorithms", package: "swift-algorithms"),
                                .product(name: "FunctionComputeEvents", package: "FunctionComputeRuntime"),
                            ]),
                        .executableTarget(
                            name: "Notes",
                            dependencies: [.product(name: "FunctionComputeRuntime", package: "FunctionComputeRuntime")]),

                """)
        try project.write("greet/code/Package.swift", package)
    }

    private static var manifest: String {
        var text = "upload: { region: cn-hangzhou }\nfunctions:\n"
        for (image, _) in images {
            for (product, handler) in products {
                text += """
                      \(name(product, image)):
                        runtime: \(image)
                        handler: \(handler)
                        code: ./code
                        swift: { product: \(product) }

                    """
            }
        }
        return text
    }

    /// The highest version of glibc that a built program needs.
    func glibc(_ function: String) throws -> [Int] {
        let unpacked = folder + "/unpacked/" + function
        try FileManager.default.createDirectory(atPath: unpacked, withIntermediateDirectories: true)
        let unzip = try Program.run(
            "unzip", ["-q", "-o", "\(folder)/.fclayer/out/functions/\(function).zip", "-d", unpacked])
        #expect(unzip.status == 0, "\(unzip.errors)")
        let needs = try Program.run("readelf", ["-W", "--version-info", unpacked + "/bootstrap"]).output
        let versions = needs.split { " \n\t".contains($0) }.filter { $0.hasPrefix("GLIBC_") }
            .map { $0.dropFirst(6).split(separator: ".").compactMap { Int($0) } }
        return versions.max { $0.lexicographicallyPrecedes($1) } ?? []
    }
}
