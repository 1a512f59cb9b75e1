/// Makes names of types from the tables. Damaged files can ask for far more text than they hold themselves, so all of it
/// is paid from a purse.
struct CLINames {
    /// Nesting of types and of generic arguments beyond any program.
    static let deepest = 64

    let metadata: CLIMetadata
    /// Names of the assembly's own types by row, from one.
    let ownNames: [String]
    private var purse: CLIPurse

    init(_ metadata: CLIMetadata) throws(CLIError) {
        self.metadata = metadata
        let enclosing = try Self.enclosingRows(metadata)
        var purse = CLIPurse(metadata)
        var names: [String] = []
        names.reserveCapacity(metadata.rows(.typeDef) + 1)
        names.append("")
        for row in 0..<metadata.rows(.typeDef) {
            var parts: [String] = []
            var next: Int? = row + 1
            while let current = next {
                guard parts.count < Self.deepest else { throw .malformed(.tables) }
                next = enclosing[current]
                let name = try Self.qualified(metadata, .typeDef, current, nameColumn: 1)
                try purse.pay(name.utf8.count)
                parts.append(name)
            }
            names.append(parts.reversed().joined(separator: "+"))
        }
        ownNames = names
        self.purse = purse
    }

    /// The same names with a full purse.
    init(_ metadata: CLIMetadata, ownNames: [String]) {
        self.metadata = metadata
        self.ownNames = ownNames
        purse = CLIPurse(metadata)
    }

    /// Type by nested type, both as rows of `typeDef`.
    static func enclosingRows(_ metadata: CLIMetadata) throws(CLIError) -> [Int: Int] {
        var enclosing: [Int: Int] = [:]
        for row in 0..<metadata.rows(.nestedClass) {
            enclosing[try metadata.value(.nestedClass, row + 1, 0)] = try metadata.value(.nestedClass, row + 1, 1)
        }
        return enclosing
    }

    private static func qualified(
        _ metadata: CLIMetadata, _ table: CLITable, _ row: Int, nameColumn: Int
    ) throws(CLIError) -> String {
        let name = try metadata.text(table, row, nameColumn)
        let namespace = try metadata.text(table, row, nameColumn + 1)
        return namespace.isEmpty ? name : "\(namespace).\(name)"
    }

    mutating func pay(_ bytes: Int) throws(CLIError) { try purse.pay(bytes) }

    /// Name and assembly of a type of another assembly or module; the assembly is `nil` where the table names none.
    mutating func reference(_ row: Int) throws(CLIError) -> (name: String, assembly: String?) {
        var parts: [String] = []
        var next = row
        while true {
            guard parts.count < Self.deepest else { throw .malformed(.tables) }
            let name = try Self.qualified(metadata, .typeRef, next, nameColumn: 1)
            try purse.pay(name.utf8.count)
            parts.append(name)
            let scope = try metadata.target(try metadata.value(.typeRef, next, 0), CLISchema.resolutionScope)
            if let scope, scope.table == .typeRef {
                next = scope.row
                continue
            }
            var assembly: String?
            if let scope, scope.table == .assemblyRef { assembly = try metadata.text(.assemblyRef, scope.row, 6) }
            return (parts.reversed().joined(separator: "+"), assembly)
        }
    }

    /// The type that a reference of the kind `TypeDefOrRef` points to; `nil` for the null reference.
    mutating func type(
        _ reference: Int, depth: Int = 0, _ part: CLIError.Part = .tables
    ) throws(CLIError) -> CLITypeReference? {
        guard let target = try metadata.target(reference, CLISchema.typeDefOrRef, part) else { return nil }
        switch target.table {
        case .typeDef:
            let name = ownNames[target.row]
            try purse.pay(name.utf8.count)
            return CLITypeReference(name: name, definition: name, assembly: nil)
        case .typeRef:
            let (name, assembly) = try self.reference(target.row)
            return CLITypeReference(name: name, definition: name, assembly: assembly)
        default:
            var signature = CLISignature(try metadata.blob(.typeSpec, target.row, 0, .signature))
            return try signature.type(&self, depth: depth + 1)
        }
    }
}

/// How much text may be made of one file at a time: 16 MiB and four times the metadata, several times what compilers'
/// output needs.
struct CLIPurse {
    private var left: Int

    init(_ metadata: CLIMetadata) { left = (16 << 20) + 4 * metadata.size }

    /// Every piece costs something, so that empty names end as well.
    mutating func pay(_ bytes: Int) throws(CLIError) {
        left -= bytes + 8
        guard left >= 0 else { throw .tooLarge(.signature) }
    }
}
