import CLinuxNamespaces

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The network that a process sees.
public final class NetworkNamespace: Sendable {
    private let descriptor: Int32

    /// The network of a process; `nil` where it cannot be had.
    public init?(of process: Int32) {
        descriptor = open("/proc/\(process)/ns/net", O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { return nil }
    }

    deinit { close(descriptor) }

    /// A TCP socket inside that network, which the caller closes; negative if it cannot be had.
    public func socket(family: Int32) -> Int32 { fclayer_socket_in_namespace(descriptor, family) }
}
