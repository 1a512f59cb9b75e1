import Archives
import Binaries
import BuildModel
import FunctionCompute

/// Looks up the entry points of Java functions: a class on the class path that implements an interface of fc-java-core
/// (D/146, D/122; validate.md, sections 3 and 4.5).
final class JavaEntries {
    let question: EntryQuestion
    let path: JavaClassPath
    /// The newest class-file version that the runtime loads.
    let newest: Int
    private var problems: [EntryProblem] = []
    /// Classes that something has been said of: a hook of the same class has no problem of its own.
    private var told: Set<String> = []

    private init(_ question: EntryQuestion, _ shelf: JarShelf) {
        self.question = question
        path = JavaClassPath(view: question.view, shelf: shelf)
        newest = JavaClassFile.majorVersion(ofJavaRelease: question.runtime.languageVersion?.major ?? 8)
    }

    static func problems(of question: EntryQuestion, shelf: JarShelf) -> [EntryProblem] {
        let entries = JavaEntries(question, shelf)
        for reference in question.references {
            // Strings that are not of the form are findings of `handler-format` and `handler-empty`.
            guard
                case .javaMethod(let className, let method)? = try? HandlerReference(reference.text, family: .java)
            else { continue }
            entries.check(
                JavaEntry(property: reference.property, text: reference.text, className: className, method: method))
        }
        entries.tellDamagedJars()
        return entries.problems
    }

    private func check(_ entry: JavaEntry) {
        guard !told.contains(entry.className) else { return }
        guard !entry.className.contains("/") else {
            tell(
                JavaClassMissing.description.id, entry, "a class is named with dots", class: entry.className,
                hint: "write `\(JavaClassFile.dotted(entry.className))::\(entry.method)`")
            return
        }
        switch path.find(JavaClassFile.slashed(entry.className)) {
        case .missing: classMissing(entry)
        case .unreadable(let place):
            add(question.unverified("\(entry.words) is not verified: `\(place)` cannot be read", entry.property))
        case .found(let found): check(entry, found)
        }
    }

    private func check(_ entry: JavaEntry, _ found: JavaFoundClass) {
        let file: JavaClassFile
        switch found.file {
        case .success(let facts): file = facts
        case .failure(let error):
            tell(
                JavaClassDamaged.description.id, entry, "`\(found.place)` \(error.description)", class: entry.className,
                at: found.place)
            return
        }
        guard file.name == found.name else {
            tell(
                JavaClassMissing.description.id, entry,
                "`\(found.place)` holds the class `\(file.dottedName)`, which does not fit its path",
                class: entry.className, at: found.place,
                hint: "put classes where their packages say, and write `\(file.dottedName)::\(entry.method)`")
            return
        }
        if let problem = versionProblem(entry, found, file) {
            told.insert(entry.className)
            add(problem)
            return
        }
        if let (words, hint) = JavaObjects.obstacle(to: file) {
            tell(
                HandlerNotCallable.description.id, entry, words, class: entry.className, at: found.place, hint: hint)
            return
        }
        let ancestry = JavaAncestry(of: found, on: path)
        for ancestor in ancestry.classes.dropFirst() {
            guard case .success(let facts) = ancestor.file,
                let problem = versionProblem(entry, ancestor, facts)
            else { continue }
            told.insert(entry.className)
            add(problem)
            return
        }
        let check = JavaContractCheck(question: question, entry: entry, found: found, ancestry: ancestry)
        if let problem = check.problem() { add(problem) }
        tellMissingCore(entry, ancestry)
        if entry.property == "handler" { tellNewerNeighbours(entry, found) }
    }

    // MARK: Versions

    private func versionProblem(_ entry: JavaEntry, _ found: JavaFoundClass, _ file: JavaClassFile) -> EntryProblem? {
        let release = question.runtime.languageVersion?.major ?? 8
        let words: String
        if file.majorVersion > newest {
            words =
                "is class-file version \(file.majorVersion) (Java \(file.javaRelease)); `\(question.runtime.id)` reads "
                + "up to \(newest) (Java \(release))"
        } else if file.minorVersion == 0xFFFF, file.majorVersion >= 55 {
            words = "uses preview features of Java \(file.javaRelease), which `\(question.runtime.id)` has not enabled"
        } else {
            return nil
        }
        return EntryProblem(
            rule: JavaClassVersion.description.id, message: "\(entry.words): `\(found.place)` \(words)",
            property: entry.property, entry: found.place,
            hint: "compile it for Java \(release): `<maven.compiler.release>\(release)</maven.compiler.release>`, "
                + "`javac --release \(release)`")
    }

