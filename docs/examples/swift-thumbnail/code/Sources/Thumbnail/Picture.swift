import Algorithms
import FunctionComputeEvents

/// A picture of three bytes a pixel.
struct Picture: Sendable {
    let width: Int
    let height: Int
    /// Red, green and blue of each pixel, row by row.
    let bytes: [UInt8]

    /// Reads a binary PPM file: `P6`, width, height, 255, one white space, the bytes.
    init(ppm file: [UInt8]) throws {
        var rest = file[...]
        func number() throws -> Int {
            rest = rest.drop { Self.isSpace($0) }
            while rest.first == UInt8(ascii: "#") {
                rest = rest.drop { $0 != UInt8(ascii: "\n") }.drop { Self.isSpace($0) }
            }
            let digits = rest.prefix { $0 >= 0x30 && $0 <= 0x39 }
            rest = rest.dropFirst(digits.count)
            guard let value = Int(String(decoding: digits, as: UTF8.self)), value > 0 else {
                throw BadRequest("the picture's header is damaged")
            }
            return value
        }
        guard file.starts(with: [0x50, 0x36]) else { throw BadRequest("the picture is no binary PPM file (P6)") }
        rest = rest.dropFirst(2)
        width = try number()
        height = try number()
        guard try number() == 255, width <= 16384, height <= 16384 else {
            throw BadRequest("the picture has more than 8 bits a colour or 16384 pixels a side")
        }
        rest = rest.dropFirst()
        guard rest.count >= width * height * 3 else { throw BadRequest("the picture is cut off") }
        bytes = Array(rest.prefix(width * height * 3))
    }

    private init(width: Int, height: Int, bytes: [UInt8]) {
        (self.width, self.height, self.bytes) = (width, height, bytes)
    }

    var ppm: [UInt8] { Array("P6\n\(width) \(height)\n255\n".utf8) + bytes }

    /// Each new pixel is the mean of those that it covers. Smaller pictures stay as they are.
    func scaled(toLongestSide longest: Int) -> Picture {
        let side = max(width, height)
        guard side > longest else { return self }
        let (newWidth, newHeight) = (max(1, width * longest / side), max(1, height * longest / side))
        var result: [UInt8] = []
        result.reserveCapacity(newWidth * newHeight * 3)
        for (y, x) in product(0..<newHeight, 0..<newWidth) {
            let rows = y * height / newHeight..<max(y * height / newHeight + 1, (y + 1) * height / newHeight)
            let columns = x * width / newWidth..<max(x * width / newWidth + 1, (x + 1) * width / newWidth)
            var sums = (0, 0, 0)
            for (row, column) in product(rows, columns) {
                let start = (row * width + column) * 3
                sums.0 += Int(bytes[start])
                sums.1 += Int(bytes[start + 1])
                sums.2 += Int(bytes[start + 2])
            }
            let count = rows.count * columns.count
            result += [UInt8(sums.0 / count), UInt8(sums.1 / count), UInt8(sums.2 / count)]
        }
        return Picture(width: newWidth, height: newHeight, bytes: result)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
}
