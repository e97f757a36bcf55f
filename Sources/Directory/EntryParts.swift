import LDAP
import OfficialMail

/// The parts of an entry that mean the same in every product.
struct EntryParts {
  let entry: Entry
  private let classes: [AttributeValue]
  /// What was left out of the mailbox so far, in words without values, so that they can be counted.
  private(set) var leftOut: [String] = []

  init(_ entry: Entry) {
    self.entry = entry
    classes = entry.values("objectclass")
  }

  /// The text of an attribute's values; bytes that are not UTF-8 are replaced, and told.
  mutating func texts(_ type: String) -> [String] {
    entry.values(type).map { value in
      if let text = value.text { return text }
      leftOut.append("\(type): bytes that are not UTF-8 were replaced")
      return value.repairedText
    }
  }

  /// The addresses among an attribute's values, in the order served.
  mutating func addresses(_ type: String) -> [EmailAddress] {
    var found: [EmailAddress] = []
    for value in entry.values(type) {
      guard let text = value.text, let address = readableAddress(text) else {
        leftOut.append("\(type): a value that is no e-mail address was left out")
        continue
      }
      if !found.contains(address) { found.append(address) }
    }
    return found
  }

  /// The value's instant where there is one to judge by; nil without a value.
  func time(_ type: String) -> Result<Timestamp, UnreadableTime>? {
    let values = entry.values(type)
    guard let value = values.first else { return nil }
    guard values.allSatisfy({ $0 == value }) else {
      return .failure(
        UnreadableTime(
          reason: LocalizedText(vi: "\(type) có nhiều giá trị", en: "\(type) has several values")))
    }
    do throws(GeneralizedTime.Problem) {
      return .success(try GeneralizedTime.read(value.bytes))
    } catch {
      let words = error.words(for: value.repairedText)
      return .failure(
        UnreadableTime(
          reason: LocalizedText(vi: "\(type) \(words.vi)", en: "\(type) \(words.en)")))
    }
  }

  /// The latest readable instant among several attributes.
  func latest(_ types: String...) -> Timestamp? {
    types.compactMap { try? time($0)?.get() }.max()
  }

  /// The display name, else the common name.
  mutating func ownerName() -> String {
    texts("displayname").first { !$0.isEmpty } ?? texts("cn").first ?? ""
  }

  /// Units as attributes name them, then as the DN does from the leaf up.
  mutating func units() -> [String] {
    var units: [String] = []
    let ofName = DistinguishedName.values("ou", in: entry.dn)
    if ofName == nil { leftOut.append("the DN cannot be parsed; its units were left out") }
    for unit in texts("ou") + (ofName ?? []) where !unit.isEmpty {
      if !units.contains(unit) { units.append(unit) }
    }
    return units
  }

  /// Whether the entry is of one of these object classes.
  ///
  /// - Parameter classes: in lower case.
  func isAny(of classes: [String]) -> Bool {
    self.classes.contains { value in classes.contains { value.isWord($0) } }
  }
}

/// A value that gives no time to judge by.
struct UnreadableTime: Error {
  /// Names the attribute.
  var reason: LocalizedText
}

extension GeneralizedTime.Problem {
  func words(for text: String) -> LocalizedText {
    let shown = String(
      text.unicodeScalars.prefix(40).map { (0x20..<0x7F).contains($0.value) ? Character($0) : "?" })
    return switch self {
    case .unreadable:
      LocalizedText(
        vi: "không đọc được thành thời điểm: \(shown)", en: "cannot be read as a time: \(shown)")
    case .noZone:
      LocalizedText(vi: "không ghi múi giờ: \(shown)", en: "has no time zone: \(shown)")
    case .implausible:
      LocalizedText(
        vi: "không phải là ngày dùng được để kết luận: \(shown)",
        en: "is no date to judge by: \(shown)")
    }
  }
}

/// An address as a directory may hold it: spaces around it do not count, and a local part is
/// either quoted or free of what would need quotes (RFC 5321, section 4.1.2).
func readableAddress(_ text: String) -> EmailAddress? {
  var text = text[...]
  // Bytes first: characters are dear to tell apart.
  while text.utf8.first == UInt8(ascii: " "), text.first == " " { text.removeFirst() }
  while text.utf8.last == UInt8(ascii: " "), text.last == " " { text.removeLast() }
  guard text.utf8.count <= 320, let address = EmailAddress(text) else { return nil }
  let local = address.localPart.utf8
  if local.first == UInt8(ascii: "\"") {
    return local.count > 2 && local.last == UInt8(ascii: "\"") ? address : nil
  }
  return local.contains(where: needsQuotes) ? nil : address
}

private func needsQuotes(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: " "), UInt8(ascii: "\""), UInt8(ascii: "("), UInt8(ascii: ")"),
    UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "<"),
    UInt8(ascii: ">"), UInt8(ascii: "@"), UInt8(ascii: "["), UInt8(ascii: "\\"),
    UInt8(ascii: "]"):
    true
  default: false
  }
}
