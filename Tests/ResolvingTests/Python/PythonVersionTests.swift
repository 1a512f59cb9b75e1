import Testing

@testable import Resolving

@Suite struct PythonVersionTests {
    /// The order of PEP 440.
    static let ordered = [
        "1.0.dev456", "1.0a1", "1.0a2.dev456", "1.0a12.dev456", "1.0a12", "1.0b1.dev456", "1.0b2",
        "1.0b2.post345.dev456",
        "1.0b2.post345", "1.0rc1.dev456", "1.0rc1", "1.0", "1.0+abc.5", "1.0+abc.7", "1.0+5", "1.0.post456.dev34",
        "1.0.post456", "1.0.15", "1.1.dev1", "1!0.1",
    ]

    @Test func ordersAsTheStandardSays() throws {
        let versions = try Self.ordered.map { try #require(PythonVersion($0)) }
        #expect(versions.sorted() == versions)
        #expect(Set(versions).count == versions.count)
    }

    @Test(arguments: [
        ("1.0", "1"), ("1.0.0", "1"), ("v1.0", "1.0"), ("1.0-1", "1.0.post1"), ("1.0alpha1", "1.0a1"),
        ("1.0.rc.1", "1.0rc1"), ("1.0_c3", "1.0rc3"), ("1.0r4", "1.0.post4"), ("1.0a", "1.0a0"),
    ])
    func takesOtherSpellings(left: String, right: String) {
        #expect(PythonVersion(left) == PythonVersion(right))
    }

    @Test(arguments: ["", "one", "1.", "1..2", "1.0+", "1.0 beta", "1.0-x", "99999999999999999999999"])
    func refusesOtherText(text: String) { #expect(PythonVersion(text) == nil) }

    @Test(arguments: [
        (">=3.8", "3.8", true), (">=3.8,<4", "3.12", true), ("<3.9", "3.10", false), ("!=3.9.*", "3.9.7", false),
        ("==3.*", "3.0.1", true), ("~=2.2", "2.9", true), ("~=2.2", "3.0", false), ("~=1.4.5", "1.5.0", false),
        ("<1.0", "1.0rc1", false), (">1.0", "1.0.post1", false), ("==1.0", "1.0+local", true),
        ("===1.0", "1.0.0", false),
        ("", "7", true), ("==1.0+a", "1.0", false),
    ])
    func specifiersHoldOrNot(text: String, version: String, expected: Bool) throws {
        let specifier = try #require(VersionSpecifier(text))
        #expect(specifier.contains(try #require(PythonVersion(version))) == expected)
    }

    @Test(.enabled("needs python3 with pip") { await Tools.hasPackaging() })
    func agreesWithPackaging() async throws {
        let versions = Self.ordered + ["3.10", "3.9.1", "2.0", "0.9", "1.0.1", "1.0.post1"]
        let specifiers = [
            ">=1.0", ">1.0", "<1.0", "<=1.0", "==1.0", "!=1.0", "==1.*", "!=1.0.*", "~=1.0", "~=0.9.1", ">=1.0a1,<1.1",
            "<1.0rc1", ">1.0.post456", "==1.0+abc.5", "!=1.0+abc.5", "===1.0",
        ]
        let judged = try await Tools.python(
            """
            import sys
            from pip._vendor.packaging.specifiers import SpecifierSet
            versions, specifiers = [a.split(";") for a in sys.argv[1:]]
            for s in specifiers:
                print("".join("1" if SpecifierSet(s).contains(v, prereleases=True) else "0" for v in versions))
            """, [versions.joined(separator: ";"), specifiers.joined(separator: ";")])
        for (text, line) in zip(specifiers, judged.split(separator: "\n")) {
            let specifier = try #require(VersionSpecifier(text))
            let own = versions.compactMap { PythonVersion($0) }.map { specifier.contains($0) ? "1" : "0" }.joined()
            #expect(own == line, "\(text) on \(versions)")
        }
    }
}
