/// The letter's blocks as WordprocessingML: `word/document.xml`.
struct WordBody {
  private(set) var xml = ""
  private let header = "rPages"

  init(_ blocks: [Block]) {
    xml = """
      <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
      <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" \
      xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>
      """
    for block in blocks {
      switch block {
      case .paragraph(let paragraph): add(paragraph)
      case .boxes(let boxes): add(boxes)
      case .table(let table): add(table)
      case .annex: xml += nearlyNothing(section)
      }
    }
    // A table may not end the text.
    xml += nearlyNothing("") + section + "</w:body></w:document>\n"
  }

  // MARK: - Paragraphs

  private mutating func add(_ paragraph: Paragraph) {
    let keep = paragraph.keepsWithNext ? "<w:keepNext/>" : ""
    xml += "<w:p><w:pPr><w:pStyle w:val=\"\(paragraph.role.wordStyle)\"/>\(keep)</w:pPr>"
    for (index, line) in paragraph.text.split(
      separator: "\n", omittingEmptySubsequences: false
    ).enumerated() {
      xml += index == 0 ? "<w:r>" : "<w:r><w:br/>"
      xml += "<w:t xml:space=\"preserve\">\(String(line).xmlEscaped)</w:t></w:r>"
    }
    xml += "</w:p>"
  }

  private func nearlyNothing(_ properties: String) -> String {
    "<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/>"
      + "\(properties)</w:pPr></w:p>"
  }

  /// Page size, margins and page numbers, which begin at 1 and spare the first page.
  private var section: String {
    let form = LetterForm.self
    return """
      <w:sectPr><w:headerReference w:type="default" r:id="\(header)"/>\
      <w:pgSz w:w="\(twips(form.pageWidth))" w:h="\(twips(form.pageHeight))"/>\
      <w:pgMar w:top="\(twips(form.marginTop))" w:right="\(twips(form.marginRight))" \
      w:bottom="\(twips(form.marginBottom))" w:left="\(twips(form.marginLeft))" \
      w:header="\(twips(form.pageNumberTop))" w:footer="\(twips(form.pageNumberTop))" \
      w:gutter="0"/><w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>
      """
  }

  // MARK: - Boxes

  private mutating func add(_ boxes: Boxes) {
    let above = boxes.role.style.before
    if above > 0 {
      xml += "<w:p><w:pPr><w:keepNext/><w:spacing w:before=\"0\" w:after=\"0\" "
      xml += "w:line=\"\(twips(above))\" w:lineRule=\"exact\"/></w:pPr></w:p>"
    }
    let widths = boxes.shares.map { $0 * LetterForm.textWidth }
    openTable(widths, padding: 0, borders: "")
    for row in boxes.rows {
      xml += "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
      for (box, width) in zip(row, widths) {
        openCell(width)
        for piece in box {
          switch piece {
          case .paragraph(let paragraph): add(paragraph)
          case .rule(let length): addRule(length, in: width)
          case .room(let height):
            xml += "<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" "
            xml += "w:line=\"\(twips(height))\" w:lineRule=\"exact\"/></w:pPr></w:p>"
          }
        }
        xml += box.isEmpty ? "<w:p/></w:tc>" : "</w:tc>"
      }
      xml += "</w:tr>"
    }
    xml += "</w:tbl>"
  }

  private mutating func addRule(_ length: Double, in width: Double) {
    let side = twips((width - length) / 2)
    let eighths = Int(LetterForm.ruleThickness * 8)
    xml += "<w:p><w:pPr><w:pBdr><w:top w:val=\"single\" w:sz=\"\(eighths)\" w:space=\"0\" "
    xml += "w:color=\"000000\"/></w:pBdr><w:spacing w:before=\"\(twips(LetterForm.ruleGap))\" "
    xml += "w:after=\"0\" w:line=\"\(twips(LetterForm.ruleGap))\" w:lineRule=\"exact\"/>"
    xml += "<w:ind w:left=\"\(side)\" w:right=\"\(side)\"/></w:pPr></w:p>"
  }

  // MARK: - Tables

  private mutating func add(_ table: Table) {
    let eighths = Int(LetterForm.ruleThickness * 8)
    let borders = ["top", "left", "bottom", "right", "insideH", "insideV"].map {
      "<w:\($0) w:val=\"single\" w:sz=\"\(eighths)\" w:space=\"0\" w:color=\"000000\"/>"
    }
    openTable(
      table.widths, padding: LetterForm.cellPadding,
      borders: "<w:tblBorders>\(borders.joined())</w:tblBorders>")
    add(table.titles, widths: table.widths, properties: "<w:cantSplit/><w:tblHeader/>")
    for row in table.rows { add(row, widths: table.widths, properties: "<w:cantSplit/>") }
    xml += "</w:tbl>"
  }

  private mutating func add(_ row: [Paragraph], widths: [Double], properties: String) {
    xml += "<w:tr><w:trPr>\(properties)</w:trPr>"
    for (cell, width) in zip(row, widths) {
      openCell(width)
      add(cell)
      xml += "</w:tc>"
    }
    xml += "</w:tr>"
  }

  private mutating func openTable(_ widths: [Double], padding: Double, borders: String) {
    let whole = widths.reduce(0) { $0 + twips($1) }
    let above = padding > 0 ? twips(LetterForm.cellPaddingAbove) : 0
    xml += "<w:tbl><w:tblPr><w:tblW w:w=\"\(whole)\" w:type=\"dxa\"/>"
    xml += "<w:tblInd w:w=\"0\" w:type=\"dxa\"/>\(borders)<w:tblLayout w:type=\"fixed\"/>"
    xml += "<w:tblCellMar><w:top w:w=\"\(above)\" w:type=\"dxa\"/>"
    xml += "<w:left w:w=\"\(twips(padding))\" w:type=\"dxa\"/>"
    xml += "<w:bottom w:w=\"\(above)\" w:type=\"dxa\"/>"
    xml += "<w:right w:w=\"\(twips(padding))\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr>"
    xml += "<w:tblGrid>"
    for width in widths { xml += "<w:gridCol w:w=\"\(twips(width))\"/>" }
    xml += "</w:tblGrid>"
  }

  private mutating func openCell(_ width: Double) {
    xml += "<w:tc><w:tcPr><w:tcW w:w=\"\(twips(width))\" w:type=\"dxa\"/></w:tcPr>"
  }
}

/// Twentieths of a point, Word's unit.
func twips(_ points: Double) -> Int { Int((points * 20).rounded()) }

extension String {
  /// Safe between tags and in attributes; characters that XML forbids are left out.
  var xmlEscaped: String {
    var result = ""
    result.reserveCapacity(utf8.count)
    for scalar in unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n", "\r": result.unicodeScalars.append(scalar)
      case "\u{0}"..<"\u{20}", "\u{FFFE}", "\u{FFFF}": break
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
