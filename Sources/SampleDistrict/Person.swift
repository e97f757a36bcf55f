import Foundation

/// A made-up person: three words, family name first.
struct Person: Sendable, Hashable {
  var family: String
  var middle: String
  var given: String

  var fullName: String { "\(family) \(middle) \(given)" }

  /// The words in ASCII and lower case.
  var folded: (family: String, middle: String, given: String) {
    (Person.fold(family), Person.fold(middle), Person.fold(given))
  }

  /// `nguyenvanan`.
  var joined: String {
    let words = folded
    return words.family + words.middle + words.given
  }

  /// Given name and initials, as offices name mailboxes: `annv`.
  var officeStyle: String {
    let words = folded
    return words.given + words.family.prefix(1) + words.middle.prefix(1)
  }

  /// Text without its Vietnamese marks, in lower case.
  static func fold(_ text: String) -> String {
    let plain = text.lowercased().replacing("đ", with: "d").decomposedStringWithCanonicalMapping
    return String(String.UnicodeScalarView(plain.unicodeScalars.filter(\.isASCII)))
  }

  // Officials and citizens have no family name in common, so that no citizen is by chance the
  // namesake of an official.
  private static let officialFamilies = [
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đỗ", "Bùi", "Đinh", "Cầm", "Quàng", "Lò", "Hà",
    "Vì",
  ]
  private static let citizenFamilies = [
    "Tòng", "Giàng", "Sùng", "Lường", "Mùa", "Thào", "Vàng", "Bạc", "Hạng",
  ]
  private static let middles = [
    "Văn", "Thị", "Đức", "Minh", "Hữu", "Thu", "Ngọc", "Xuân", "Quang", "Thanh", "Hồng", "Đình",
    "Bích", "Trọng",
  ]
  private static let givens = [
    "An", "Bình", "Chung", "Cường", "Dung", "Dương", "Giang", "Hải", "Hạnh", "Hiền", "Hòa", "Hùng",
    "Hương", "Khánh", "Lan", "Liên", "Linh", "Long", "Mai", "Nam", "Nga", "Nhung", "Oanh", "Phong",
    "Phúc", "Phương", "Quân", "Quyên", "Sơn", "Tâm", "Thảo", "Thắng", "Thủy", "Toàn", "Trang",
    "Tuấn", "Tùng", "Uyên", "Việt", "Vinh", "Yến",
  ]

  static func official(_ random: inout SplitMix64) -> Person {
    drawn(from: officialFamilies, &random)
  }

  static func citizen(_ random: inout SplitMix64) -> Person {
    drawn(from: citizenFamilies, &random)
  }

  private static func drawn(from families: [String], _ random: inout SplitMix64) -> Person {
    Person(
      family: random.pick(families) ?? "", middle: random.pick(middles) ?? "",
      given: random.pick(givens) ?? "")
  }
}
