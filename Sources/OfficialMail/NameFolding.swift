import Foundation

/// Names as ASCII bytes, the way people spell them in addresses: "Đặng Thị Hường" is
/// `dang thi huong`.
package enum NameFolding {
  /// The words of a name: lower-case letters and digits; any composed or decomposed spelling.
  package static func words(_ name: String) -> [[UInt8]] {
    plain(name).split { !isLetterOrDigit($0) }.map { Array($0) }
  }

  /// The letters and digits alone, without word borders.
  static func compact(_ name: String) -> [UInt8] {
    plain(name).filter(isLetterOrDigit)
  }

  /// A local part without its separators `.` `_` `-`, or nil where it holds what no name does.
  static func compact(localPart: String) -> [UInt8]? {
    var bytes = plain(localPart)
    bytes.removeAll {
      $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
    }
    return bytes.isEmpty || !bytes.allSatisfy(isLetterOrDigit) ? nil : bytes
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")) || isDigit(byte)
  }

  /// Lower-case ASCII without diacritics; a letter that has no ASCII form is a byte above 0x7F.
  private static func plain(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x41...0x5A: bytes.append(UInt8(scalar.value + 0x20))
      case 0x00...0x7F: bytes.append(UInt8(scalar.value))
      // Marks of a decomposed spelling.
      case 0x300...0x36F: continue
      case 0x80..<tableEnd: bytes.append(table[Int(scalar.value)])
      default: bytes.append(foreign)
      }
    }
    return bytes
  }

  private static let foreign: UInt8 = 0xFF

  /// All Latin letters with diacritics lie below.
  private static let tableEnd: UInt32 = 0x1F00

  /// What each scalar is without its marks, by the Unicode decomposition.
  private static let table: [UInt8] = (0..<tableEnd).map { value in
    switch value {
    // A bar is part of the letter, not a mark that decomposes; Eth looks the same in capitals.
    case 0x110, 0x111, 0xD0, 0xF0: return UInt8(ascii: "d")
    case 0x141, 0x142: return UInt8(ascii: "l")
    case 0xD8, 0xF8: return UInt8(ascii: "o")
    case 0x131: return UInt8(ascii: "i")
    case 0xC0...0x24F, 0x1E00...0x1EFF:
      guard let scalar = Unicode.Scalar(value) else { return foreign }
      let base = String(scalar).decomposedStringWithCanonicalMapping.lowercased().utf8.first
      return base.flatMap { $0 < 0x80 ? $0 : nil } ?? foreign
    default: return foreign
    }
  }
}

func isDigit(_ byte: UInt8) -> Bool {
  byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
}
