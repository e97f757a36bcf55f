import Foundation

extension String {
  /// This text as a letter can print it: in Unicode's composed form, white space as one space,
  /// characters outside the letters' alphabets as `\u{1F600}`, and cut to `limit` characters.
  ///
  /// For words from outside. Escapes keep two names apart that a box for each character would make
  /// the same, and leave no character that turns the direction of writing or hides.
  package func printable(limit: Int = 320) -> String {
    var result = ""
    var length = 0
    // A character is at most some dozens of bytes unless somebody stacks marks on it.
    let bounded = String(decoding: utf8.prefix(limit * 16), as: UTF8.self)
    for scalar in bounded.precomposedStringWithCanonicalMapping.unicodeScalars {
      let piece: String
      if scalar.properties.isWhitespace && scalar.value != 0xA0 {
        if result.isEmpty || result.hasSuffix(" ") { continue }
        piece = " "
      } else {
        piece = scalar.isInLetters ? String(scalar) : scalar.escape
      }
      guard length + piece.unicodeScalars.count <= limit else { return result + "…" }
      result += piece
      length += piece.unicodeScalars.count
    }
    if bounded.utf8.count < utf8.count { return result + "…" }
    return result.hasSuffix(" ") ? String(result.dropLast()) : result
  }

  /// The same text in Unicode's composed form, in which the form wants it.
  var composed: String { precomposedStringWithCanonicalMapping }
}

extension Unicode.Scalar {
  /// Letters, digits and marks of the Latin, Greek and Cyrillic alphabets that stand for
  /// themselves; all are in Liberation Serif 2.
  package var isInLetters: Bool {
    switch value {
    case 0x20...0x7E, 0xA0...0xAC, 0xAE...0x17F: true
    // Vietnamese: ơ ư and what stands above and below them.
    case 0x1A0...0x1A1, 0x1AF...0x1B0, 0x1EA0...0x1EF9: true
    case 0x218...0x21B: true
    case 0x386, 0x388...0x38A, 0x38C, 0x38E...0x3A1, 0x3A3...0x3CE: true
    case 0x400...0x45F, 0x490...0x491: true
    case 0x2013...0x2014, 0x2018...0x201E, 0x2022, 0x2026, 0x2030, 0x2039...0x203A: true
    // đồng, euro, number, trade mark, at most, at least.
    case 0x20AB...0x20AC, 0x2116, 0x2122, 0x2264...0x2265: true
    default: false
    }
  }

  fileprivate var escape: String { "\\u{\(String(value, radix: 16, uppercase: true))}" }

  /// `U+1F600`.
  var codeName: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
