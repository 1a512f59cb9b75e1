import BuildModel
import FileTrees

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What SwiftPM wrote about the packages that it has found, in the scratch folder's `workspace-state.json`.
struct WorkspaceState: Decodable {
    struct Contents: Decodable { var dependencies: [Dependency] }

    struct Dependency: Decodable {
        struct Package: Decodable {
            var identity: String
            var kind: String
            var location: String
        }

        struct State: Decodable {
            struct Checkout: Decodable {
                var version: String?
                var branch: String?
                var revision: String?
            }

            var name: String
            var path: String?
            var version: String?
            var checkoutState: Checkout?
        }

        var packageRef: Package
        var state: State
        var subpath: String
    }

    var object: Contents

    /// Reads the state; `nil` if there is none, or none that is understood.
    init?(scratch: String) {
        guard let bytes = try? Files.read(scratch + "/workspace-state.json"),
            let value = try? JSONDecoder().decode(WorkspaceState.self, from: Data(bytes))
        else { return nil }
        self = value
    }

    /// Folders of packages that are taken as they lie on this machine.
    var localFolders: [String] {
        object.dependencies.compactMap { dependency in
            ["fileSystem", "edited"].contains(dependency.state.name)
                ? dependency.state.path ?? dependency.packageRef.location : nil
        }
    }

    /// The packages for reports, by name.
    func components(scratch: String) -> [PackageComponent] {
        object.dependencies.map { dependency in
            let checkout = dependency.state.checkoutState
            let isLocal = localFolders.contains(dependency.state.path ?? dependency.packageRef.location)
            let folder = isLocal ? dependency.packageRef.location : scratch + "/checkouts/" + dependency.subpath
            return PackageComponent(
                name: dependency.packageRef.identity,
                version: checkout?.version ?? dependency.state.version ?? checkout?.branch ?? checkout?.revision,
                origin: PackageReport.withoutCredentials(dependency.packageRef.location),
                licence: Licence.name(in: folder))
        }.sorted { $0.name < $1.name }
    }
}

/// The licence of a package by the file that it comes with.
enum Licence {
    /// The SPDX name of a licence that is known by its words, else the name of the file; `nil` without one.
    static func name(in folder: String) -> String? {
        let names = (try? Files.names(inFolder: folder)) ?? []
        guard
            let file = names.sorted().first(where: { name in
                let upper = name.uppercased()
                return upper.hasPrefix("LICENSE") || upper.hasPrefix("LICENCE") || upper == "COPYING"
            })
        else { return nil }
        let text = String(decoding: ((try? Files.read(folder + "/" + file)) ?? []).prefix(4096), as: UTF8.self)
        if text.contains("Apache License"), text.contains("Version 2.0") { return "Apache-2.0" }
        if text.contains("Permission is hereby granted, free of charge") { return "MIT" }
        if text.contains("Redistribution and use in source and binary forms") {
            return text.contains("Neither the name") ? "BSD-3-Clause" : "BSD-2-Clause"
        }
        return file
    }
}
