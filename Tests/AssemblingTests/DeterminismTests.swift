import BuildModel
import Foundation
import Testing

@testable import Assembling

/// The same input gives the same bytes wherever and however it lies.
struct DeterminismTests {
    private static func build(order: [Int], mode: Int) async throws -> ([UInt8], Package) {
        let folder = try TemporaryFolder()
        for index in order {
            try folder.write("code/module\(index).py", "value = \(index)\n", mode: mode)
            try folder.write("code/Ä\(index)/z.txt", String(repeating: "line \(index)\n", count: 1000), mode: mode)
        }
        try folder.write("code/run.sh", "#!/bin/sh\n", mode: mode | 0o100)
        try folder.link("code/link.py", to: "module1.py")
        try folder.makeFolder("code/empty")
        var assembly = Assembly(folder)
        assembly.add(source: "code")
        var wheel = SampleWheel("lib", ["lib/__init__.py": "pass\n", "lib-1.0.data/scripts/lib": "#!python\n"])
        wheel.entryPoints = "[console_scripts]\nlib-go = lib:go\n"
        try assembly.add(wheel)
        var package = try await assembly.build()
        package.file = ""
        for index in package.components.indices { package.components[index].origin = "" }
        return (try folder.read("out.zip"), package)
    }

    /// The second build runs in a process of its own, because mask, time zone and locale belong to the whole process.
    @Test func bytesDependOnNothingButTheInput() async throws {
        let (first, package) = try await Self.build(order: [1, 2, 3], mode: 0o644)
        let folder = try TemporaryFolder()
        let target = folder.file("other.zip")
        await #expect(processExitsWith: .success) { [target = target as String] in
            umask(0o077)
            setenv("TZ", "Asia/Kathmandu", 1)
            tzset()
            // Whichever the machine has; in Turkish, lower case of `I` is not `i`.
            let locales: [String] = ["tr_TR.UTF-8", "de_DE.UTF-8", "C.UTF-8", "en_US.UTF-8"]
            #expect(locales.contains { setlocale(LC_ALL, $0) != nil })
            let (bytes, _) = try await Self.build(order: [3, 1, 2], mode: 0o600)
            try Data(bytes).write(to: URL(fileURLWithPath: target))
        }
        #expect(try folder.read("other.zip") == first)
        let (second, other) = try await Self.build(order: [2, 3, 1], mode: 0o640)
        #expect(second == first)
        #expect(other == package)
    }
}
