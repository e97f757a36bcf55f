/// A distinguished name in its parts (RFC 4514), from the leaf up.
public struct DistinguishedName: Sendable, Hashable {
  /// One `type=value` of a relative name.
  public struct Part: Sendable, Hashable {
    /// In lower case.
    public var type: String
    /// Unescaped; U+FFFD stands for what is not UTF-8.
    public var value: String
  }

  /// Relative names; more than one part where they are joined by `+`.
  public var relativeNames: [[Part]]

  /// Nil for text that is no DN. The empty text is the root.
  public init?(_ text: String) {
    relativeNames = []
    var parts: [Part] = []
    let isName = DistinguishedName.walk(text) { part, bytes, endsRelativeName in
      let type = String(decoding: bytes[part.type], as: UTF8.self).lowercased()
      parts.append(Part(type: type, value: part.text(in: bytes)))
      guard endsRelativeName else { return }
      relativeNames.append(parts)
      parts = []
    }
    guard isName else { return nil }
  }

  /// The values of one attribute type, from the leaf up.
  public func values(_ type: String) -> [String] {
    relativeNames.flatMap { $0.filter { $0.type == type }.map(\.value) }
  }

  /// The values of one attribute type in a DN of which nothing else is wanted, from the leaf up;
  /// nil for text that is no DN.
  ///
  /// - Parameter type: ASCII in lower case.
  public static func values(_ type: String, in text: String) -> [String]? {
    var values: [String] = []
    let isName = walk(text) { part, bytes, _ in
      guard AttributeValue(bytes[part.type]).isWord(type) else { return }
      values.append(part.text(in: bytes))
    }
    return isName ? values : nil
  }

  /// Visits the parts of a DN; false where the text is none.
  private static func walk(
    _ text: String, visit: (_ part: RawPart, _ bytes: [UInt8], _ endsRelativeName: Bool) -> Void
  ) -> Bool {
    var cursor = Cursor(bytes: Array(text.utf8))
    cursor.skipSpaces()
    if cursor.isAtEnd { return true }
    while true {
      guard let part = cursor.part() else { return false }
      let separator = cursor.next()
      visit(part, cursor.bytes, separator != UInt8(ascii: "+"))
      switch separator {
      case nil: return true
      case UInt8(ascii: "+"), UInt8(ascii: ","), UInt8(ascii: ";"): continue
      default: return false
      }
    }
  }
}

/// One `type=value` as it stands in the text.
private struct RawPart {
  enum Value {
    case plain(Range<Int>)
    case unescaped([UInt8])
  }

  var type: Range<Int>
  var value: Value

  func text(in bytes: [UInt8]) -> String {
    switch value {
    case .plain(let range): String(decoding: bytes[range], as: UTF8.self)
    case .unescaped(let value): String(decoding: value, as: UTF8.self)
    }
  }
}

extension DistinguishedName {
  // Every call moves on or gives nil.
  private struct Cursor {
    let bytes: [UInt8]
    var index = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { index >= bytes.count }
    var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    mutating func next() -> UInt8? {
      guard let byte = peek else { return nil }
      index += 1
      return byte
    }

    mutating func skipSpaces() {
      while peek == UInt8(ascii: " ") { index += 1 }
    }

    mutating func part() -> RawPart? {
      skipSpaces()
      let start = index
      while let byte = peek, isKeyByte(byte) { index += 1 }
      let type = start..<index
      skipSpaces()
      guard !type.isEmpty, next() == UInt8(ascii: "=") else { return nil }
      skipSpaces()
      guard let value = peek == UInt8(ascii: "#") ? hexValue() : plainValue() ?? textValue() else {
        return nil
      }
      skipSpaces()
      return RawPart(type: type, value: value)
    }

    private func isKeyByte(_ byte: UInt8) -> Bool {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."): true
      default: false
      }
    }

    // A BER encoding in hexadecimal is kept as its digits: no schema here reads one.
    private mutating func hexValue() -> RawPart.Value? {
      let start = index
      index += 1
      while let byte = peek, hexDigit(byte) != nil { index += 1 }
      let digits = index - start - 1
      guard digits > 0, digits % 2 == 0 else { return nil }
      return .plain(start..<index)
    }

    /// A value without quotes and escapes, as nearly all are; else nil, and nothing is passed.
    private mutating func plainValue() -> RawPart.Value? {
      let start = index
      var end = index
      var kept = index
      scan: while end < bytes.count {
        switch bytes[end] {
        case UInt8(ascii: ","), UInt8(ascii: "+"), UInt8(ascii: ";"): break scan
        case UInt8(ascii: "\\"), UInt8(ascii: "\""), 0: return nil
        case UInt8(ascii: " "): end += 1
        default:
          end += 1
          kept = end
        }
      }
      index = end
      return .plain(start..<kept)
    }

    private mutating func textValue() -> RawPart.Value? {
      var value: [UInt8] = []
      // Trailing spaces belong to the value only where they are escaped.
      var kept = 0
      var quoted = false
      if peek == UInt8(ascii: "\"") {
        quoted = true
        index += 1
      }
      while let byte = peek {
        switch byte {
        case UInt8(ascii: "\\"):
          index += 1
          guard let escaped = next() else { return nil }
          if let high = hexDigit(escaped), let low = peek.flatMap(hexDigit) {
            index += 1
            value.append(high << 4 | low)
          } else {
            value.append(escaped)
          }
          kept = value.count
        case UInt8(ascii: "\"") where quoted:
          index += 1
          return .unescaped(value)
        case UInt8(ascii: ","), UInt8(ascii: "+"), UInt8(ascii: ";"):
          guard quoted else { return .unescaped(Array(value[..<kept])) }
          value.append(byte)
          index += 1
        case 0: return nil
        default:
          value.append(byte)
          if byte != UInt8(ascii: " ") { kept = value.count }
          index += 1
        }
      }
      return quoted ? nil : .unescaped(Array(value[..<kept]))
    }
  }
}
