/// The official form: every measure of a letter, and nowhere else.
///
/// After Nghị định 30/2020/NĐ-CP, Phụ lục I. Points unless a name says millimetres.
enum LetterForm {
  /// A4 upright.
  static let pageWidth = millimetres(210)
  static let pageHeight = millimetres(297)
  /// Allowed: top and bottom 20-25 mm, left 30-35 mm, right 15-20 mm.
  static let marginTop = millimetres(20)
  static let marginBottom = millimetres(20)
  static let marginLeft = millimetres(30)
  static let marginRight = millimetres(15)
  /// From the page's edge to the line with the page number.
  static let pageNumberTop = millimetres(10)

  static var textWidth: Double { pageWidth - marginLeft - marginRight }
  static var textHeight: Double { pageHeight - marginTop - marginBottom }

  static let pdfFamily = "Liberation Serif"
  static let wordFamily = "Times New Roman"
  /// The distance of two lines over the font's size: "single" in Word with Times New Roman.
  static let linePitch = 1.15
  /// The baseline below the top of its line, over the font's size.
  static let baseline = 0.911

  /// The issuer's and the state's column of the heading, as parts of the width.
  static let headingShares = [0.42, 0.58]
  static let closingShares = [0.5, 0.5]
  static let ruleThickness = 0.75
  static let ruleGap = 2.0
  /// The rule below the issuer over the length of its line (allowed: 1/3 to 1/2).
  static let issuerRule = 0.4
  static let mottoRule = 1.0
  /// Room between the signatory's title and name.
  static let signatureRoom = 64.0
  static let cellPadding = 3.0
  static let cellPaddingAbove = 1.5

  /// The parts that words play on the page.
  enum Role: String, CaseIterable {
    case state, motto, parent, issuer, number, placeAndDate, subject, heading, recipient,
      recipientItem, body, closing, authority, signatory, copiesLabel, copy, annexLabel,
      annexTitle, annexReference, partHeading, partNote, columnTitle, words, figures, pageNumber

    var style: Style {
      switch self {
      case .state: Style(12, .bold, .centre)
      case .motto: Style(13, .bold, .centre)
      case .parent: Style(12, .regular, .centre)
      case .issuer: Style(12, .bold, .centre)
      case .number: Style(13, .regular, .centre, before: 6)
      case .placeAndDate: Style(13, .italic, .centre, before: 6)
      case .subject: Style(12, .regular, .centre, before: 6)
      // Carries the heading's boxes.
      case .heading: Style(12, .regular, .left)
      case .recipient: Style(14, .regular, .centre, before: 14, after: 12)
      case .recipientItem: Style(14, .regular, .left, indent: millimetres(45))
      case .body: Style(14, .regular, .justified, firstLine: millimetres(12.7), before: 6)
      // Carries the boxes below the text.
      case .closing: Style(12, .regular, .left, before: 12)
      case .authority, .signatory: Style(14, .bold, .centre)
      case .copiesLabel: Style(12, .boldItalic, .left)
      case .copy: Style(11, .regular, .left)
      case .annexLabel: Style(14, .bold, .centre)
      case .annexTitle: Style(14, .bold, .centre)
      case .annexReference: Style(13, .italic, .centre)
      case .partHeading: Style(13, .bold, .left, before: 14, after: 2)
      case .partNote: Style(12, .italic, .justified, after: 2)
      case .columnTitle: Style(11, .bold, .centre)
      case .words: Style(11, .regular, .left)
      case .figures: Style(11, .regular, .centre)
      case .pageNumber: Style(13, .regular, .centre)
      }
    }
  }

  struct Style {
    enum Face { case regular, bold, italic, boldItalic }
    enum Alignment { case left, centre, justified }

    var size: Double
    var face: Face
    var alignment: Alignment
    var firstLine: Double
    var indent: Double
    /// Room above and below the paragraph.
    var before: Double
    var after: Double

    init(
      _ size: Double, _ face: Face, _ alignment: Alignment, firstLine: Double = 0,
      indent: Double = 0, before: Double = 0, after: Double = 0
    ) {
      self.size = size
      self.face = face
      self.alignment = alignment
      self.firstLine = firstLine
      self.indent = indent
      self.before = before
      self.after = after
    }

    var isBold: Bool { face == .bold || face == .boldItalic }
    var isItalic: Bool { face == .italic || face == .boldItalic }
    var pitch: Double { size * LetterForm.linePitch }
  }

  static func millimetres(_ length: Double) -> Double { length * 72 / 25.4 }
}
