import Foundation

/// Writes a view as JSON: keys sorted and in snake_case, indented, a line break at the end; the
/// same view gives the same bytes.
enum JSONDocument {
  static func text(of view: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return escaped(String(decoding: try encoder.encode(view), as: UTF8.self)) + "\n"
  }

  // JSON lets C1 controls and bidirectional overrides stand as they are, but `check` prints it on
  // terminals. They occur inside strings alone, where \uXXXX means the same.
  private static func escaped(_ json: String) -> String {
    let needsEscape = { (scalar: Unicode.Scalar) in scalar != "\n" && scalar.isInvisible }
    guard json.unicodeScalars.contains(where: needsEscape) else { return json }
    var text = ""
    text.reserveCapacity(json.utf8.count + 64)
    for scalar in json.unicodeScalars {
      if needsEscape(scalar) {
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}

/// A value whose key stands in the document even when there is none: `null`.
struct OrNull<Value: Encodable>: Encodable {
  let value: Value?

  init(_ value: Value?) {
    self.value = value
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let value {
      try container.encode(value)
    } else {
      try container.encodeNil()
    }
  }
}