    /// Classes of the same package that are too new are probably loaded too.
    private func tellNewerNeighbours(_ entry: JavaEntry, _ found: JavaFoundClass) {
        guard let slash = found.name.lastIndex(of: "/") else { return }
        let folder = found.name[...slash]
        let names: [String]
        if let jar = found.jar {
            names = path.open(jar)?.names(endingWith: ".class", limit: 5000) ?? []
        } else {
            names = question.view.names(in: "/code/" + folder.dropLast()).map { folder + $0 }
        }
        let mates = names.filter { name in
            name.hasPrefix(folder) && name.hasSuffix(".class") && !name.dropFirst(folder.count).contains("/")
        }
        for mate in mates.prefix(40) {
            guard case .found(let other) = path.find(String(mate.dropLast(6))), other.name != found.name,
                case .success(let file) = other.file, var problem = versionProblem(entry, other, file)
            else { continue }
            problem.severity = .warning
            add(problem)
            return
        }
    }

    // MARK: What is not there

    private func classMissing(_ entry: JavaEntry) {
        told.insert(entry.className)
        if question.hasUnknownLayers || path.isIncomplete {
            add(
                question.unverified(
                    "\(entry.words) is not verified: no class `\(entry.className)` in the code, and "
                        + (path.isIncomplete
                            ? "a jar is too large to be looked into" : "the contents of a layer are not known"),
                    entry.property))
            return
        }
        // A class that nothing has may be in the jar that nobody can read: one problem, and that is the jar's.
        guard path.damaged.isEmpty else { return }
        add(JavaMissingClass(question: question, path: path, entry: entry).problem())
    }

    private func tellMissingCore(_ entry: JavaEntry, _ ancestry: JavaAncestry) {
        guard let name = ancestry.missingCore.first, !question.hasUnknownLayers, !path.isIncomplete,
            path.damaged.isEmpty, told.insert(JavaAncestry.core).inserted
        else { return }
        add(
            EntryProblem(
                rule: JavaClassMissing.description.id, severity: .warning,
                message: "\(entry.words) implements `\(JavaClassFile.dotted(name))`, which no jar of the package has: "
                    + "fc-java-core is to be packed with the function", property: entry.property,
                hint: "pack dependencies: a fat jar (maven-shade, maven-assembly), or `lib/fc-java-core-*.jar`"))
    }

    /// Jars on the class path that Java cannot read either: an error where a class is missing.
    private func tellDamagedJars() {
        let isMissing = question.references.contains { reference in
            guard case .javaMethod(let name, _)? = try? HandlerReference(reference.text, family: .java),
                case .missing = path.find(JavaClassFile.slashed(name))
            else { return false }
            return true
        }
        for (jar, words) in path.damaged {
            add(
                EntryProblem(
                    rule: JavaJarDamaged.description.id, severity: isMissing ? .error : nil,
                    message: "`\(jar.shown)` cannot be read (\(words)): its classes are not found",
                    property: "handler", entry: jar.shown, hint: "build it again, and copy it in binary mode"))
        }
    }

    // MARK: Telling

    private func tell(
        _ rule: String, _ entry: JavaEntry, _ words: String, class className: String, at place: String? = nil,
        hint: String? = nil
    ) {
        told.insert(className)
        add(
            EntryProblem(
                rule: rule, message: "\(entry.words): \(words)", property: entry.property, entry: place, hint: hint))
    }

    private func add(_ problem: EntryProblem) { problems.append(problem) }
}

/// A handler or hook of a Java function.
struct JavaEntry {
    /// `handler`, or the kind of hook.
    let property: String
    /// The string of the manifest.
    let text: String
    /// With dots.
    let className: String
    let method: String

    /// Words for messages: ``handler `example.App::handleRequest` ``.
    var words: String { "\(property) `\(text)`" }
}

/// Whether the platform can make an object of a class.
enum JavaObjects {
    /// What keeps it from that, with the way out.
    static func obstacle(to file: JavaClassFile) -> (words: String, hint: String?)? {
        let name = "`\(file.dottedName)`"
        if file.isInterface {
            return ("\(name) is an interface: no object can be made of it", "name a class that implements it")
        }
        if file.isAbstract {
            return ("\(name) is abstract: no object can be made of it", "name a class that is derived from it")
        }
        if !file.isPublic { return ("\(name) is not public", "write `public class \(file.simpleName)`") }
        let constructors = file.methods.filter { $0.name == "<init>" }
        if let plain = constructors.first(where: { $0.descriptor == "()V" }) {
            if plain.accessFlags.contains(.public) { return nil }
            return ("the constructor of \(name) without parameters is not public", "make it public")
        }
        if let outer = file.outerName,
            constructors.contains(where: { $0.descriptor.hasPrefix("(L\(outer);") })
        {
            return (
                "\(name) is an inner class: each object needs one of `\(JavaClassFile.dotted(outer))`",
                "make it `static`"
            )
        }
        return ("\(name) has no constructor without parameters", "add `public \(file.simpleName)() {}`")
    }
}

extension JavaClassFile {
    /// The name without package and enclosing classes.
    var simpleName: Substring {
        name.lastIndex { $0 == "/" || $0 == "$" }.map { name[name.index(after: $0)...] } ?? name[...]
    }
    /// The enclosing class by the name.
    var outerName: String? { name.lastIndex(of: "$").map { String(name[..<$0]) } }
}
