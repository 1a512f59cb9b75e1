/// Access and property flags of a class or of a method (Java Virtual Machine Specification, tables 4.1-B, 4.6-A and
/// 4.7.6-A). Some bits mean one thing for classes and another for methods.
public struct JavaAccessFlags: OptionSet, Hashable, Sendable, Codable {
    /// The number in the file.
    public let rawValue: UInt16

    /// Any number.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// `public`.
    public static let `public` = JavaAccessFlags(rawValue: 0x0001)
    /// `private`; of methods and nested classes.
    public static let `private` = JavaAccessFlags(rawValue: 0x0002)
    /// `protected`; of methods and nested classes.
    public static let protected = JavaAccessFlags(rawValue: 0x0004)
    /// `static`; of methods and nested classes.
    public static let `static` = JavaAccessFlags(rawValue: 0x0008)
    /// `final`.
    public static let final = JavaAccessFlags(rawValue: 0x0010)
    /// `synchronized`; of methods. Classes have another meaning for the bit.
    public static let synchronized = JavaAccessFlags(rawValue: 0x0020)
    /// A method that the compiler made so that an override with other types is found.
    public static let bridge = JavaAccessFlags(rawValue: 0x0040)
    /// A method with `...` parameters.
    public static let varargs = JavaAccessFlags(rawValue: 0x0080)
    /// `native`; of methods.
    public static let native = JavaAccessFlags(rawValue: 0x0100)
    /// An interface; of classes.
    public static let interface = JavaAccessFlags(rawValue: 0x0200)
    /// `abstract`; every interface has it too.
    public static let abstract = JavaAccessFlags(rawValue: 0x0400)
    /// Made by the compiler, in no source.
    public static let synthetic = JavaAccessFlags(rawValue: 0x1000)
    /// `@interface`; of classes.
    public static let annotation = JavaAccessFlags(rawValue: 0x2000)
    /// `enum`; of classes.
    public static let `enum` = JavaAccessFlags(rawValue: 0x4000)
    /// `module-info.class`.
    public static let module = JavaAccessFlags(rawValue: 0x8000)
}
