/// A table as CSV (RFC 4180): UTF-8 without a byte order mark, one row a line.
///
/// Rows end with LF rather than CRLF: line tools such as `grep` and `awk` then see whole cells,
/// and every CSV reader takes either. No cell holds a line break, because what does not show
/// itself is written out (`String.visible`).
package struct CSVTable: Sendable {
  package private(set) var text = ""
  private let columns: Int

  package init(header: [String]) {
    columns = header.count
    append(header)
  }

  /// Adds one row, padded or cut to the header's width.
  package mutating func append(_ cells: [String]) {
    for column in 0..<columns {
      if column > 0 { text += "," }
      text += CSVTable.quoted(column < cells.count ? CSVTable.harmless(cells[column]) : "")
    }
    text += "\n"
  }

  /// The cell with a leading apostrophe where a spreadsheet would take it for a formula.
  private static func harmless(_ cell: String) -> String {
    isFormula(cell[...]) ? "'" + cell.visible : cell.visible
  }

  private static func isFormula(_ cell: Substring) -> Bool {
    switch cell.unicodeScalars.first {
    case "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": true
    default: false
    }
  }

  /// What a cell was before the apostrophe that keeps spreadsheets from calculating it.
  package static func withoutGuard(_ cell: String) -> String {
    cell.hasPrefix("'") && isFormula(cell.dropFirst()) ? String(cell.dropFirst()) : cell
  }

  private static func quoted(_ cell: String) -> String {
    let special = cell.utf8.contains {
      $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"")
    }
    guard special else { return cell }
    var quoted = "\""
    for scalar in cell.unicodeScalars {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}
