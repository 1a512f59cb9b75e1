#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Finds secrets in a text: private keys in PEM form and AccessKeys of Alibaba Cloud. One pass over the bytes, and no
/// more work for texts that are made to look like many secrets.
struct SecretText {
    /// Larger files are not looked into.
    static let largest: UInt64 = 2 << 20
    /// More of a kind in one file say nothing new.
    private static let most = 5

    private let text: UnsafeRawBufferPointer

    /// What is found in the bytes; nothing in those that are no text.
    static func sightings(in bytes: UnsafeRawBufferPointer) -> [SecretSighting] {
        guard bytes.count >= 16, let start = bytes.baseAddress, memchr(start, 0, min(bytes.count, 1024)) == nil else {
            return []
        }
        let text = SecretText(text: bytes)
        return text.privateKeys() + text.accessKeys()
    }

    // MARK: Private keys

    private func privateKeys() -> [SecretSighting] {
        var found: [SecretSighting] = []
        if begins(at: 0, "PuTTY-User-Key-File-") { found.append(.init(kind: .privateKey("PuTTY key"), line: 1)) }
        var at = 0
        // A capital K is rarer in texts than a dash.
        while found.count < Self.most, let hit = next(UInt8(ascii: "K"), from: at) {
            at = hit + 1
            guard hit >= 8, begins(at: hit - 8, "PRIVATE KEY") else { continue }
            let ending = begins(at: hit, "KEY-----") ? 8 : begins(at: hit, "KEY BLOCK-----") ? 14 : 0
            guard ending > 0, let opening = opening(before: hit - 8) else { continue }
            let label = words(opening + 11, hit + ending - 5)
            let body = PEMBody(text, from: hit + ending)
            at = max(at, body.end)
            guard body.isKey(labelled: label, isWholeFile: isWholeFile(opening)) else { continue }
            let kind: SecretSighting.Kind =
                body.isEncrypted || label.hasPrefix("ENCRYPTED") ? .encryptedKey(label) : .privateKey(label)
            found.append(SecretSighting(kind: kind, line: line(of: opening)))
        }
        return found
    }

    /// Where `-----BEGIN ` stands in front of the words of a key.
    private func opening(before place: Int) -> Int? {
        for length in 11...31 where place >= length && begins(at: place - length, "-----BEGIN ") {
            return place - length
        }
        return nil
    }

    /// Whether nothing but white space, or other parts in PEM form, stands before a place.
    private func isWholeFile(_ opening: Int) -> Bool {
        let first = text.prefix(opening + 1).first { $0 > 0x20 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF }
        return first == UInt8(ascii: "-") || begins(at: 0, "Bag Attributes")
    }

    // MARK: AccessKeys

    private func accessKeys() -> [SecretSighting] {
        var found: [SecretSighting] = []
        var at = 0
        while found.count < Self.most, let hit = next(UInt8(ascii: "L"), from: at) {
            at = hit + 1
            guard begins(at: hit, "LTAI"), !isKeyByte(hit - 1) else { continue }
            let end = endOfRun(from: hit)
            at = end
            guard (16...32).contains(end - hit), !isKeyByte(end), RandomText(text[hit + 4..<end]).isKeyID else {
                continue
            }
            let masked = "LTAI…" + words(end - 4, end)
            let hasSecret =
                secret(from: end, to: min(text.count, end + 400)) || secret(from: max(0, hit - 300), to: hit)
            found.append(
                SecretSighting(
                    kind: hasSecret ? .accessKeyPair(masked) : .accessKeyID(masked), line: line(of: hit)))
        }
        return found
    }

    /// Whether a run of 30 letters and digits, as secrets of AccessKeys have it, stands in a part of the text.
    private func secret(from start: Int, to end: Int) -> Bool {
        var at = start
        while at < end {
            guard isAlphanumeric(at) else {
                at += 1
                continue
            }
            let stop = endOfRun(from: at)
            if stop - at == 30, !isKeyByte(at - 1) || at == start, !isKeyByte(stop),
                RandomText(text[at..<stop]).isSecret
            {
                return true
            }
            at = stop
        }
        return false
    }

    // MARK: Bytes

    private func next(_ byte: UInt8, from start: Int) -> Int? {
        guard start < text.count, let base = text.baseAddress,
            let hit = memchr(base + start, Int32(byte), text.count - start)
        else { return nil }
        return UnsafeRawPointer(hit) - base
    }

    private func begins(at place: Int, _ word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard place >= 0, place + count <= text.count, let base = text.baseAddress else { return false }
        return memcmp(base + place, word.utf8Start, count) == 0
    }

    private func isAlphanumeric(_ place: Int) -> Bool { RandomText.isAlphanumeric(text[place]) }

    /// Whether a byte beside a run makes it a part of something longer, such as base64.
    private func isKeyByte(_ place: Int) -> Bool {
        guard text.indices.contains(place) else { return false }
        return RandomText.isAlphanumeric(text[place]) || [0x5F, 0x2B, 0x2F].contains(text[place])
    }

    /// Where letters and digits end, at most 64 bytes on.
    private func endOfRun(from start: Int) -> Int {
        var end = start
        while end < text.count, isAlphanumeric(end), end - start < 64 { end += 1 }
        return end
    }

    private func words(_ start: Int, _ end: Int) -> String { String(decoding: text[start..<end], as: UTF8.self) }

    private func line(of place: Int) -> Int { 1 + text[..<place].count { $0 == 0x0A } }
}
