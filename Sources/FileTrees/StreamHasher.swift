public import BuildModel

import struct Crypto.SHA256

/// SHA-256 of bytes that arrive in pieces.
public struct StreamHasher: Sendable {
    private var state = SHA256()

    /// Nothing hashed so far.
    public init() {}

    /// Adds bytes.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) { state.update(bufferPointer: bytes) }

    /// Adds the bytes of an array.
    public mutating func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { state.update(bufferPointer: $0) } }

    /// The digest of all bytes so far.
    public consuming func finalize() -> BuildModel.Digest {
        guard let digest = BuildModel.Digest(bytes: Array(state.finalize())) else {
            preconditionFailure("SHA-256 gives 32 bytes")
        }
        return digest
    }
}
