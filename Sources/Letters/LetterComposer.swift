import OfficialMail

/// Puts a letter's words into the boxes of the form.
struct LetterComposer {
  var letter: LetterDocument
  var wording: FormWording
  var typesetter: Typesetter

  init(_ letter: LetterDocument, typesetter: Typesetter) {
    self.letter = letter
    self.wording = FormWording(letter.language)
    self.typesetter = typesetter
  }

  /// The whole letter; every character of it is in the font.
  func blocks() throws(LetterFault) -> [Block] {
    var blocks = [try heading()]
    blocks += recipients()
    blocks += body()
    blocks.append(closing())
    if let annex = letter.annex { blocks += try self.annex(annex) }
    for block in blocks {
      for paragraph in block.paragraphs { try typesetter.check(paragraph.text) }
    }
    return blocks
  }

  // MARK: - Boxes 1 to 5b

  private func heading() throws(LetterFault) -> Block {
    let widths = LetterForm.headingShares.map { $0 * LetterForm.textWidth }
    let issuer = try balanced(.issuer, letter.issuer.uppercased(), width: widths[0])
    let motto = paragraph(.motto, wording.motto)
    var issuerBox: [Boxes.Piece] = []
    if !letter.parent.isEmpty {
      issuerBox.append(
        .paragraph(try balanced(.parent, letter.parent.uppercased(), width: widths[0])))
    }
    issuerBox.append(.paragraph(issuer))
    issuerBox.append(
      .rule(try typesetter.longestLine(of: issuer, width: widths[0]) * LetterForm.issuerRule))
    let stateBox: [Boxes.Piece] = [
      .paragraph(paragraph(.state, wording.state)), .paragraph(motto),
      .rule(try typesetter.longestLine(of: motto, width: widths[1]) * LetterForm.mottoRule),
    ]
    let number = paragraph(.number, wording.number(of: letter, after: wording.numberLabel))
    let date = paragraph(.placeAndDate, "\(letter.place), \(wording.date(of: letter))")
    let subject = try balanced(
      .subject, "\(wording.subjectLabel) \(letter.subject)", width: widths[0])
    return .boxes(
      Boxes(
        role: .heading, shares: LetterForm.headingShares,
        rows: [
          [issuerBox, stateBox], [[.paragraph(number)], [.paragraph(date)]],
          [[.paragraph(subject)], []],
        ]))
  }

  // MARK: - Boxes 9a and 6

  private func recipients() -> [Block] {
    let label = wording.recipientLabel
    guard letter.recipients.count > 1 else {
      let name = letter.recipients.first ?? ""
      return [.paragraph(paragraph(.recipient, "\(label) \(name)"))]
    }
    return [.paragraph(paragraph(.recipient, label))] + list(letter.recipients, .recipientItem)
  }

  private func body() -> [Block] {
    letter.body.enumerated().map { index, text in
      let isLast = index == letter.body.count - 1
      // The signature never stands on a page without some lines of the text.
      let staysBySignature = index >= letter.body.count - 2
      var words = text
      if isLast {
        while words.last == "." || words.last == " " { words.removeLast() }
        words += "./."
      }
      return .paragraph(paragraph(.body, words, keepsWithNext: staysBySignature))
    }
  }

  // MARK: - Boxes 7 and 9b

  private func closing() -> Block {
    let archive = "\(wording.archive) \(wording.registry)"
    // An office may write the list as it stands in its letters.
    let already = Language.allCases.map { FormWording($0).asAbove }
    let others = letter.copies.map(bare).filter { !$0.isEmpty && !already.contains($0) }
    let copies =
      [wording.asAbove] + others
      + [letter.archive.map { "\(archive), \($0)" } ?? archive]
    var left: [Boxes.Piece] = [.paragraph(paragraph(.copiesLabel, wording.copiesLabel))]
    for case .paragraph(let item) in list(copies, .copy) { left.append(.paragraph(item)) }
    var right = letter.authority.map {
      Boxes.Piece.paragraph(paragraph(.authority, $0.uppercased()))
    }
    right.append(.room(LetterForm.signatureRoom))
    if !letter.signatory.isEmpty {
      right.append(.paragraph(paragraph(.signatory, letter.signatory)))
    }
    return .boxes(
      Boxes(role: .closing, shares: LetterForm.closingShares, rows: [[left, right]]))
  }

  // MARK: - The annex

  private func annex(_ annex: LetterDocument.Annex) throws(LetterFault) -> [Block] {
    var blocks: [Block] = [
      .annex,
      .paragraph(paragraph(.annexLabel, wording.annex)),
      .paragraph(
        try balanced(.annexTitle, annex.title.uppercased(), width: LetterForm.textWidth)),
      .paragraph(try annexReference()),
    ]
    for part in annex.parts {
      blocks.append(.paragraph(paragraph(.partHeading, part.heading, keepsWithNext: true)))
      if let note = part.note {
        blocks.append(.paragraph(paragraph(.partNote, note, keepsWithNext: true)))
      }
      blocks.append(.table(try table(part)))
    }
    return blocks
  }

  /// On one line, or on two with the date unbroken.
  private func annexReference() throws(LetterFault) -> Paragraph {
    let (number, rest) = wording.annexReference(of: letter)
    let whole = paragraph(.annexReference, "\(number) \(rest)")
    let length = try typesetter.longestLine(of: whole, width: .greatestWidth)
    return length <= LetterForm.textWidth
      ? whole : paragraph(.annexReference, "\(number)\n\(rest)")
  }

  private func table(_ part: LetterDocument.Part) throws(LetterFault) -> Table {
    let whole = part.columns.reduce(0) { $0 + $1.share }
    let widths = part.columns.map { $0.share / whole * LetterForm.textWidth }
    var rows: [[Paragraph]] = []
    for row in part.rows {
      var cells: [Paragraph] = []
      for (index, column) in part.columns.enumerated() {
        let text = index < row.count ? row[index] : ""
        let role = column.content == .figures ? LetterForm.Role.figures : .words
        let room = widths[index] - 2 * LetterForm.cellPadding
        let broken = try typesetter.breakAddresses(text.composed, role: role, width: room)
        cells.append(Paragraph(role: role, text: broken))
      }
      rows.append(cells)
    }
    let titles = part.columns.map { paragraph(.columnTitle, $0.title) }
    return Table(widths: widths, titles: titles, rows: rows)
  }

  // MARK: - Words

  private func paragraph(
    _ role: LetterForm.Role, _ text: String, keepsWithNext: Bool = false
  ) -> Paragraph {
    Paragraph(role: role, text: text.composed, keepsWithNext: keepsWithNext)
  }

  private func balanced(
    _ role: LetterForm.Role, _ text: String, width: Double
  ) throws(LetterFault) -> Paragraph {
    let text = try typesetter.balance(text.composed, role: role, width: width)
    return Paragraph(role: role, text: text)
  }

  /// An item of a list without its dash and its stop.
  private func bare(_ item: String) -> String {
    var rest = item[...]
    while let first = rest.first, first == "-" || first == " " { rest.removeFirst() }
    while let last = rest.last, ";. ".contains(last) { rest.removeLast() }
    return String(rest)
  }

  /// "- …;" on each line, and a full stop at the last.
  private func list(_ items: [String], _ role: LetterForm.Role) -> [Block] {
    items.enumerated().map { index, item in
      .paragraph(paragraph(role, "- \(item)\(index == items.count - 1 ? "." : ";")"))
    }
  }
}
