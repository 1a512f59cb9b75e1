import BuildModel
import FunctionCompute
import Testing

@testable import Compiling

/// What SwiftPM tells of a package, and what is chosen of it.
struct PackageDescriptionTests {
    /// As Swift 6.3 prints it, shortened.
    private static let json = """
        warning: something about the manifest
        { "name": "thing", "dependencies": [ { "identity": "near", "path": "/near", "type": "fileSystem" },
            { "identity": "swift-nio", "type": "sourceControl", "url": "https://example.org/swift-nio" } ],
          "products": [ { "name": "Other", "targets": ["Other"], "type": { "executable": null } },
            { "name": "Hello", "targets": ["Hello"], "type": { "executable": null } },
            { "name": "Library", "targets": ["Library"], "type": { "library": ["automatic"] } } ],
          "targets": [ { "name": "Hello", "path": "Sources/Hello", "target_dependencies": ["Library"] },
            { "name": "Other", "path": "Sources/Other" },
            { "name": "Library", "path": "Sources/Library", "resources": [ { "path": "/p/Data", "rule": { "copy": {} } } ],
              "target_dependencies": ["Library"] } ] }
        """

    private let description = PackageDescription(json: Array(Self.json.utf8))

    private func choose(_ name: String?, in description: PackageDescription?) throws -> String {
        try #require(description).product(
            for: SwiftProduct(package: "/p", name: name, runtime: "custom.debian12", location: .init(line: 7)))
    }

    private func failure(_ name: String?, in description: PackageDescription?) throws -> Finding {
        let failure = try #require(
            #expect(throws: StageFailure.self) { try choose(name, in: description) })
        #expect(failure.kind == .project)
        #expect(failure.findings.first?.location.line == 7)
        return try #require(failure.findings.first)
    }

    @Test func namesWhatItHas() throws {
        let description = try #require(description)
        #expect(description.executables == ["Hello", "Other"])
        #expect(description.localFolders == ["/near"])
        #expect(description.bundles(of: "Hello") == ["thing_Library.resources"])
        #expect(description.bundles(of: "Other").isEmpty)
        #expect(PackageDescription(json: Array("error: no".utf8)) == nil)
    }

    @Test func theNamedProductIsTaken() throws {
        #expect(try choose("Other", in: description) == "Other")
    }

    @Test func missingProductIsToldWithTheNearest() throws {
        let finding = try failure("Helo", in: description)
        #expect(finding.rule == "swift-product-unknown")
        #expect(finding.message.contains("found: `Hello`, `Other`"))
        #expect(finding.hint == "did you mean `Hello`?")
    }

    @Test func aLibraryIsNoProgram() throws {
        #expect(try failure("Library", in: description).rule == "swift-product-unknown")
    }

    @Test func severalProductsNeedAName() throws {
        let finding = try failure(nil, in: description)
        #expect(finding.rule == "swift-product-ambiguous")
        #expect(finding.message.contains("`Hello`, `Other`"))
    }

    @Test func theOnlyProductNeedsNone() throws {
        var only = try #require(description)
        only.products.removeAll { $0.name == "Other" }
        #expect(try choose(nil, in: only) == "Hello")
        only.products.removeAll { $0.name == "Hello" }
        #expect(try failure(nil, in: only).message == "the package `thing` has no executable product")
    }

    @Test(arguments: [
        ("// swift-tools-version: 6.2\nimport", "6.2"), ("// swift-tools-version:5.9.1;x", "5.9.1"),
        ("// Copyright\n//swift-tools-version:5.3", "5.3"), ("import PackageDescription", nil), ("", nil),
    ])
    func readsTheToolsVersion(text: String, version: String?) {
        #expect(ToolsVersion.read(Array(text.utf8))?.description == version)
    }
}
