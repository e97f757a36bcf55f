/// An address in its one comparable form: all lower case, domain as A-labels.
///
/// RFC 5321 lets local parts differ by case; no mail system of an office makes use of that, and
/// people write either, so that two spellings are one address here.
public struct EmailAddress: Sendable, Hashable, Comparable {
  /// Lower case, in quotes only where the local part needs them (RFC 5321, section 4.1.2).
  public let localPart: String
  public let domain: MailDomain

  /// Nil for text that is no address: no `@` outside quotes, empty parts, control characters.
  public init?(_ text: some StringProtocol) {
    self.init(String(text))
  }

  public init?(_ text: String) {
    guard let at = EmailAddress.separator(in: text), at != text.utf8.startIndex,
      let domain = MailDomain(text[text.utf8.index(after: at)...])
    else { return nil }
    let local = String(text[..<at])
    guard EmailAddress.isPrintable(local) else { return nil }
    self.init(localPart: local, domain: domain)
  }

  public init(localPart: String, domain: MailDomain) {
    self.localPart = EmailAddress.unquoted(localPart.lowercased())
    self.domain = domain
  }

  /// The address without a plus tag: `an+news@x` is `an@x`.
  public var withoutTag: EmailAddress {
    guard let plus = localPart.utf8.firstIndex(of: UInt8(ascii: "+")),
      plus != localPart.startIndex,
      localPart.utf8.first != UInt8(ascii: "\"")
    else { return self }
    return EmailAddress(localPart: String(localPart[..<plus]), domain: domain)
  }

  public static func < (left: EmailAddress, right: EmailAddress) -> Bool {
    let one = left.localPart.utf8
    let other = right.localPart.utf8
    if left.localPart == right.localPart {
      return left.domain.name.utf8.lexicographicallyPrecedes(right.domain.name.utf8)
    }
    // The `@` decides where one local part begins with the other.
    if one.starts(with: other) || other.starts(with: one) {
      return left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
    }
    return one.lexicographicallyPrecedes(other)
  }

  // `"an"` as `an`: quotes around what is a dot-atom (RFC 5322, section 3.2.3) say nothing.
  private static func unquoted(_ local: String) -> String {
    let inner = local.utf8.dropFirst().dropLast()
    guard local.utf8.first == UInt8(ascii: "\""), local.utf8.last == UInt8(ascii: "\""),
      inner.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        .allSatisfy({ !$0.isEmpty && $0.allSatisfy(isAtomText) })
    else { return local }
    return String(Substring(inner))
  }

  private static func isAtomText(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }
  }

  // The last @ outside a quoted local part (RFC 5321, section 4.1.2).
  private static func separator(in text: String) -> String.Index? {
    var quoted = false
    var escaped = false
    var last: Int?
    let bytes = text.utf8Span.span
    for index in bytes.indices {
      switch bytes[index] {
      case _ where escaped: escaped = false
      case UInt8(ascii: "\\") where quoted: escaped = true
      case UInt8(ascii: "\""): quoted.toggle()
      case UInt8(ascii: "@") where !quoted: last = index
      default: break
      }
    }
    return last.map { text.utf8.index(text.startIndex, offsetBy: $0) }
  }

  private static func isPrintable(_ text: String) -> Bool {
    // Bytes tell for ASCII; scalars are looked at where there is more.
    text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
      || text.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }
  }
}

extension EmailAddress: CustomStringConvertible, Codable {
  public var description: String { "\(localPart)@\(domain)" }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let address = EmailAddress(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "not an e-mail address: \(text)")
    }
    self = address
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
