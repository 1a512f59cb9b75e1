/// The fields of a `package.json` that decide how files are loaded.
public struct JavaScriptPackageFile: Hashable, Sendable {
    /// `type`, for example `module`.
    public private(set) var type: String?
    /// `main`: the file that stands for the folder.
    public private(set) var main: String?

    /// Whether `.js` files below it are ES modules.
    public var isModule: Bool { type == "module" }

    /// Reads the file; `nil` if it is no JSON object. Only the object's own strings are looked at.
    public init?(bytes: [UInt8]) {
        var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var depth = 0
        var key: String?
        var isValue = false
        var hasEnded = false
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0D: break
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                if depth == 0, byte != UInt8(ascii: "{") || hasEnded { return nil }
                depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth < 0 { return nil }
                if depth == 0 { hasEnded = true }
            case UInt8(ascii: ":") where depth == 1: isValue = true
            case UInt8(ascii: ",") where depth == 1:
                isValue = false
                key = nil
            case UInt8(ascii: "\""):
                let start = index + 1
                index = start
                while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
                    index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
                }
                guard index < bytes.count, depth > 0 else { return nil }
                guard depth == 1 else { break }
                let text = String(decoding: bytes[start..<index], as: UTF8.self)
                if !isValue {
                    key = text
                } else if key == "type" {
                    type = text
                } else if key == "main" {
                    main = text
                }
            default:
                if depth == 0 { return nil }
            }
            index += 1
        }
        guard hasEnded, depth == 0 else { return nil }
    }
}
