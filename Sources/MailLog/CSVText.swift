/// Rows of comma-separated values (RFC 4180, with a bare line feed), safe to open in a spreadsheet.
package struct CSVText: Sendable {
  package private(set) var text: String

  package init(header: [String]) {
    text = header.joined(separator: ",") + "\n"
  }

  package mutating func append(_ cells: [String]) {
    text += cells.map(CSVText.cell).joined(separator: ",") + "\n"
  }

  // A cell that a spreadsheet would take for a formula gets an apostrophe.
  private static func cell(_ value: String) -> String {
    var value = value
    if let first = value.utf8.first, "=+-@\t\r".utf8.contains(first) { value = "'" + value }
    guard value.utf8.contains(where: { ",\"\n\r".utf8.contains($0) }) else { return value }
    return "\"" + value.replacing("\"", with: "\"\"") + "\""
  }

  /// The rows of a CSV text; nil where a quote is not closed.
  package static func rows(_ text: String) -> [[String]]? {
    var rows: [[String]] = []
    var row: [String] = []
    var cell = ""
    var isQuoted = false
    var wasQuote = false
    for character in text.unicodeScalars {
      if isQuoted {
        if character == "\"" {
          isQuoted = false
          wasQuote = true
        } else {
          cell.unicodeScalars.append(character)
        }
        continue
      }
      switch character {
      case "\"":
        if wasQuote { cell.unicodeScalars.append(character) }
        isQuoted = true
      case ",":
        row.append(cell)
        cell = ""
      case "\r": break
      case "\n":
        row.append(cell)
        rows.append(row)
        row = []
        cell = ""
      default: cell.unicodeScalars.append(character)
      }
      wasQuote = false
    }
    guard !isQuoted else { return nil }
    if !cell.isEmpty || !row.isEmpty { rows.append(row + [cell]) }
    return rows
  }
}
