/// The fields of a `package.json` that decide how files are found and loaded. Fields of the wrong type count as absent,
/// as they do for Node.js.
public struct JavaScriptPackageFile: Hashable, Sendable {
    /// `name`
    public private(set) var name: String?
    /// `type`, for example `module`.
    public private(set) var type: String?
    /// `main`: the file that stands for the folder.
    public private(set) var main: String?
    /// `exports`, where it is there and not `null`.
    private(set) var exports: JavaScriptJSON?
    /// `imports`, where it is an object.
    private(set) var imports: JavaScriptJSON?
    /// The names in `dependencies`.
    public private(set) var dependencies: Set<String> = []
    /// The names in `devDependencies`, which `npm install --omit=dev` leaves out.
    public private(set) var devDependencies: Set<String> = []
    /// The names in `optionalDependencies`, and those in `peerDependencies` that are optional.
    public private(set) var optionalDependencies: Set<String> = []

    /// Whether the file holds an object, as it should.
    private var isObject = true
    /// Whether `.js` files below it are ES modules.
    public var isModule: Bool { type == "module" }

    /// What a `package.json` turned out to be.
    public enum Reading: Hashable, Sendable {
        /// An object, or another value, which has no fields.
        case fields(JavaScriptPackageFile)
        /// No JSON.
        case invalid(SourcePlace)
        /// Nested deeper than it is looked into.
        case unknown
    }

    private static let wanted: Set<String> = [
        "name", "type", "main", "exports", "imports", "dependencies", "devDependencies", "optionalDependencies",
        "peerDependenciesMeta",
    ]

    /// Reads the file.
    public static func read(_ bytes: [UInt8]) -> Reading {
        do throws(JavaScriptJSON.Problem) {
            let members = try JavaScriptJSONReader.members(bytes, named: wanted)
            var file = JavaScriptPackageFile()
            file.isObject = members != nil
            for member in members ?? [] { file.take(member) }
            return .fields(file)
        } catch {
            guard case .invalid(let offset) = error else { return .unknown }
            return .invalid(LineMap(bytes).place(offset))
        }
    }

    /// Reads the file; `nil` if it is no object of JSON.
    public init?(bytes: [UInt8]) {
        guard case .fields(let file) = Self.read(bytes), file.isObject else { return nil }
        self = file
    }

    private init() {}

    /// Whether bytes are JSON; the place of what is not. `nil` too for what is nested too deep to tell.
    public static func problem(ofJSON bytes: [UInt8]) -> SourcePlace? {
        do throws(JavaScriptJSON.Problem) {
            _ = try JavaScriptJSONReader.members(bytes, named: [])
            return nil
        } catch {
            guard case .invalid(let offset) = error else { return nil }
            return LineMap(bytes).place(offset)
        }
    }

    private mutating func take(_ member: JavaScriptJSON.Member) {
        let names = { Set(member.value.members?.map(\.key) ?? []) }
        switch member.key {
        case "name": name = member.value.text
        case "type": type = member.value.text
        case "main": main = member.value.text
        case "exports": exports = member.value == .null ? nil : member.value
        case "imports": imports = member.value.members == nil ? nil : member.value
        case "dependencies": dependencies = names()
        case "devDependencies": devDependencies = names()
        case "optionalDependencies", "peerDependenciesMeta": optionalDependencies.formUnion(names())
        default: break
        }
    }
}
