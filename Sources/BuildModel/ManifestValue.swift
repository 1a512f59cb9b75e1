/// A manifest as data: what YAML says, with the order of keys kept, so that keys unknown to fclayer reach `out/s.yaml`
/// untouched.
public indirect enum ManifestValue: Hashable, Sendable, Codable {
    /// Nothing (`~` or no value).
    case null
    /// `true` or `false`.
    case boolean(Bool)
    /// A whole number.
    case integer(Int)
    /// A number with a fraction.
    case number(Double)
    /// Text; `${…}` variables stand in it as they were written.
    case string(String)
    /// A list.
    case sequence([ManifestValue])
    /// Keys with values in the order of the file.
    case mapping([Pair])

    /// A key with its value.
    public struct Pair: Hashable, Sendable, Codable {
        /// The key as text.
        public var key: String
        /// Its value.
        public var value: ManifestValue

        /// Makes a pair.
        public init(_ key: String, _ value: ManifestValue) {
            self.key = key
            self.value = value
        }
    }

    /// The value of a key of a mapping. Setting `nil` removes the key; a new key goes to the end. Nothing (`null`) becomes a
    /// mapping, other values that are none stay as they are.
    public subscript(_ key: String) -> ManifestValue? {
        get {
            guard case .mapping(let pairs) = self else { return nil }
            return pairs.first { $0.key == key }?.value
        }
        set {
            if case .null = self, newValue != nil { self = .mapping([]) }
            guard case .mapping(var pairs) = self else { return }
            if let index = pairs.firstIndex(where: { $0.key == key }) {
                if let newValue { pairs[index].value = newValue } else { pairs.remove(at: index) }
            } else if let newValue {
                pairs.append(Pair(key, newValue))
            }
            self = .mapping(pairs)
        }
    }

    /// The value at a path of keys; setting a value makes the mappings on the way.
    public subscript(path path: some BidirectionalCollection<String>) -> ManifestValue? {
        get {
            guard let first = path.first else { return self }
            return self[first]?[path: Array(path.dropFirst())]
        }
        set {
            guard let first = path.first else {
                if let newValue { self = newValue }
                return
            }
            if newValue == nil, self[first] == nil { return }
            var inner = self[first] ?? .mapping([])
            if path.count == 1 {
                self[first] = newValue
            } else {
                inner[path: Array(path.dropFirst())] = newValue
                self[first] = inner
            }
        }
    }

    /// The text of a string; `nil` for anything else.
    public var text: String? { if case .string(let text) = self { text } else { nil } }
}
