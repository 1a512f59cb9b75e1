/// A TCP socket that takes connections, as Linux lists it.
public struct ListeningSocket: Hashable, Sendable {
    /// The address: bytes in network order, 4 or 16 of them.
    public let address: [UInt8]
    /// The port.
    public let port: Int
    /// The number of the socket's file.
    let inode: UInt64

    /// A socket at every address, where nothing more is known than that the port is open.
    public static func anywhere(_ port: Int) -> ListeningSocket {
        ListeningSocket(address: [0, 0, 0, 0], port: port, inode: 0)
    }

    /// Whether only the machine itself reaches it: 127.0.0.0/8, ::1 and ::ffff:127.0.0.0/104.
    public var isLoopback: Bool {
        if address.count == 4 { return address[0] == 127 }
        guard address.count == 16 else { return false }
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        if Array(address.prefix(12)) == mapped { return address[12] == 127 }
        return address.prefix(15).allSatisfy { $0 == 0 } && address[15] == 1
    }

    /// The address as people write it, with the port.
    public var description: String {
        if address.count == 4 { return address.map(String.init).joined(separator: ".") + ":\(port)" }
        if address.allSatisfy({ $0 == 0 }) { return "[::]:\(port)" }
        if isLoopback, address.count == 16, address[10] == 0 { return "[::1]:\(port)" }
        let groups = stride(from: 0, to: address.count - 1, by: 2).map {
            String(UInt16(address[$0]) << 8 | UInt16(address[$0 + 1]), radix: 16)
        }
        return "[" + groups.joined(separator: ":") + "]:\(port)"
    }

    /// The sockets that take connections in the network name space of a process; `nil` where the system does not tell.
    static func all(of process: Int32) -> [ListeningSocket]? {
        guard let four = ProcFile.text("/proc/\(process)/net/tcp") else { return nil }
        let six = ProcFile.text("/proc/\(process)/net/tcp6") ?? ""
        return (table(four) + table(six)).sorted { ($0.port, $0.inode) < ($1.port, $1.inode) }
    }

    /// Reads a table of `/proc/net/tcp`: words 1, 3 and 9 are the local address, the state (0A is listening) and the inode.
    static func table(_ text: String) -> [ListeningSocket] {
        text.split(separator: "\n").dropFirst().compactMap { line in
            let words = line.split(separator: " ")
            guard words.count > 9, words[3] == "0A", let inode = UInt64(words[9]) else { return nil }
            let parts = words[1].split(separator: ":")
            guard parts.count == 2, let port = Int(parts[1], radix: 16), let address = bytes(parts[0]) else {
                return nil
            }
            return ListeningSocket(address: address, port: port, inode: inode)
        }
    }

    /// Groups of four bytes, each written as a number of this machine's byte order.
    private static func bytes(_ text: Substring) -> [UInt8]? {
        guard text.utf8.count == 8 || text.utf8.count == 32 else { return nil }
        var result: [UInt8] = []
        var rest = text
        while !rest.isEmpty {
            guard let word = UInt32(rest.prefix(8), radix: 16) else { return nil }
            withUnsafeBytes(of: word) { result.append(contentsOf: $0) }
            rest = rest.dropFirst(8)
        }
        return result
    }
}
