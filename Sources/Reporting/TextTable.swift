/// Rows of text in aligned columns, for a terminal or a log.
struct TextTable {
    /// Which side of a column is even.
    enum Alignment { case left, right }

    private let columns: [(title: String, alignment: Alignment)]
    private var rows: [[String]] = []

    /// A table with the titles of its columns.
    init(_ columns: [(title: String, alignment: Alignment)]) { self.columns = columns }

    /// Adds a row; missing cells are empty.
    mutating func add(_ cells: [String]) {
        var cells = cells.prefix(columns.count).map { DisplayText.safe($0) }
        while cells.count < columns.count { cells.append("") }
        rows.append(cells)
    }

    /// Title line and rows, two spaces between columns, no spaces at line ends.
    var text: String {
        let lines = [columns.map(\.title)] + rows
        let widths = columns.indices.map { index in lines.map { DisplayText.width($0[index]) }.max() ?? 0 }
        var result = ""
        for line in lines {
            var text = ""
            for (index, cell) in line.enumerated() {
                if index > 0 { text += "  " }
                text += DisplayText.pad(cell, to: widths[index], right: columns[index].alignment == .right)
            }
            while text.last == " " { text.removeLast() }
            result += text + "\n"
        }
        return result
    }
}
