import Foundation

/// Names as ASCII, the way people spell them in addresses: "Đặng Thị Hường" is `dang thi huong`.
enum NameFolding {
  /// The words of a name: lower-case letters and digits; any composed or decomposed spelling.
  static func words(_ name: String) -> [String] {
    folded(name).split { $0 == UInt8(ascii: " ") }.map { String(decoding: $0, as: UTF8.self) }
  }

  /// The letters and digits alone, without word borders.
  static func compact(_ name: String) -> String {
    words(name).joined()
  }

  /// A local part without its separators `.` `_` `-`, or nil where it holds what no name does.
  static func compact(localPart: String) -> String? {
    var bytes: [UInt8] = []
    for byte in plain(localPart) {
      switch byte {
      case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): continue
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        bytes.append(byte)
      default: return nil
      }
    }
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }

  /// Letters and digits, everything else a space.
  private static func folded(_ text: String) -> [UInt8] {
    plain(text).map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
      default: UInt8(ascii: " ")
      }
    }
  }

  /// Lower-case ASCII without diacritics; a letter that has no ASCII form stays a byte above 0x7F.
  private static func plain(_ text: String) -> [UInt8] {
    let lower = text.lowercased()
    if lower.utf8.allSatisfy({ $0 < 0x80 }) { return Array(lower.utf8) }
    var bytes: [UInt8] = []
    for scalar in lower.decomposedStringWithCompatibilityMapping.unicodeScalars {
      switch scalar {
      // A bar is part of the letter, not a mark that decomposes; Eth looks the same in capitals.
      case "đ", "ð": bytes.append(UInt8(ascii: "d"))
      case _ where scalar.isASCII: bytes.append(UInt8(scalar.value))
      case _ where scalar.properties.generalCategory == .nonspacingMark: continue
      default: bytes.append(0xFF)
      }
    }
    return bytes
  }
}
