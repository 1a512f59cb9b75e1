import Archives
import Binaries
import BuildModel

/// Words for a class that is nowhere on the class path, with the best guess what is meant.
struct JavaMissingClass {
    let question: EntryQuestion
    let path: JavaClassPath
    let entry: JavaEntry

    func problem() -> EntryProblem {
        let name = JavaClassFile.slashed(entry.className)
        if let (folder, isAll) = misplaced(name) {
            if isAll { return question.wrapped(in: folder, entry.words, entry.property) }
            return missing(
                name,
                hint: "it lies in `\(folder)/`, which is not on the class path: put the contents of that folder at the "
                    + "root of the zip")
        }
        return missing(name, hint: hint(name) ?? question.madeBeforeDeployment)
    }

    private func missing(_ name: String, hint: String?) -> EntryProblem {
        let jars = path.jars.map(\.shown)
        return EntryProblem(
            rule: JavaClassMissing.description.id, severity: question.missingSeverity,
            message: "\(entry.words): no class `\(entry.className)` (looked for `\(name).class` in the code"
                + (jars.isEmpty ? "; there are no jars)" : " and in \(listed(jars)))"),
            property: entry.property, hint: hint)
    }

    /// The folder of the code in which a class of exactly that name lies, and whether it is the only one.
    private func misplaced(_ name: String) -> (String, Bool)? {
        guard let code = question.view.code else { return nil }
        let ending = "/" + name + ".class"
        let places = code.files.keys.filter { $0.hasSuffix(ending) }.sorted { $0.utf8.count < $1.utf8.count }
        for place in places.prefix(10) {
            guard let bytes = code.bytes(at: place), let file = try? JavaClassFile(bytes: bytes), file.name == name
            else { continue }
            let folder = String(place.dropLast(ending.count))
            return (folder, question.wrappingFolder(holding: "/code/" + name + ".class") == folder)
        }
        return nil
    }

    private func hint(_ name: String) -> String? {
        let names = path.classNames(limit: 20_000)
        func use(_ other: String) -> String { "`\(JavaClassFile.dotted(other))::\(entry.method)`" }
        let simple = name.lastIndex(of: "/").map { name[name.index(after: $0)...] } ?? name[...]
        // Nested classes are named with `$`.
        if let nested = names.first(where: { $0.contains("$") && String($0.map { $0 == "$" ? "/" : $0 }) == name }) {
            return "a nested class is named with `$`: use \(use(nested))"
        }
        let isSame: (String) -> Bool = { $0 == simple || $0.hasSuffix("/" + simple) }
        if let other = names.filter(isSame).min(by: { $0.utf8.count < $1.utf8.count }) {
            return "found `\(JavaClassFile.dotted(other))`: use \(use(other))"
        }
        if names.contains(name + "Kt") {
            return
                "functions of a Kotlin file are static methods of `\(entry.className)Kt`: write a class that implements "
                + "`StreamRequestHandler`"
        }
        if let jar = jarElsewhere(name) {
            return "it is in `\(jar)`, which is not on the class path: put it at the root of the zip or in `lib/`"
        }
        let dotted = names.filter { !$0.contains("$") }.map(JavaClassFile.dotted)
        // Fat jars have ten thousands of classes: those of the user's own package come first, and not all are compared.
        let root = entry.className.prefix { $0 != "." }
        let near = dotted.filter { $0.hasPrefix(root) }.prefix(4000) + dotted.prefix(4000)
        if let nearest = NearestName.nearest(to: entry.className, among: near) {
            return "did you mean `\(nearest)::\(entry.method)`?"
        }
        let files = question.view.code?.files.keys.map(\.self) ?? []
        if names.isEmpty, files.contains(where: { $0.hasSuffix(".java") || $0.hasSuffix(".kt") || $0 == "pom.xml" }) {
            return "the package has sources: build it (`mvn package`), and pack `target/classes` or the jar"
        }
        return nil
    }

    /// A jar in another folder that has the class.
    private func jarElsewhere(_ name: String) -> String? {
        guard let code = question.view.code else { return nil }
        let known = Set(path.jars.map(\.shown))
        let others = code.files.keys.filter { $0.hasSuffix(".jar") && !known.contains($0) }.sorted()
        for other in others.prefix(20) {
            guard let entry = code.files[other],
                let jar = try? NestedArchive(entry, of: code.directory, limit: 32 << 20)
            else { continue }
            if jar.contains(name + ".class") { return other }
        }
        return nil
    }
}
