import Binaries
import BuildModel

/// Words for an assembly or a type that is not there, with the best guess what is meant.
struct DotNetWords {
    let question: EntryQuestion
    let assemblies: DotNetAssemblies
    let entry: DotNetEntry

    func assemblyBroken(_ error: CLIError) -> EntryProblem {
        EntryProblem(
            rule: DotNetEntryRule.description.id, message: "\(entry.words): `\(entry.file)` \(error.description)",
            property: entry.property, entry: entry.file,
            hint: "pack what `dotnet publish -c Release` writes")
    }

    func assemblyMissing() -> EntryProblem {
        if let folder = question.wrappingFolder(holding: "/code/" + entry.file) {
            return question.wrapped(in: folder, entry.words, entry.property)
        }
        let names = assemblies.names
        return EntryProblem(
            rule: DotNetEntryRule.description.id, severity: question.missingSeverity,
            message: "\(entry.words): no `\(entry.file)` at the root of the code"
                + (names.isEmpty ? "; there is no assembly" : "; found: " + listed(names.map { $0 + ".dll" })),
            property: entry.property, hint: assemblyHint(names) ?? question.madeBeforeDeployment)
    }

    private func assemblyHint(_ names: [String]) -> String? {
        func use(_ assembly: String, _ type: String? = nil) -> String {
            "`\(assembly)::\(type ?? entry.type)::\(entry.method)`"
        }
        if entry.assembly.hasSuffix(".dll") {
            return "the assembly is named without `.dll`: use \(use(String(entry.assembly.dropLast(4))))"
        }
        if let other = names.first(where: { $0.lowercased() == entry.assembly.lowercased() }) {
            return "`\(other).dll` differs only by case: use \(use(other))"
        }
        let files = question.view.code?.files.keys.map(\.self) ?? []
        let deeper = files.filter { $0.hasSuffix("/" + entry.file) }
        if let place = deeper.min(by: { ($0.utf8.count, $0) < ($1.utf8.count, $1) }) {
            return "found `\(place)`: zip the contents of its folder"
        }
        for name in assemblies.ownNames.prefix(20) {
            if case .loaded(let assembly) = assemblies.load(name), assembly.type(named: entry.type) != nil {
                return "`\(name).dll` has the type: use \(use(name))"
            }
        }
        if let nearest = NearestName.nearest(to: entry.assembly, among: names) {
            return "did you mean \(use(nearest))?"
        }
        if files.contains(where: { $0.hasSuffix(".csproj") || $0.hasSuffix(".cs") }) {
            return "the package has sources: pack what `dotnet publish -c Release` writes"
        }
        return nil
    }

    func typeMissing(_ assembly: CLIAssembly) -> EntryProblem {
        let types = assembly.types.map(\.fullName).filter { !$0.hasPrefix("<") && !$0.contains("+<") }
        let simple = entry.type.split { $0 == "." || $0 == "+" }.last.map(String.init) ?? entry.type
        // The likely ones first.
        let near = types.filter { Self.lastName($0).lowercased() == simple.lowercased() }
        let found = near.isEmpty ? types : near
        return EntryProblem(
            rule: DotNetEntryRule.description.id,
            message: "\(entry.words): assembly `\(entry.assembly)` has no type `\(entry.type)`; found: "
                + (found.isEmpty ? "none" : listed(found)), property: entry.property, entry: entry.file,
            hint: typeHint(types, near))
    }

    private func typeHint(_ types: [String], _ near: [String]) -> String? {
        func use(_ type: String, in assembly: String) -> String { "`\(assembly)::\(type)::\(entry.method)`" }
        if let nested = types.first(where: { $0.contains("+") && $0.map({ $0 == "+" ? "." : $0 }) == Array(entry.type) }
        ) {
            return "a nested type is named with `+`: use \(use(nested, in: entry.assembly))"
        }
        if near.count == 1 { return "use \(use(near[0], in: entry.assembly))" }
        for name in assemblies.ownNames.prefix(20) where name != entry.assembly {
            if case .loaded(let other) = assemblies.load(name), other.type(named: entry.type) != nil {
                return "`\(name).dll` has it: use \(use(entry.type, in: name))"
            }
        }
        return NearestName.nearest(to: entry.type, among: types).map { "did you mean \(use($0, in: entry.assembly))?" }
    }

    private static func lastName(_ type: String) -> Substring {
        type.lastIndex { $0 == "." || $0 == "+" }.map { type[type.index(after: $0)...] } ?? type[...]
    }
}
