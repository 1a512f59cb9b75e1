/// Writes tar archives byte by byte, the wrong ones above all.
struct RawTar {
    struct Entry {
        var name: [UInt8]
        /// `0` file, `1` hard link, `2` symlink, `3` device, `5` folder, `6` pipe, `x` pax header.
        var type: Character
        var contents: [UInt8]
        var link: String
        var mode: Int
        /// What the header says, if not the truth.
        var size: Int?

        init(
            _ name: String, type: Character = "0", _ contents: String = "", link: String = "", mode: Int = 0o644,
            size: Int? = nil
        ) {
            self.init(bytes: Array(name.utf8), type: type, contents, link: link, mode: mode, size: size)
        }

        init(
            bytes: [UInt8], type: Character = "0", _ contents: String = "", link: String = "", mode: Int = 0o644,
            size: Int? = nil
        ) {
            name = bytes
            self.type = type
            self.contents = Array(contents.utf8)
            self.link = link
            self.mode = mode
            self.size = size
        }

        static func file(_ name: String, _ contents: String = "contents") -> Entry { Entry(name, contents) }
        static func folder(_ name: String) -> Entry { Entry(name, type: "5", mode: 0o755) }
        static func symlink(_ name: String, _ target: String) -> Entry { Entry(name, type: "2", link: target) }
        static func hardLink(_ name: String, _ target: String) -> Entry { Entry(name, type: "1", link: target) }

        /// A header that gives the next entry a name in UTF-8.
        static func pax(path: String) -> Entry {
            let body = " path=\(path)\n"
            var length = body.utf8.count + 2
            while "\(length)".utf8.count + body.utf8.count != length { length += 1 }
            return Entry("PaxHeaders/x", type: "x", "\(length)\(body)")
        }
    }

    var entries: [Entry]
    /// Whether the blocks of zeros stand at the end.
    var isEnded = true

    init(_ entries: Entry...) { self.entries = entries }

    var bytes: [UInt8] {
        var tar: [UInt8] = []
        for entry in entries {
            tar += Self.header(entry) + entry.contents
            tar += [UInt8](repeating: 0, count: (512 - tar.count % 512) % 512)
        }
        return isEnded ? tar + [UInt8](repeating: 0, count: 1024) : tar
    }

    private static func header(_ entry: Entry) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: 512)
        func put(_ bytes: some Sequence<UInt8>, _ place: Int) {
            for (index, byte) in bytes.enumerated() { block[place + index] = byte }
        }
        func octal(_ number: Int, _ width: Int) -> [UInt8] {
            let digits = String(number, radix: 8)
            return Array((String(repeating: "0", count: width - digits.count) + digits).utf8)
        }
        put(entry.name.prefix(100), 0)
        put(octal(entry.mode, 7), 100)
        put(octal(0, 7), 108)
        put(octal(0, 7), 116)
        put(octal(entry.size ?? entry.contents.count, 11), 124)
        put(octal(0, 11), 136)
        put([UInt8](repeating: 0x20, count: 8), 148)
        put(String(entry.type).utf8, 156)
        put(entry.link.utf8.prefix(100), 157)
        put("ustar\0".utf8, 257)
        put("00".utf8, 263)
        let sum = block.reduce(0) { $0 + Int($1) }
        put(octal(sum, 6) + [0, 0x20], 148)
        return block
    }
}

/// Writes Debian packages byte by byte.
struct RawDeb {
    var members: [(name: String, bytes: [UInt8])]

    init(_ members: (name: String, bytes: [UInt8])...) { self.members = members }

    /// A whole package with these contents.
    init(data: RawTar, control: String = "Package: a\nVersion: 1\nArchitecture: all\n") {
        members = [
            ("debian-binary", Array("2.0\n".utf8)), ("control.tar", RawTar(.file("./control", control)).bytes),
            ("data.tar", data.bytes),
        ]
    }

    var bytes: [UInt8] {
        var file = Array("!<arch>\n".utf8)
        for member in members {
            func field(_ text: String, _ width: Int) -> String {
                text + String(repeating: " ", count: width - text.utf8.count)
            }
            file += Array((field(member.name, 16) + field("0", 12) + field("0", 6) + field("0", 6)).utf8)
            file += Array((field("100644", 8) + field("\(member.bytes.count)", 10) + "`\n").utf8) + member.bytes
            if member.bytes.count % 2 == 1 { file.append(0x0A) }
        }
        return file
    }
}
