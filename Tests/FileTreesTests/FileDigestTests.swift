import BuildModel
import FileTrees
import Testing

@Suite struct FileDigestTests {
    let tree: TemporaryTree

    init() throws { tree = try TemporaryTree() }

    @Test func knowsPublishedVectors() {
        #expect(
            FileDigest.sha256(of: []).hexadecimal
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(
            FileDigest.sha256(of: Array("abc".utf8)).hexadecimal
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        // The check value of CRC-64/XZ in the catalogue of CRC algorithms.
        #expect(FileDigest.crc64(of: Array("123456789".utf8)) == 0x995D_C9BB_DF19_39FA)
        #expect(FileDigest.crc64(of: []) == 0)
    }

    @Test(arguments: [0, 1, 1 << 20, (1 << 20) + 1, (1 << 20) - 1, 5 << 20, (7 << 20) + 12_345])
    func onePassAgreesWithSeparatePasses(size: Int) throws {
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
        let path = tree.path + "/file"
        try AtomicFile.write(bytes, to: path)
        let sums = try FileDigest.digests(ofFile: path)
        #expect(sums.size == Int64(size))
        #expect(sums.sha256 == FileDigest.sha256(of: bytes))
        #expect(sums.crc64 == FileDigest.crc64(of: bytes))
        #expect(try FileDigest.sha256(ofFile: path) == sums.sha256)
    }

    @Test func hasherTakesPieces() {
        var hasher = StreamHasher()
        hasher.update(Array("a".utf8))
        hasher.update([])
        Array("bc".utf8).withUnsafeBytes { hasher.update($0) }
        #expect(hasher.finalize() == FileDigest.sha256(of: Array("abc".utf8)))
    }

    @Test func tellsMissingFileFromFolder() {
        #expect { try FileDigest.digests(ofFile: tree.path) } throws: { ($0 as? FileTreeError)?.code == .isAFolder }
        #expect { try FileDigest.sha256(ofFile: tree.path + "/no") } throws: {
            ($0 as? FileTreeError)?.code == .missing
        }
    }
}
