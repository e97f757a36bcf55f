/// Sets blocks as strips for the pages of a PDF.
struct StripMaker {
  var typesetter: Typesetter
  private(set) var strips: [Strip] = []
  /// Room that the last paragraph wants below itself.
  private var owed = 0.0

  init(typesetter: Typesetter) { self.typesetter = typesetter }

  mutating func add(_ block: Block) throws(LetterFault) {
    switch block {
    case .paragraph(let paragraph): try add(paragraph)
    case .boxes(let boxes): try add(boxes)
    case .table(let table): try add(table)
    case .annex: break
    }
  }

  // MARK: - Running text

  private mutating func add(_ paragraph: Paragraph) throws(LetterFault) {
    let style = paragraph.role.style
    let words = try typesetter.set(paragraph.text, style: style, width: LetterForm.textWidth)
    let count = words.lines.count
    for index in 0..<count {
      let isLast = index == count - 1
      // No page ends with a paragraph's first line or begins with its last.
      let isBound = index == 0 || index == count - 2
      var ink = [Ink.line(words, index, x: 0, y: style.size * LetterForm.baseline)]
      if index == 0 { ink.insert(.open(.paragraph), at: 0) }
      if isLast { ink.append(.close(.paragraph)) }
      strips.append(
        Strip(
          // As in Word, the greater of the two rooms holds.
          before: index == 0 ? max(owed, style.before) : 0, height: style.pitch,
          keepsWithNext: isLast ? paragraph.keepsWithNext : isBound, ink: ink))
    }
    owed = style.after
  }

  // MARK: - Boxes

  private mutating func add(_ boxes: Boxes) throws(LetterFault) {
    for (index, row) in boxes.rows.enumerated() {
      var ink: [Ink] = []
      var height = 0.0
      var x = 0.0
      for (share, box) in zip(boxes.shares, row) {
        let width = share * LetterForm.textWidth
        height = max(height, try fill(box, x: x, width: width, into: &ink))
        x += width
      }
      guard height <= LetterForm.textHeight else {
        throw .boxTooTall(text: Block.boxes(boxes).paragraphs.first?.text ?? "")
      }
      strips.append(
        Strip(
          before: index == 0 ? max(owed, boxes.role.style.before) : 0, height: height,
          keepsWithNext: index < boxes.rows.count - 1, ink: ink))
      owed = 0
    }
  }

  /// Draws one box and returns its height.
  private func fill(
    _ box: [Boxes.Piece], x: Double, width: Double, into ink: inout [Ink]
  ) throws(LetterFault) -> Double {
    var y = 0.0
    for piece in box {
      switch piece {
      case .room(let height): y += height
      case .rule(let length):
        y += LetterForm.ruleGap
        let left = x + (width - length) / 2
        ink.append(.stroke(x: left, y: y, toX: left + length, toY: y))
        y += LetterForm.ruleGap
      case .paragraph(let paragraph):
        let style = paragraph.role.style
        let words = try typesetter.set(paragraph.text, style: style, width: width)
        y += style.before
        ink.append(.open(.paragraph))
        for index in words.lines.indices {
          ink.append(.line(words, index, x: x, y: y + style.size * LetterForm.baseline))
          y += style.pitch
        }
        ink.append(.close(.paragraph))
        y += style.after
      }
    }
    return y
  }

  // MARK: - Tables

  private mutating func add(_ table: Table) throws(LetterFault) {
    let titles = strips.count
    // Many cells of a column hold the same words.
    var known: [SetCell: SetText] = [:]
    let titleRow = try TableRow(
      table.titles, widths: table.widths, typesetter: typesetter, known: &known)
    let room = LetterForm.textHeight - titleRow.height(of: 0..<titleRow.lineCount)
    guard room > 100 else { throw .boxTooTall(text: table.titles.first?.text ?? "") }
    strips.append(titleRow.strip(.columnTitle, lines: 0..<titleRow.lineCount))
    strips[titles].ink.insert(.open(.table), at: 0)
    strips[titles].before = owed
    owed = 0
    strips[titles].keepsWithNext = !table.rows.isEmpty
    for row in table.rows {
      let row = try TableRow(
        row, widths: table.widths, typesetter: typesetter, known: &known)
      // A row taller than a page goes on over the next.
      var first = 0
      repeat {
        let lines = first..<min(row.lineCount, first + row.lines(in: room))
        var strip = row.strip(.cell, lines: lines)
        strip.titles = titles
        strips.append(strip)
        first = lines.upperBound
      } while first < row.lineCount
    }
    strips[strips.count - 1].ink.append(.close(.table))
  }
}

private struct SetCell: Hashable {
  var paragraph: Paragraph
  var width: Double
}

/// One row of a table with its cells set.
private struct TableRow {
  var cells: [SetText] = []
  var widths: [Double]
  var pitch: Double
  var size: Double
  var lineCount: Int

  init(
    _ paragraphs: [Paragraph], widths: [Double], typesetter: Typesetter,
    known: inout [SetCell: SetText]
  ) throws(LetterFault) {
    for (paragraph, width) in zip(paragraphs, widths) {
      let key = SetCell(paragraph: paragraph, width: width)
      if let cell = known[key] {
        cells.append(cell)
        continue
      }
      let cell = try typesetter.set(
        paragraph.text, style: paragraph.role.style, width: width - 2 * LetterForm.cellPadding)
      known[key] = cell
      cells.append(cell)
    }
    self.widths = widths
    // All cells of a row have one size.
    let style = paragraphs.first?.role.style ?? LetterForm.Role.words.style
    pitch = style.pitch
    size = style.size
    lineCount = max(1, cells.map(\.lines.count).max() ?? 1)
  }

  func height(of lines: Range<Int>) -> Double {
    Double(lines.count) * pitch + 2 * LetterForm.cellPaddingAbove
  }

  /// How many lines of the row fit into `height`.
  func lines(in height: Double) -> Int {
    max(1, Int((height - 2 * LetterForm.cellPaddingAbove) / pitch))
  }

  func strip(_ tag: Ink.Tag, lines: Range<Int>) -> Strip {
    let height = height(of: lines)
    let right = widths.reduce(0, +)
    var ink: [Ink] = [
      .open(.row), .stroke(x: 0, y: 0, toX: right, toY: 0),
      .stroke(x: 0, y: height, toX: right, toY: height),
    ]
    var x = 0.0
    for (cell, width) in zip(cells, widths) {
      ink += [.stroke(x: x, y: 0, toX: x, toY: height), .open(tag)]
      for index in lines where index < cell.lines.count {
        let top = LetterForm.cellPaddingAbove + Double(index - lines.lowerBound) * pitch
        ink.append(
          .line(
            cell, index, x: x + LetterForm.cellPadding, y: top + size * LetterForm.baseline))
      }
      ink.append(.close(tag))
      x += width
    }
    ink += [.stroke(x: right, y: 0, toX: right, toY: height), .close(.row)]
    return Strip(before: 0, height: height, keepsWithNext: false, ink: ink, titles: nil)
  }
}
