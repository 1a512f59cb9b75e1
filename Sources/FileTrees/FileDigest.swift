public import BuildModel
import CLibLZMA
import Dispatch
import Synchronization

import struct Crypto.HMAC
import enum Crypto.Insecure
import struct Crypto.SHA256
import struct Crypto.SymmetricKey

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Checksums of a file, taken in one pass.
public struct FileSums: Hashable, Sendable, Codable {
    /// SHA-256 of the contents.
    public let sha256: Digest
    /// CRC-64/ECMA-182 as xz and the platform compute it; the platform writes it in decimal.
    public let crc64: UInt64
    /// Size in bytes.
    public let size: Int64
}

/// Digests of bytes and of files.
public enum FileDigest {
    /// Bytes read at a time; at most four such pieces are in memory.
    private static let chunk = 1 << 20

    /// SHA-256 of bytes in memory.
    public static func sha256(of bytes: [UInt8]) -> Digest {
        var hasher = StreamHasher()
        hasher.update(bytes)
        return hasher.finalize()
    }

    /// MD5 of bytes in memory in hexadecimal, where a tool's own format has it. It proves nothing about who made them.
    public static func md5(of bytes: [UInt8]) -> String {
        Insecure.MD5.hash(data: bytes).map { String(UInt16($0) + 0x100, radix: 16).dropFirst() }.joined()
    }

    /// HMAC-SHA256 of bytes under a secret: who does not know the secret cannot make it.
    public static func proof(of bytes: [UInt8], secret: String) -> Digest {
        let code = HMAC<SHA256>.authenticationCode(for: bytes, using: SymmetricKey(data: Array(secret.utf8)))
        guard let digest = Digest(bytes: Array(code)) else { preconditionFailure("HMAC-SHA256 gives 32 bytes") }
        return digest
    }

    /// CRC-64/ECMA-182 (reflected, all ones in and out) of bytes in memory.
    public static func crc64(of bytes: [UInt8]) -> UInt64 {
        bytes.withUnsafeBufferPointer { lzma_crc64($0.baseAddress, $0.count, 0) }
    }

    /// SHA-256 of a file, read in pieces.
    public static func sha256(ofFile path: String) throws(FileTreeError) -> Digest {
        var hasher = StreamHasher()
        try readPieces(ofFile: path) { hasher.update($0) }
        return hasher.finalize()
    }

    /// CRC-64/ECMA-182 of a file, read in pieces.
    public static func crc64(ofFile path: String) throws(FileTreeError) -> UInt64 {
        var crc: UInt64 = 0
        try readPieces(ofFile: path) {
            crc = lzma_crc64($0.baseAddress?.assumingMemoryBound(to: UInt8.self), $0.count, crc)
        }
        return crc
    }

    static func readPieces(
        ofFile path: String, _ take: (UnsafeRawBufferPointer) -> Void
    ) throws(FileTreeError) {
        let file = try OpenFile(path, O_RDONLY, operation: "read")
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: chunk, alignment: 64)
        defer { buffer.deallocate() }
        while true {
            let count = try file.fill(buffer)
            if count > 0 { take(UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
            if count < buffer.count { return }
        }
    }

    /// SHA-256, CRC-64 and size of a file in one pass: this thread reads and hashes, another takes the CRC of the same
    /// pieces, at most two of which wait.
    public static func digests(ofFile path: String) throws(FileTreeError) -> FileSums {
        let file = try OpenFile(path, O_RDONLY, operation: "read")
        let other = CRCThread()
        var hasher = StreamHasher()
        var size: Int64 = 0
        while true {
            let piece = try file.piece(upTo: chunk)
            size += Int64(piece.count)
            let isLast = piece.count < chunk
            // A small file is not worth waking a thread.
            if !(isLast && size == piece.count) { other.take(piece) }
            hasher.update(piece)
            if isLast {
                let crc = size == piece.count ? crc64(of: piece) : other.finish()
                return FileSums(sha256: hasher.finalize(), crc64: crc, size: size)
            }
        }
    }
}

/// Takes the CRC of pieces in their order on a thread of its own.
private final class CRCThread: Sendable {
    private let queue = DispatchQueue(label: "fclayer.crc64")
    private let waiting = DispatchSemaphore(value: 2)
    private let crc = Mutex<UInt64>(0)

    func take(_ piece: [UInt8]) {
        waiting.wait()
        queue.async { [self] in
            crc.withLock { crc in
                crc = piece.withUnsafeBufferPointer { lzma_crc64($0.baseAddress, $0.count, crc) }
            }
            waiting.signal()
        }
    }

    func finish() -> UInt64 {
        queue.sync { crc.withLock { $0 } }
    }
}
