public import BuildModel

import enum Crypto.Insecure
import struct Crypto.SHA256
import struct Crypto.SHA384
import struct Crypto.SHA512

/// A hash of bytes that arrive in pieces, by an algorithm of a registry's choice.
public struct ContentHasher: Sendable {
    private enum State: Sendable {
        case sha1(Insecure.SHA1)
        case sha256(SHA256)
        case sha384(SHA384)
        case sha512(SHA512)
    }

    private var state: State

    /// Nothing hashed so far.
    public init(_ algorithm: ContentHash.Algorithm) {
        switch algorithm {
        case .sha1: state = .sha1(Insecure.SHA1())
        case .sha256: state = .sha256(SHA256())
        case .sha384: state = .sha384(SHA384())
        case .sha512: state = .sha512(SHA512())
        }
    }

    /// Adds bytes.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        switch state {
        case .sha1(var hash):
            hash.update(bufferPointer: bytes)
            state = .sha1(hash)
        case .sha256(var hash):
            hash.update(bufferPointer: bytes)
            state = .sha256(hash)
        case .sha384(var hash):
            hash.update(bufferPointer: bytes)
            state = .sha384(hash)
        case .sha512(var hash):
            hash.update(bufferPointer: bytes)
            state = .sha512(hash)
        }
    }

    /// The hash of all bytes so far.
    public consuming func finalize() -> ContentHash {
        let (algorithm, bytes): (ContentHash.Algorithm, [UInt8]) =
            switch state {
            case .sha1(let hash): (.sha1, Array(hash.finalize()))
            case .sha256(let hash): (.sha256, Array(hash.finalize()))
            case .sha384(let hash): (.sha384, Array(hash.finalize()))
            case .sha512(let hash): (.sha512, Array(hash.finalize()))
            }
        guard let hash = ContentHash(algorithm, bytes: bytes) else {
            preconditionFailure("a hash function gives as many bytes as it has")
        }
        return hash
    }

    /// The hash of a file, read in pieces.
    public static func hash(
        ofFile path: String, _ algorithm: ContentHash.Algorithm
    ) throws(FileTreeError) -> ContentHash {
        var hasher = ContentHasher(algorithm)
        try FileDigest.readPieces(ofFile: path) { hasher.update($0) }
        return hasher.finalize()
    }
}
