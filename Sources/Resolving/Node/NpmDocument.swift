#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What a registry says about a package, as far as it matters here.
struct NpmDocument {
    /// Addresses of tarballs by version.
    let tarballs: [String: String]

    private struct Whole: Decodable {
        struct Version: Decodable { var dist: Dist? }
        struct Dist: Decodable { var tarball: String? }
        var versions: [String: Version]
    }

    /// Reads a page of the registry; `nil` for anything else.
    init?(_ bytes: [UInt8]) {
        guard let whole = try? JSONDecoder().decode(Whole.self, from: Data(bytes)) else { return nil }
        tarballs = whole.versions.compactMapValues(\.dist?.tarball)
    }
}
