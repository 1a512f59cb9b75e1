import Testing

/// Who may import whom. SwiftPM does not hold these walls: a module that another target has built can be imported without
/// being declared.
struct WallTests {
    private static let cellar: Set<String> = ["BuildModel", "FunctionCompute"]
    private static let rooms: Set<String> = [
        "Manifests", "Planning", "Resolving", "Compiling", "Assembling", "Validating", "Invoking", "Reporting",
    ]
    private static let doors: Set<String> = [
        "Archives", "FileTrees", "ArtifactStore", "Downloads", "Processes", "Binaries", "SourceScanners",
    ]

    /// For each target of `Sources` the targets of ours that it may import.
    private static let table: [String: Set<String>] = [
        "FunctionCompute": [],
        "BuildModel": ["FunctionCompute"],
        "Archives": ["BuildModel"],
        "FileTrees": ["BuildModel"],
        "ArtifactStore": ["BuildModel", "FileTrees"],
        "Downloads": ["BuildModel", "FileTrees"],
        "Processes": ["BuildModel"],
        "Binaries": ["BuildModel"],
        "SourceScanners": ["BuildModel"],
        "Manifests": cellar,
        "Planning": cellar,
        "Resolving": cellar.union(["Archives", "ArtifactStore", "Binaries", "Downloads", "FileTrees", "Processes"]),
        "Compiling": cellar.union(["Archives", "Binaries", "FileTrees", "Processes"]),
        "Assembling": cellar.union(["Archives", "FileTrees"]),
        "Validating": cellar.union(["Archives", "Binaries", "FileTrees", "Processes", "SourceScanners"]),
        "Invoking": cellar.union(["Archives", "Downloads", "FileTrees", "Processes"]),
        "Reporting": cellar,
        "BuildPipeline": cellar.union(rooms).union(doors),
        "fclayer": cellar.union(["BuildPipeline"]),
        "FunctionComputeRuntime": [],
        "FunctionComputeEvents": ["FunctionComputeRuntime"],
    ]

    /// For each library of others the targets that may import it.
    private static let foreign: [String: Set<String>] = [
        "ArgumentParser": ["fclayer"],
        "CLibArchive": ["Archives"],
        "CLibCurl": ["Downloads"],
        "CLibDeflate": ["Archives"],
        "CLibLZMA": ["FileTrees"],
        "CLibZip": ["Archives"],
        "CLinuxNamespaces": ["Processes"],
        "Crypto": ["FileTrees"],
        "Logging": ["FunctionComputeRuntime"],
        "NIOCore": ["FunctionComputeRuntime", "FunctionComputeEvents"],
        "NIOHTTP1": ["FunctionComputeRuntime"],
        "NIOPosix": ["FunctionComputeRuntime"],
        "Subprocess": ["Processes"],
        // The paths in Subprocess's own interface are of these types.
        "System": ["Processes"],
        "SystemPackage": ["Processes"],
        "TOMLKit": ["Resolving"],
        "Yams": ["Manifests", "Reporting"],
    ]

    /// What every target may import. Full Foundation brings start-up time, so it stands in only where there is no
    /// FoundationEssentials.
    private static let system: Set<String> = [
        "Darwin", "Dispatch", "FoundationEssentials", "Glibc", "Musl", "Synchronization",
    ]

    @Test func targetsImportOnlyWhatTheyMay() throws {
        let files = try SourceFile.all()
        #expect(files.count > 50)
        for file in files {
            guard let own = Self.table[file.target] else { continue }
            for found in file.imports {
                let place = "\(file):\(found.line)"
                if found.module == "Foundation" {
                    #expect(
                        found.isFallbackForEssentials,
                        "\(place) imports Foundation; allowed is FoundationEssentials, and Foundation in the `#else` of `#if canImport(FoundationEssentials)`"
                    )
                } else if let holders = Self.foreign[found.module] {
                    #expect(
                        holders.contains(file.target),
                        "\(place) imports \(found.module); allowed is that in \(holders.sorted().joined(separator: ", "))"
                    )
                } else if !Self.system.contains(found.module) {
                    let allowed = own.isEmpty ? "nothing of ours" : own.sorted().joined(separator: ", ")
                    #expect(
                        own.contains(found.module),
                        "\(place) imports \(found.module); allowed in \(file.target) is \(allowed)")
                }
            }
        }
    }

    @Test func everyTargetHasItsRow() throws {
        let targets = Set(try SourceFile.all().map(\.target))
        #expect(targets.subtracting(Self.table.keys) == [], "a new target needs a row in the table of WallTests.swift")
    }

    @Test func roomsKnowNoRoomsAndDoorsNoRooms() {
        for target in Self.rooms.union(Self.doors) {
            #expect(Self.table[target, default: []].isDisjoint(with: Self.rooms), "\(target)")
        }
    }
}
