import BuildModel
import Foundation
import Testing

@testable import Assembling

/// The same input gives the same bytes wherever and however it lies.
@Suite(.serialized) struct DeterminismTests {
    private func build(order: [Int], mode: Int) async throws -> ([UInt8], Package) {
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

    @Test func bytesDependOnNothingButTheInput() async throws {
        let (first, package) = try await build(order: [1, 2, 3], mode: 0o644)
        let mask = umask(0o077)
        let zone = ProcessInfo.processInfo.environment["TZ"]
        setenv("TZ", "Asia/Kathmandu", 1)
        tzset()
        // Whichever the machine has; in Turkish, lower case of `I` is not `i`.
        let locale = (["tr_TR.UTF-8", "de_DE.UTF-8", "C.UTF-8"] as [String]).first { setlocale(LC_ALL, $0) != nil }
        defer {
            umask(mask)
            if let zone { setenv("TZ", zone, 1) } else { unsetenv("TZ") }
            tzset()
            setlocale(LC_ALL, "C")
        }
        #expect(locale != nil)
        let (second, other) = try await build(order: [3, 1, 2], mode: 0o600)
        #expect(first == second)
        #expect(package == other)
    }
}
