import Binaries

/// A class with all classes and interfaces that it descends from, as far as the class path has them.
struct JavaAncestry {
    /// The class itself first.
    private(set) var classes: [JavaFoundClass] = []
    /// Names of all supertypes, with slashes.
    private(set) var names: Set<String> = []
    /// Supertypes that the class path does not have, without those of the platform and of fc-java-core.
    private(set) var missing: [String] = []
    /// Types of fc-java-core that the class path does not have.
    private(set) var missingCore: [String] = []

    /// The package of fc-java-core.
    static let core = "com/aliyun/fc/runtime/"
    /// More types are not followed: hostile class files may name any number.
    private static let most = 500

    init(of found: JavaFoundClass, on path: JavaClassPath) {
        classes = [found]
        var next = 0
        while next < classes.count {
            let current = classes[next]
            next += 1
            guard case .success(let file) = current.file else { continue }
            for name in [file.superclass].compactMap(\.self) + file.interfaces where names.insert(name).inserted {
                if Self.isPlatform(name) { continue }
                guard names.count <= Self.most else {
                    missing.append(name)
                    return
                }
                if name.hasPrefix(Self.core), !path.has(name) {
                    missingCore.append(name)
                    continue
                }
                switch path.find(name) {
                case .found(let ancestor):
                    classes.append(ancestor)
                    if case .failure = ancestor.file { missing.append(name) }
                case .missing, .unreadable: missing.append(name)
                }
            }
        }
    }

    /// Whether one of the interfaces of fc-java-core is among the supertypes.
    func implements(_ interface: String) -> Bool { names.contains(Self.core + interface) }

    /// Methods of a name that can be called, of the class and of what it descends from. Bridges are left out, and so are
    /// declarations without a body.
    func methods(named name: String) -> [JavaMethod] {
        classes.flatMap { found in
            guard case .success(let file) = found.file else { return [JavaMethod]() }
            return file.methods(named: name).filter { !$0.accessFlags.contains(.abstract) }
        }
    }

    /// Names of methods of the class and its superclasses that users may have meant.
    var methodNames: [String] {
        var seen: Set<String> = []
        return classes.flatMap { found -> [String] in
            guard case .success(let file) = found.file, !file.isInterface else { return [] }
            return file.methods.filter { !$0.isCompilerMade && $0.accessFlags.contains(.public) }.map(\.name)
        }.filter { !$0.hasPrefix("<") && seen.insert($0).inserted }
    }

    /// Types of the JDK: none of them is a handler.
    private static func isPlatform(_ name: String) -> Bool {
        ["java/", "javax/", "jdk/", "sun/", "com/sun/"].contains(where: name.hasPrefix)
    }
}
