// Its header brings in the system's own, and with them the kinds of sockets.
import CLinuxNamespaces

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Ports of this machine.
public enum TCPPort {
    /// Whether somebody listens on a port already, at whatever address.
    public static func isTaken(_ port: Int) -> Bool {
        withSocket { descriptor in
            var yes: Int32 = 1
            setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
            return withAddress(port, INADDR_ANY) { bind(descriptor, $0, $1) } != 0 && errno == EADDRINUSE
        }
    }

    /// Whether a server on this machine takes connections at 127.0.0.1.
    public static func accepts(_ port: Int) -> Bool {
        withSocket { descriptor in withAddress(port, INADDR_LOOPBACK) { connect(descriptor, $0, $1) } == 0 }
    }

    private static func withSocket(_ body: (Int32) -> Bool) -> Bool {
        #if canImport(Glibc)
            let kind = Int32(SOCK_STREAM.rawValue)
        #else
            let kind = SOCK_STREAM
        #endif
        let descriptor = socket(AF_INET, kind, 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return body(descriptor)
    }

    private static func withAddress(
        _ port: Int, _ host: in_addr_t, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(clamping: port)).bigEndian
        address.sin_addr.s_addr = host.bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
