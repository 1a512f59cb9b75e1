import Binaries
import BuildModel
import FunctionCompute

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What an assembly wants around itself: a .NET that is new enough, and other assemblies.
struct DotNetSurroundings {
    let question: EntryQuestion
    let entry: DotNetEntry

    func problems(_ assembly: CLIAssembly, _ assemblies: DotNetAssemblies) -> [EntryProblem] {
        if let problem = frameworkProblem(assembly) { return [problem] }
        return dependencyProblem(assembly, assemblies) + dependencyList()
    }

    // MARK: The framework

    private func frameworkProblem(_ assembly: CLIAssembly) -> EntryProblem? {
        guard let available = question.runtime.languageVersion else { return nil }
        let wanted: String
        if let target = assembly.targetFramework {
            guard let version = Self.version(in: target) else { return nil }
            if target.hasPrefix(".NETCoreApp,"), version > available {
                wanted = "`\(entry.file)` is built for \(Self.name(version))"
            } else if target.hasPrefix(".NETStandard,"), version > "2.0", available < "3.0" {
                wanted = "`\(entry.file)` is built for .NET Standard \(version)"
            } else {
                return nil
            }
        } else if let core = assembly.references.first(where: { $0.name == "System.Runtime" }), core.version.major >= 5
        {
            wanted = "`\(entry.file)` refers to System.Runtime \(core.version)"
        } else if let version = runtimeConfiguration, version > available {
            wanted = "`\(entry.assembly).runtimeconfig.json` wants \(Self.name(version))"
        } else {
            return nil
        }
        return EntryProblem(
            rule: DotNetFramework.description.id,
            message: "\(entry.words): \(wanted), `\(question.runtime.id)` has .NET Core \(available)",
            property: entry.property, entry: entry.file,
            hint:
                "build it with `<TargetFramework>netcoreapp\(available)</TargetFramework>`, or run a newer .NET on a custom "
                + "runtime")
    }

    /// The version in `.NETCoreApp,Version=v3.1`.
    private static func version(in target: String) -> DottedVersion? {
        guard let range = target.firstRange(of: "Version=v") else { return nil }
        return number(target[range.upperBound...].prefix { $0.isASCII && ($0.isNumber || $0 == ".") })
    }

    /// Major and minor version of `3.1.0`.
    private static func number(_ text: Substring) -> DottedVersion? {
        let numbers = text.split(separator: ".").prefix(2).map { Int($0) }
        guard let major = numbers.first.flatMap(\.self), major < 1000 else { return nil }
        let minor = numbers.dropFirst().first.flatMap(\.self) ?? 0
        return DottedVersion("\(major).\(minor)")
    }

    private static func name(_ version: DottedVersion) -> String {
        version >= "5.0" ? ".NET \(version)" : ".NET Core \(version)"
    }

    private struct Configuration: Decodable {
        struct Options: Decodable {
            var framework: Framework?
            var frameworks: [Framework]?
            var includedFrameworks: [Framework]?
        }
        struct Framework: Decodable {
            var version: String
        }
        var runtimeOptions: Options
    }

    /// The newest framework that `X.runtimeconfig.json` names.
    private var runtimeConfiguration: DottedVersion? {
        let path = "/code/\(entry.assembly).runtimeconfig.json"
        guard let bytes = question.view.bytes(at: path, limit: 1 << 20), Self.nesting(of: bytes) < 32,
            let file = try? JSONDecoder().decode(Configuration.self, from: Data(bytes))
        else { return nil }
        let options = file.runtimeOptions
        let all =
            [options.framework].compactMap(\.self) + (options.frameworks ?? []) + (options.includedFrameworks ?? [])
        return all.compactMap { Self.number($0.version[...]) }.max()
    }

    /// The most brackets that are open at once: a decoder goes down as deep.
    private static func nesting(of bytes: [UInt8]) -> Int {
        var open = 0
        var most = 0
        for byte in bytes {
            if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") { open += 1 }
            if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") { open -= 1 }
            most = max(most, open)
        }
        return most
    }

    // MARK: Other assemblies

    private func dependencyProblem(_ assembly: CLIAssembly, _ assemblies: DotNetAssemblies) -> [EntryProblem] {
        let missing = assembly.references.map(\.name).filter { !DotNetAssemblies.isPlatform($0) && !assemblies.has($0) }
        if missing.isEmpty { return [] }
        return [
            EntryProblem(
                rule: DependencyMissing.description.id, severity: .warning,
                message:
                    "\(entry.words): `\(entry.file)` refers to \(listed(missing)), which the package does not have",
                property: entry.property, entry: entry.file,
                hint: "pack what `dotnet publish` writes: `dotnet build` leaves dependencies out")
        ]
    }

    private func dependencyList() -> [EntryProblem] {
        let name = entry.assembly + ".deps.json"
        if question.view.file(at: "/code/" + name) != nil { return [] }
        return [
            EntryProblem(
                rule: DotNetDependencyList.description.id, message: "`\(name)` is not beside `\(entry.file)`",
                property: entry.property, entry: entry.file,
                hint: "pack the whole output of `dotnet publish`, where it is written")
        ]
    }
}
