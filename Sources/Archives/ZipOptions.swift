import CLibDeflate
import CLibZip

/// How an archive is written. Nothing here changes the bytes of the archive.
public struct ZipOptions: Sendable {
    /// Threads that compress.
    public var threads: Int
    /// Most bytes of a member's contents; at most 4 GiB - 2, beyond which readers need 64-bit records.
    public var memberLimit: UInt64
    /// Asked often, from several threads; `true` stops the writing with the error `cancelled`.
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

/// The compressors and their levels: with the members, all that the bytes of an archive depend on.
public enum ZipCompression {
    /// Level of libdeflate, for contents up to `wholeLimit`.
    static let level: Int32 = 6
    /// Level of zlib, for larger contents.
    static let blockLevel: Int32 = 6
    /// Contents up to this size are compressed at once with libdeflate; larger ones in blocks with zlib, so that memory
    /// does not depend on the largest file and one file keeps all cores busy.
    public static let wholeLimit: UInt64 = 8 << 20
    /// Length of the blocks.
    static let blockLength: UInt64 = 1 << 20

    /// Most bytes of contents, compressed or not, that a writer holds at a time. Beside them each thread needs about
    /// 3 MiB, and each member some hundred bytes.
    public static let memoryCeiling = 48 << 20

    /// Names compressors and levels, for the record of a build.
    public static var name: String {
        "libdeflate \(LIBDEFLATE_VERSION_STRING) level \(level), over \(wholeLimit >> 20) MiB "
            + "zlib \(String(cString: zlibVersion())) level \(blockLevel)"
    }
}
