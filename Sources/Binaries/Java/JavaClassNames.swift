extension JavaClassFile {
    /// Whether the class is an interface (annotations are).
    public var isInterface: Bool { accessFlags.contains(.interface) }

    /// Whether objects can be made of the class itself.
    public var isAbstract: Bool { accessFlags.contains(.abstract) }

    /// Whether other packages can use the class.
    public var isPublic: Bool { (nestedAccessFlags ?? accessFlags).contains(.public) }

    /// The class's name as configurations write it: `com.example.Outer$Inner`.
    public var dottedName: String { Self.dotted(name) }

    /// The Java release that the class was compiled for, for example 8.
    public var javaRelease: Int { Self.javaRelease(ofMajorVersion: majorVersion) }

    /// Methods of a name, without those that only the compiler knows.
    public func methods(named name: String) -> [JavaMethod] {
        methods.filter { $0.name == name && !$0.isCompilerMade }
    }

    /// The Java release of a class-file version: 52 is 8, 61 is 17 (45 is 1.0 and 1.1).
    public static func javaRelease(ofMajorVersion major: Int) -> Int { major - 44 }

    /// The class-file version of a Java release: 8 is 52.
    public static func majorVersion(ofJavaRelease release: Int) -> Int { release + 44 }

    /// A name with dots instead of slashes.
    public static func dotted(_ name: String) -> String {
        String(decoding: name.utf8.map { $0 == UInt8(ascii: "/") ? UInt8(ascii: ".") : $0 }, as: UTF8.self)
    }

    /// A name with slashes instead of dots, as class files and jars have it.
    public static func slashed(_ name: String) -> String {
        String(decoding: name.utf8.map { $0 == UInt8(ascii: ".") ? UInt8(ascii: "/") : $0 }, as: UTF8.self)
    }
}
