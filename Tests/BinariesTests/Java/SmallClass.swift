/// A class file made by hand, each part where a test can damage it.
struct SmallClass {
    var major = 52
    var name: [UInt8] = Array("com/example/A".utf8)
    var superclassIndex = 4
    var interfaces: [Int] = [6]
    var methodCount = 1
    var methodNameIndex = 7
    var attributeLength = 2
    var tail: [UInt8] = []
    /// Constants after the ten that the class uses.
    var moreConstants: [[UInt8]] = []

    var bytes: [UInt8] {
        let constants: [[UInt8]] =
            [
                text(name), [7] + number(1),
                text("java/lang/Object"), [7] + number(3),
                text("java/lang/Runnable"), [7] + number(5),
                text("run"), text("()V"), text("Signature"), text("()TT;"),
            ] + moreConstants
        var file: [UInt8] = [0xCA, 0xFE, 0xBA, 0xBE] + number(0) + number(major)
        file += number(constants.count + 1) + constants.flatMap { $0 }
        file += number(0x0021) + number(2) + number(superclassIndex)
        file += number(interfaces.count) + interfaces.flatMap(number)
        file += number(0) + number(methodCount)
        file += number(0x0001) + number(methodNameIndex) + number(8) + number(1)
        file += number(9) + [0, 0] + number(attributeLength) + number(10)
        return file + number(0) + tail
    }

    func text(_ text: String) -> [UInt8] { self.text(Array(text.utf8)) }

    func text(_ bytes: [UInt8]) -> [UInt8] { [1] + number(bytes.count) + bytes }

    func number(_ value: Int) -> [UInt8] { [UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)] }
}
