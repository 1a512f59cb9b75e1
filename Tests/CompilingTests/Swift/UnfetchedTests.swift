import Testing

@testable import Compiling

/// Packages that could not be had, by what SwiftPM prints.
struct UnfetchedTests {
    @Test(arguments: [
        ("Fetching https://example.invalid/x\nerror: Git command failed\n", "https://example.invalid/x"),
        ("Fetching https://a.example/x\nFetched https://a.example/x from cache (0.5s)\nerror: no such module\n", nil),
        ("Updating https://me:word@a.example/x\nerror: fatal\n", "https://a.example/x"),
        ("/p/a.swift:1:1: error: cannot find 'Fetching' in scope\n", nil), ("", nil),
    ])
    func theFirstOpenAddressIsNamed(log: String, address: String?) {
        #expect(PackageReport.unfetched(log) == address)
    }
}
