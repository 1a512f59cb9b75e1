/// An error as the platform reports one: a JSON document with `errorMessage` and `errorType` [D/055].
struct ErrorReport: Sendable {
    let type: String
    let message: String
    let status: HTTPResponseStatus

    init(type: String, message: String, status: HTTPResponseStatus) {
        self.type = type
        self.message = message
        self.status = status
    }

    init(_ error: any Error) {
        if let error = error as? any FunctionError {
            self.init(type: error.errorType, message: error.errorMessage, status: error.status)
        } else {
            self.init(
                type: String(describing: Swift.type(of: error)), message: String(describing: error),
                status: .internalServerError)
        }
    }

    var json: ByteBuffer {
        var buffer = ByteBuffer()
        buffer.writeString("{\"errorMessage\":")
        Self.write(message, to: &buffer)
        buffer.writeString(",\"errorType\":")
        Self.write(type, to: &buffer)
        buffer.writeString("}")
        return buffer
    }

    private static func write(_ text: String, to buffer: inout ByteBuffer) {
        buffer.writeString("\"")
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): buffer.writeString("\\\"")
            case UInt8(ascii: "\\"): buffer.writeString("\\\\")
            case UInt8(ascii: "\n"): buffer.writeString("\\n")
            case 0..<0x20:
                let digits = String(byte, radix: 16)
                buffer.writeString(byte < 16 ? "\\u000\(digits)" : "\\u00\(digits)")
            default: buffer.writeInteger(byte)
            }
        }
        buffer.writeString("\"")
    }
}
