/// A mail domain in its one comparable form: lower case, A-labels, no trailing dot.
public struct MailDomain: Sendable, Hashable, Comparable, Codable {
  public let name: String

  /// Nil for text that is no domain: empty labels, labels over 63 bytes, white space, control
  /// characters, more than 253 bytes. Unicode names become A-labels (RFC 5891).
  public init?(_ text: some StringProtocol) {
    guard let name = MailDomain.canonical(String(text)) else { return nil }
    self.name = name
  }

  /// Whether this is `suffix` itself or lies below it on a dot boundary.
  public func isAtOrBelow(_ suffix: MailDomain) -> Bool {
    guard name.utf8.count > suffix.name.utf8.count else { return self == suffix }
    return name.hasSuffix(suffix.name)
      && name.utf8[name.utf8.index(name.utf8.endIndex, offsetBy: -suffix.name.utf8.count - 1)]
        == UInt8(ascii: ".")
  }

  public static func < (left: MailDomain, right: MailDomain) -> Bool {
    left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
  }

  private static func canonical(_ text: String) -> String? {
    var lowered = text.lowercased()
    if lowered.utf8.last == UInt8(ascii: ".") { lowered.removeLast() }
    if isCanonical(lowered) { return lowered }
    var labels: [String] = []
    for label in lowered.split(separator: ".", omittingEmptySubsequences: false) {
      guard let ascii = Punycode.aLabel(label), !ascii.isEmpty, ascii.utf8.count <= 63,
        ascii.utf8.allSatisfy(isAllowed)
      else { return nil }
      labels.append(ascii)
    }
    let name = labels.joined(separator: ".")
    return name.utf8.count <= 253 ? name : nil
  }

  /// Whether nothing is left to do: allowed bytes alone, in labels of 1 to 63.
  private static func isCanonical(_ name: String) -> Bool {
    var length = 0
    for byte in name.utf8 {
      if byte == UInt8(ascii: ".") {
        guard length > 0 else { return false }
        length = 0
      } else {
        length += 1
        guard isAllowed(byte), length <= 63 else { return false }
      }
    }
    return length > 0 && name.utf8.count <= 253
  }

  // Address literals such as [192.0.2.1] and underscores are met in logs, so they are let through.
  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: ":"):
      true
    default: false
    }
  }
}

extension MailDomain: CustomStringConvertible {
  public var description: String { name }
}
