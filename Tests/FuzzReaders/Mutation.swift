/// Changes sound inputs into hostile ones.
struct Mutation {
    var random: FuzzRandom
    /// No input grows beyond this.
    static let largest = 64 << 10

    /// A changed copy of one seed; others lend pieces.
    mutating func change(_ seeds: [Seed]) -> [UInt8] {
        guard let seed = random.pick(seeds) else { return [] }
        var bytes = seed.bytes
        for _ in 0...(random.oneIn(2) ? 0 : random.below(6)) {
            if !seed.fields.isEmpty, !random.oneIn(3) {
                editField(seed.fields[random.below(seed.fields.count)], in: &bytes, of: seed)
            } else if !seed.words.isEmpty, !random.oneIn(3) {
                if random.oneIn(3) { moveLine(&bytes) } else { putWord(seed.words, into: &bytes) }
            } else {
                changeAnywhere(&bytes, seeds)
            }
        }
        return bytes.count > Self.largest ? Array(bytes[..<Self.largest]) : bytes
    }

    /// A length, count or offset becomes one that a careless reader believes.
    private mutating func editField(_ field: Seed.Field, in bytes: inout [UInt8], of seed: Seed) {
        guard field.offset + field.width <= bytes.count else { return }
        let range = field.offset..<field.offset + field.width
        let order = field.isBigEndian ? Array(bytes[range]) : bytes[range].reversed()
        let old = order.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let size = UInt64(bytes.count)
        let all = UInt64.max
        let values: [UInt64] = [
            0, 1, 2, old &+ 1, old &- 1, old &* 2, size, size &- 1, size &+ 1, size &- UInt64(field.offset), all,
            all - 1,
            all >> 1, all >> 1 &+ 1, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 0xFFFF, 0x8000, 0x7F, 0x80,
            UInt64(random.below(bytes.count)), random.next(),
        ]
        let value = values[random.below(values.count)]
        bytes.replaceSubrange(range, with: Seed.bytes(value, field.width, bigEndian: field.isBigEndian))
    }

    /// A word of the format somewhere, once or so often that recursion shows.
    private mutating func putWord(_ words: [String], into bytes: inout [UInt8]) {
        var word = Array(words[random.below(words.count)].utf8)
        if random.oneIn(3) { word = Array("x ".utf8) + word }
        if random.oneIn(3) { word += Array(words[random.below(words.count)].utf8) }
        let count = random.oneIn(8) ? 1 + random.below(4000) : 1
        let more = Array(repeatElement(word, count: min(count, 20_000 / max(1, word.count))).joined())
        let place = random.below(bytes.count + 1)
        if random.oneIn(3) {
            bytes.replaceSubrange(place..<min(bytes.count, place + word.count), with: more)
        } else {
            bytes.insert(contentsOf: more, at: place)
        }
    }

    /// A line goes to another place, or a piece of it, or the line is gone.
    private mutating func moveLine(_ bytes: inout [UInt8]) {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let taken = lines.remove(at: random.below(lines.count))
        let place = random.below(lines.count + 1)
        switch random.below(4) {
        case 0: break
        case 1: lines.insert(taken.prefix(random.below(taken.count + 1)), at: place)
        case 2: lines.insert(taken.dropFirst(random.below(taken.count + 1)), at: place)
        default: lines.insert(taken, at: place)
        }
        bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
    }

    private mutating func changeAnywhere(_ bytes: inout [UInt8], _ seeds: [Seed]) {
        guard !bytes.isEmpty else { return }
        let place = random.below(bytes.count)
        let length = min(bytes.count - place, 1 + random.below(random.oneIn(3) ? 64 : 8))
        let range = place..<place + length
        switch random.below(9) {
        case 0: bytes[place] ^= 1 << UInt8(random.below(8))
        case 1: bytes[place] = UInt8(random.below(256))
        case 2: bytes.replaceSubrange(range, with: [UInt8](repeating: random.oneIn(2) ? 0 : 0xFF, count: length))
        case 3: for index in range { bytes[index] = UInt8(random.below(256)) }
        case 4: bytes.removeSubrange(range)
        case 5: bytes.removeSubrange(place...)
        case 6: bytes.insert(contentsOf: bytes[range], at: random.below(bytes.count))
        case 7:
            guard let other = random.pick(seeds), !other.bytes.isEmpty else { return }
            bytes = Array(bytes[..<place]) + other.bytes[random.below(other.bytes.count)...]
        default:
            bytes.insert(contentsOf: [UInt8](repeating: bytes[place], count: 1 + random.below(3000)), at: place)
        }
    }
}
