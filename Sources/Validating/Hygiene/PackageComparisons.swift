import Synchronization

/// Compares the packages of functions, each pair once however many functions have it.
final class PackageComparisons: Sendable {
    private struct Pair: Hashable {
        let first: ObjectIdentifier
        let second: ObjectIdentifier
        let isCode: Bool
    }

    private let inventories = OnceMap<ObjectIdentifier, PackageInventory>()
    private let pairs = OnceMap<Pair, PackageComparison>()

    /// What two layers have in common; the first one is configured first.
    func layers(_ first: PackageContents, _ second: PackageContents) -> PackageComparison {
        pairs.value(for: Pair(first: ObjectIdentifier(first), second: ObjectIdentifier(second), isCode: false)) {
            PackageComparison(layers: first, second, (inventory(of: first), inventory(of: second)))
        }
    }

    /// What code and a layer have in common.
    func code(_ code: PackageContents, _ layer: PackageContents) -> PackageComparison {
        pairs.value(for: Pair(first: ObjectIdentifier(code), second: ObjectIdentifier(layer), isCode: true)) {
            PackageComparison(code: code, layer: layer, (inventory(of: code), inventory(of: layer)))
        }
    }

    private func inventory(of contents: PackageContents) -> PackageInventory {
        inventories.value(for: ObjectIdentifier(contents)) { PackageInventory(contents) }
    }
}

/// Values that are made once for each key: whoever asks meanwhile waits for that one, and not for others.
private final class OnceMap<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private final class Slot: Sendable {
        let value = Mutex<Value?>(nil)
    }

    private let slots = Mutex<[Key: Slot]>([:])

    func value(for key: Key, _ make: () -> Value) -> Value {
        let slot = slots.withLock { slots in
            if let slot = slots[key] { return slot }
            let slot = Slot()
            slots[key] = slot
            return slot
        }
        return slot.value.withLock { value in
            if let value { return value }
            let made = make()
            value = made
            return made
        }
    }
}
