import FunctionCompute
import Testing

/// The catalogue against the tables of the platform's documents (`docs/sources.md`).
@Suite struct RuntimeCatalogueTests {
    /// Identifier, Debian release (0: none), version of Python, whether it is retired.
    static let table: [(id: String, debian: Int, python: DottedVersion?, retired: Bool)] = [
        ("nodejs20", 10, nil, false), ("nodejs18", 10, nil, false), ("nodejs16", 9, nil, false),
        ("nodejs14", 9, nil, false),
        ("nodejs12", 9, nil, false), ("nodejs10", 9, nil, true), ("nodejs8", 9, nil, true), ("nodejs6", 9, nil, true),
        ("nodejs4.4", 9, nil, true), ("python3.12", 11, "3.12", false), ("python3.10", 10, "3.10", false),
        ("python3.9", 9, "3.9", false), ("python3", 9, "3.6", false), ("python2.7", 9, "2.7", true),
        ("php7.2", 9, nil, false),
        ("java8", 9, nil, false), ("java11", 9, nil, false), ("dotnetcore3.1", 9, nil, false),
        ("dotnetcore2.1", 9, nil, true),
        ("go1", 10, nil, false), ("custom", 9, "3.7.4", false), ("custom.debian10", 10, "3.10", false),
        ("custom.debian11", 11, "3.12", false), ("custom.debian12", 12, "3.11", false),
        ("custom-container", 0, nil, false),
        ("micro-sandbox", 0, nil, false),
    ]

    @Test func hasEveryRuntimeOnceAndNoOther() {
        #expect(RuntimeCatalogue.all.map(\.id).sorted() == Self.table.map(\.id).sorted())
    }

    @Test(arguments: table.map(\.id))
    func agreesWithTheDocuments(_ id: String) throws {
        let row = try #require(Self.table.first { $0.id == id })
        let runtime = try #require(RuntimeCatalogue.runtime(id))
        #expect(runtime.debian?.rawValue ?? 0 == row.debian)
        #expect(runtime.pythonVersion == row.python)
        #expect((runtime.retirement != nil) == row.retired)
    }

    @Test func knowsNoRuntimeThatThePlatformHasNot() {
        for id in ["nodejs22", "python3.11", "swift", "Python3.10", "", "provided.al2023"] {
            #expect(RuntimeCatalogue.runtime(id) == nil)
        }
    }

    @Test(
        arguments: [
            ("python3", "2.24", "manylinux_2_24_x86_64", "cp36"),
            ("python3.9", "2.24", "manylinux_2_24_x86_64", "cp39"),
            ("python3.10", "2.28", "manylinux_2_28_x86_64", "cp310"),
            ("python3.12", "2.31", "manylinux_2_31_x86_64", "cp312"),
            ("custom", "2.24", "manylinux_2_24_x86_64", "cp37"),
            ("custom.debian10", "2.28", "manylinux_2_28_x86_64", "cp310"),
            ("custom.debian11", "2.31", "manylinux_2_31_x86_64", "cp312"),
            ("custom.debian12", "2.36", "manylinux_2_36_x86_64", "cp311"),
        ] as [(String, DottedVersion, String, String)])
    func decidesWhichWheelsLoad(_ id: String, _ glibc: DottedVersion, _ platform: String, _ python: String) throws {
        let runtime = try #require(RuntimeCatalogue.runtime(id))
        #expect(runtime.debian?.glibc == glibc)
        #expect(runtime.debian?.newestPlatformTag == platform)
        #expect(runtime.pythonTag == python)
    }

    @Test func librariesOfNewerReleasesAreNewer() {
        let releases = DebianRelease.allCases
        for (older, newer) in zip(releases, releases.dropFirst()) {
            #expect(older.glibc < newer.glibc)
            #expect(older.glibcxx < newer.glibcxx)
            #expect(older.cxxabi < newer.cxxabi)
        }
    }

    @Test func searchesLayersOnlyInBuiltInRuntimes() {
        for runtime in RuntimeCatalogue.all {
            let isBuiltIn = runtime.family != .custom && runtime.family != .container
            #expect(runtime.findsLayersByItself == isBuiltIn)
            if !isBuiltIn { #expect(runtime.layerSearchFolders.isEmpty) }
            let libraries = runtime.environment["LD_LIBRARY_PATH"]?.split(separator: ":") ?? []
            #expect(libraries.contains("/opt/lib") == isBuiltIn, "\(runtime.id)")
        }
    }

    @Test func labelsPublicBetas() {
        #expect(RuntimeCatalogue.all.filter(\.isPublicBeta).map(\.id) == ["python3.12", "custom.debian11"])
    }

    @Test func retiresWithDatesInOrderAndASuccessorThatIsTaken() throws {
        for runtime in RuntimeCatalogue.all {
            guard let retirement = runtime.retirement else { continue }
            #expect(retirement.noNewFunctions < retirement.noUpdates)
            let successor = try #require(RuntimeCatalogue.runtime(retirement.successor))
            #expect(successor.retirement == nil)
            #expect(successor.family == runtime.family)
        }
        #expect(RuntimeCatalogue.runtime("nodejs10")?.retirement?.noUpdates == "2024-12-15")
        #expect(RuntimeCatalogue.runtime("python2.7")?.retirement?.noUpdates == "2024-09-25")
    }

    @Test func namesASourceForEveryValue() {
        for runtime in RuntimeCatalogue.all {
            #expect(runtime.sources["id"] != nil)
            if runtime.debian != nil { #expect(runtime.sources["debian"] != nil, "\(runtime.id)") }
            if runtime.pythonVersion != nil { #expect(runtime.sources["pythonVersion"] != nil, "\(runtime.id)") }
            if runtime.languageVersion != nil { #expect(runtime.sources["languageVersion"] != nil, "\(runtime.id)") }
            if runtime.retirement != nil { #expect(runtime.sources["retirement"] == "D/009") }
            if !runtime.environment.isEmpty { #expect(runtime.sources["environment"] != nil, "\(runtime.id)") }
        }
    }
}
