/// The metadata of an assembly: its heaps and tables (ECMA-335 II.24).
struct CLIMetadata {
    /// More bytes than compilers allow in a name.
    static let longestName = 4096

    /// The version of the format, for example `v4.0.30319`.
    let version: String
    /// How many bytes the metadata has.
    let size: Int
    private let strings: CLIBytes
    private let blobs: CLIBytes
    private let tables: CLITables

    init(_ root: CLIBytes) throws(CLIError) {
        size = root.count
        guard try root.number(at: 0, 4) == 0x424A_5342 else { throw .malformed(.metadataRoot) }
        let versionLength = try root.number(at: 12, 4)
        guard versionLength <= 255 else { throw .malformed(.metadataRoot) }
        let text = try root.piece(at: 16, count: versionLength, .metadataRoot).wholeText
        version = String(text.prefix { $0 != "\0" })
        let streams = try root.number(at: 16 + versionLength + 2, 2)
        var place = 16 + versionLength + 4
        var found: [String: CLIBytes] = [:]
        for _ in 0..<streams {
            let offset = try root.number(at: place, 4)
            let size = try root.number(at: place + 4, 4)
            let name = try root.text(at: place + 8, limit: 32)
            place += 8 + (name.utf8.count + 4) / 4 * 4
            // The runtime takes the first of two streams of one name.
            guard found[name] == nil, let part = Self.parts[name] else { continue }
            found[name] = try root.piece(at: offset, count: size, part)
        }
        guard let stream = found["#~"] ?? found["#-"] else { throw .malformed(.metadataRoot) }
        let empty = try root.piece(at: 0, count: 0, .metadataRoot)
        strings = found["#Strings"] ?? empty
        blobs = found["#Blob"] ?? empty
        tables = try CLITables(stream)
    }

    private static let parts: [String: CLIError.Part] = [
        "#~": .tables, "#-": .tables, "#Strings": .strings, "#Blob": .blobs,
    ]

    /// How many rows a table has. Rows are counted from one, as everywhere in the format.
    func rows(_ table: CLITable) -> Int { tables.rows(table) }

    /// The number in a cell.
    func value(_ table: CLITable, _ row: Int, _ column: Int) throws(CLIError) -> Int {
        try tables.value(table, row, column)
    }

    /// The name in a cell.
    func text(_ table: CLITable, _ row: Int, _ column: Int) throws(CLIError) -> String {
        try strings.text(at: try tables.value(table, row, column), limit: Self.longestName)
    }

    /// The blob in a cell, to be read as the given part.
    func blob(_ table: CLITable, _ row: Int, _ column: Int, _ part: CLIError.Part) throws(CLIError) -> CLIBytes {
        try blobs.blob(at: try tables.value(table, row, column), part)
    }

    /// What a reference points to; `nil` for the null reference.
    func target(
        _ reference: Int, _ coded: CLISchema.Coded, _ part: CLIError.Part = .tables
    ) throws(CLIError) -> (table: CLITable, row: Int)? {
        let row = reference >> coded.bits
        if row == 0 { return nil }
        let tag = reference & (1 << coded.bits - 1)
        guard tag < coded.tables.count, let table = coded.tables[tag], row <= rows(table) else {
            throw .malformed(part)
        }
        return (table, row)
    }

    /// The rows of a list column: from this row's start to the next row's.
    func list(_ table: CLITable, _ row: Int, _ column: Int, of members: CLITable) throws(CLIError) -> Range<Int> {
        let pointers = members.pointers.map(rows) ?? 0
        let end = (pointers > 0 ? pointers : rows(members)) + 1
        let start = try value(table, row, column)
        let next = row < rows(table) ? try value(table, row + 1, column) : end
        guard start >= 1, start <= next, next <= end else { throw .malformed(.tables) }
        return start..<next
    }

    /// The row of a member that a list names, through the table of pointers where there is one.
    func member(_ position: Int, of members: CLITable) throws(CLIError) -> Int {
        guard let pointers = members.pointers, rows(pointers) > 0 else { return position }
        let row = try value(pointers, position, 0)
        guard row >= 1, row <= rows(members) else { throw .malformed(.tables) }
        return row
    }
}
