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
    var cursor = Cursor(bytes: Array(text.utf8))
    cursor.skipSpaces()
    if cursor.isAtEnd { return }
    var parts: [Part] = []
    while true {
      guard let part = cursor.part() else { return nil }
      parts.append(part)
      guard let separator = cursor.next() else { break }
      switch separator {
      case UInt8(ascii: "+"): continue
      case UInt8(ascii: ","), UInt8(ascii: ";"):
        relativeNames.append(parts)
        parts = []
      default: return nil
      }
    }
    relativeNames.append(parts)
  }

  /// The values of one attribute type, from the leaf up.
  public func values(_ type: String) -> [String] {
    relativeNames.flatMap { $0.filter { $0.type == type }.map(\.value) }
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

    mutating func part() -> Part? {
      skipSpaces()
      let start = index
      while let byte = peek, isKeyByte(byte) { index += 1 }
      let type = String(decoding: bytes[start..<index], as: UTF8.self).lowercased()
      skipSpaces()
      guard !type.isEmpty, next() == UInt8(ascii: "=") else { return nil }
      skipSpaces()
      guard let value = peek == UInt8(ascii: "#") ? hexValue() : textValue() else { return nil }
      skipSpaces()
      return Part(type: type, value: value)
    }

    private func isKeyByte(_ byte: UInt8) -> Bool {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."): true
      default: false
      }
    }

    // A BER encoding in hexadecimal is kept as its digits: no schema here reads one.
    private mutating func hexValue() -> String? {
      let start = index
      index += 1
      while let byte = peek, hexDigit(byte) != nil { index += 1 }
      let digits = index - start - 1
      guard digits > 0, digits % 2 == 0 else { return nil }
      return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func textValue() -> String? {
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
          return String(decoding: value, as: UTF8.self)
        case UInt8(ascii: ","), UInt8(ascii: "+"), UInt8(ascii: ";"):
          guard quoted else { return String(decoding: value[..<kept], as: UTF8.self) }
          value.append(byte)
          index += 1
        case 0: return nil
        default:
          value.append(byte)
          if byte != UInt8(ascii: " ") { kept = value.count }
          index += 1
        }
      }
      return quoted ? nil : String(decoding: value[..<kept], as: UTF8.self)
    }
  }
}
