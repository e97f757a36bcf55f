package import OfficialMail

/// The words of the form itself, in each language.
struct FormWording {
  var state: String
  var motto: String
  var numberLabel: String
  var subjectLabel: String
  var recipientLabel: String
  var copiesLabel: String
  var asAbove: String
  var archive: String
  var registry: String
  var annex: String
  private var language: Language

  init(_ language: Language) {
    self.language = language
    switch language {
    case .vi:
      state = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
      motto = "Độc lập - Tự do - Hạnh phúc"
      numberLabel = "Số:"
      subjectLabel = "V/v"
      recipientLabel = "Kính gửi:"
      copiesLabel = "Nơi nhận:"
      asAbove = "Như trên"
      archive = "Lưu:"
      registry = "VT"
      annex = "Phụ lục"
    case .en:
      state = "SOCIALIST REPUBLIC OF VIET NAM"
      motto = "Independence - Freedom - Happiness"
      numberLabel = "No.:"
      subjectLabel = "Re:"
      recipientLabel = "To:"
      copiesLabel = "Copies to:"
      asAbove = "As above"
      archive = "Files:"
      registry = "Registry"
      annex = "Annex"
    }
  }

  /// "Số: 05/UBND-VHXH" after `label`, or room for the number before the slash.
  func number(of letter: LetterDocument, after label: String) -> String {
    guard let number = letter.number else { return "\(label)\(blank(6))/\(letter.symbol)" }
    let digit = number.utf8.count == 1 && number.utf8.allSatisfy { (0x30...0x39).contains($0) }
    return "\(label) \(digit ? "0" : "")\(number)/\(letter.symbol)"
  }

  /// The date, or room for day and month.
  func date(of letter: LetterDocument) -> String {
    if let date = letter.date { return date.official(in: language) }
    let year = letter.asOf.components.year
    switch language {
    case .vi: return "ngày\(blank(4))tháng\(blank(4))năm \(year)"
    case .en: return "\(blank(18))\(year)"
    }
  }

  /// "(Kèm theo Công văn số … ngày … của …)", with the place where it may be parted.
  func annexReference(of letter: LetterDocument) -> (String, String) {
    switch language {
    case .vi:
      (
        "(" + number(of: letter, after: "Kèm theo Công văn số"),
        "\(date(of: letter)) của \(letter.issuer))"
      )
    case .en:
      (
        "(" + number(of: letter, after: "Enclosed with Letter No."),
        "of \(date(of: letter)), \(letter.issuer))"
      )
    }
  }

  private func blank(_ width: Int) -> String { String(repeating: " ", count: width) }
}

extension Day {
  /// "ngày 05 tháng 02 năm 2026", where days below 10 and the months 1 and 2 have a zero, or
  /// "5 February 2026".
  package func official(in language: Language) -> String {
    let (year, month, day) = components
    switch language {
    case .vi:
      return "ngày \(day < 10 ? "0" : "")\(day) tháng \(month < 3 ? "0" : "")\(month) năm \(year)"
    case .en: return "\(day) \(Day.englishMonths[month - 1]) \(year)"
    }
  }

  package static let englishMonths = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
}
