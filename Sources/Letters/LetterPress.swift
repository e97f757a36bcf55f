/// Makes letters' files: one press for many letters, on one thread at a time.
package final class LetterPress {
  private let typesetter: Typesetter
  /// The letter that was composed last.
  private var composed: (letter: LetterDocument, blocks: [Block])?

  /// Finds the letters' font in the first of the folders that has it whole.
  package init(fontFolders: [String]? = nil) throws(LetterFault) {
    let fonts = try LetterFonts.first(in: fontFolders ?? LetterFonts.standardFolders)
    typesetter = try Typesetter(fonts)
  }

  /// The letter as a tagged PDF: the same letter gives the same bytes.
  package func pdf(of letter: LetterDocument) throws(LetterFault) -> [UInt8] {
    let blocks = try blocks(of: letter)
    let canvas = try PDFCanvas(width: LetterForm.pageWidth, height: LetterForm.pageHeight)
    canvas.describe(
      title: letter.subject, author: letter.issuer, date: "\(letter.asOf)T00:00:00Z")
    canvas.draw(.open(.document), left: 0, top: 0)
    for section in blocks.split(separator: .annex) {
      var maker = StripMaker(typesetter: typesetter)
      for block in section { try maker.add(block) }
      for (index, page) in PageBreaker(maker.strips).pages.enumerated() {
        if index > 0 { try draw(pageNumber: index + 1, on: canvas) }
        for ink in page {
          canvas.draw(ink, left: LetterForm.marginLeft, top: LetterForm.marginTop)
        }
        canvas.endPage()
      }
    }
    canvas.draw(.close(.document), left: 0, top: 0)
    return try canvas.finish()
  }

  /// The letter for Word and LibreOffice, with the PDF's words: the same letter gives the same
  /// bytes.
  package func docx(of letter: LetterDocument) throws(LetterFault) -> [UInt8] {
    let blocks = try blocks(of: letter)
    return try WordPackage(letter: letter, blocks: blocks).bytes()
  }

  /// The two files of a letter are made one after the other from the same blocks.
  private func blocks(of letter: LetterDocument) throws(LetterFault) -> [Block] {
    if let composed, composed.letter == letter { return composed.blocks }
    let blocks = try LetterComposer(letter, typesetter: typesetter).blocks()
    composed = (letter, blocks)
    return blocks
  }

  private func draw(pageNumber: Int, on canvas: PDFCanvas) throws(LetterFault) {
    let style = LetterForm.Role.pageNumber.style
    let number = try typesetter.set("\(pageNumber)", style: style, width: LetterForm.textWidth)
    canvas.draw(
      .line(number, 0, x: 0, y: style.size * LetterForm.baseline), left: LetterForm.marginLeft,
      top: LetterForm.pageNumberTop)
  }
}
