/// Reads the table of types and what belongs to each.
enum CLITypeReader {
    static func types(_ names: inout CLINames) throws(CLIError) -> [CLIType] {
        let metadata = names.metadata
        let enclosing = try CLINames.enclosingRows(metadata)
        let interfaces = try interfaces(&names)
        var types: [CLIType] = []
        types.reserveCapacity(metadata.rows(.typeDef))
        for row in names.ownNames.indices.dropFirst() {
            let flags = try metadata.value(.typeDef, row, 0)
            let name = try metadata.text(.typeDef, row, 1)
            let namespace = try metadata.text(.typeDef, row, 2)
            try names.pay(name.utf8.count + namespace.utf8.count)
            types.append(
                CLIType(
                    fullName: names.ownNames[row], namespace: namespace, name: name,
                    // The names were made along the same rows, so they are there and no ring is among them.
                    enclosingType: enclosing[row].map { names.ownNames[$0] },
                    visibility: CLIVisibility(typeFlags: flags),
                    isVisibleOutside: try isVisibleOutside(row, enclosing, metadata), isInterface: flags & 0x20 != 0,
                    isAbstract: flags & 0x80 != 0, isSealed: flags & 0x100 != 0,
                    baseType: try names.type(try metadata.value(.typeDef, row, 3)), interfaces: interfaces[row] ?? [],
                    row: row))
        }
        return types
    }

    private static func interfaces(_ names: inout CLINames) throws(CLIError) -> [Int: [CLITypeReference]] {
        let metadata = names.metadata
        var found: [Int: [CLITypeReference]] = [:]
        for row in 0..<metadata.rows(.interfaceImpl) {
            guard let interface = try names.type(try metadata.value(.interfaceImpl, row + 1, 1)) else {
                throw .malformed(.tables)
            }
            found[try metadata.value(.interfaceImpl, row + 1, 0), default: []].append(interface)
        }
        return found
    }

    private static func isVisibleOutside(
        _ row: Int, _ enclosing: [Int: Int], _ metadata: CLIMetadata
    ) throws(CLIError) -> Bool {
        var next: Int? = row
        while let current = next {
            guard CLIVisibility(typeFlags: try metadata.value(.typeDef, current, 0)) == .public else { return false }
            next = enclosing[current]
        }
        return true
    }
}
