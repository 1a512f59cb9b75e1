/// The stream of metadata tables: where each table lies and how wide its columns are (ECMA-335 II.24.2.6).
struct CLITables {
    private let bytes: CLIBytes
    private var layouts: [Layout] = []

    private struct Layout {
        var offset = 0
        var rowSize = 0
        var rows = 0
        /// Offset and width of each column in a row.
        var columns: [(offset: Int, width: Int)] = []
    }

    init(_ bytes: CLIBytes) throws(CLIError) {
        self.bytes = bytes
        let heapSizes = try bytes.number(at: 6, 1)
        let present = UInt64(try bytes.number(at: 8, 4)) | UInt64(try bytes.number(at: 12, 4)) << 32
        guard present >> UInt64(CLITable.allCases.count) == 0 else { throw .malformed(.tables) }

        var place = 24
        var rows = [Int](repeating: 0, count: CLITable.allCases.count)
        for table in rows.indices where present >> UInt64(table) & 1 == 1 {
            rows[table] = try bytes.number(at: place, 4)
            // Tokens have 24 bits for a row.
            guard rows[table] < 1 << 24 else { throw .tooLarge(.tables) }
            place += 4
        }
        // A flag of edit-and-continue files: four more bytes that nobody uses.
        if heapSizes & 0x40 != 0 { place += 4 }

        func width(of column: CLISchema.Column) -> Int {
            switch column {
            case .fixed(let width): return width
            case .string: return heapSizes & 1 != 0 ? 4 : 2
            case .guid: return heapSizes & 2 != 0 ? 4 : 2
            case .blob: return heapSizes & 4 != 0 ? 4 : 2
            case .row(let table): return rows[table.rawValue] < 1 << 16 ? 2 : 4
            case .list(let table):
                let pointers = table.pointers.map { rows[$0.rawValue] } ?? 0
                return max(rows[table.rawValue], pointers) < 1 << 16 ? 2 : 4
            case .coded(let coded):
                let most = coded.tables.map { $0.map { rows[$0.rawValue] } ?? 0 }.max() ?? 0
                return most < 1 << (16 - coded.bits) ? 2 : 4
            }
        }
        for table in CLITable.allCases {
            var layout = Layout(offset: place, rows: rows[table.rawValue])
            for column in CLISchema.columns(table) {
                let width = width(of: column)
                layout.columns.append((layout.rowSize, width))
                layout.rowSize += width
            }
            place += layout.rowSize * layout.rows
            layouts.append(layout)
        }
        guard place <= bytes.count else { throw .truncated(.tables) }
    }

    func rows(_ table: CLITable) -> Int { layouts[table.rawValue].rows }

    /// The number in a cell; rows are counted from one, columns from zero.
    func value(_ table: CLITable, _ row: Int, _ column: Int) throws(CLIError) -> Int {
        let layout = layouts[table.rawValue]
        guard row >= 1, row <= layout.rows, column < layout.columns.count else { throw .malformed(.tables) }
        let cell = layout.columns[column]
        return try bytes.number(at: layout.offset + (row - 1) * layout.rowSize + cell.offset, cell.width)
    }
}
