import CLibDeflate

/// How an archive is written. Nothing here changes the bytes of the archive.
public struct ZipOptions: Sendable {
    /// Threads that compress.
    public var threads: Int
    /// Most bytes of a member's contents; at most 4 GiB - 2, beyond which readers need 64-bit records.
    public var memberLimit: UInt64
    /// Asked often, from several threads that belong to no task (so `Task.isCancelled` knows nothing there); `true` stops the writing with the error `cancelled`.
    public var isCancelled: @Sendable () -> Bool
    /// Told after each member, on the thread that called `finish`: bytes of contents done, and of how many.
    public var progress: (@Sendable (_ done: UInt64, _ total: UInt64) -> Void)?

    /// Makes options; by default all cores are used.
    public init(
        threads: Int? = nil, memberLimit: UInt64 = 0xFFFF_FFFE, isCancelled: @escaping @Sendable () -> Bool = { false },
        progress: (@Sendable (_ done: UInt64, _ total: UInt64) -> Void)? = nil
    ) {
        self.threads = threads ?? WorkerThreads.coreCount
        self.memberLimit = min(memberLimit, 0xFFFF_FFFE)
        self.isCancelled = isCancelled
        self.progress = progress
    }
}

/// The compressor and its level: with the members, all that the bytes of an archive depend on.
public enum ZipCompression {
    /// Level of libdeflate: about as small as the `zip` tool's default, at less than half of the time.
    static let level: Int32 = 6
    /// Contents up to this size are compressed at once; larger ones in blocks, so that memory does not depend on the
    /// largest file and one file keeps all cores busy.
    public static let wholeLimit: UInt64 = 4 << 20
    /// Length of the blocks.
    static let blockLength: UInt64 = 2 << 20

    /// Most bytes of contents, compressed or not, that a writer holds at a time, whatever the sizes of the files. Beside
    /// them each thread needs about 3 MiB, each member about a kilobyte, and the system's allocator what it keeps of
    /// freed memory.
    public static let memoryCeiling = 48 << 20

    /// Names compressor and level, for the record of a build.
    public static let name = "libdeflate \(LIBDEFLATE_VERSION_STRING) level \(level)"
}
