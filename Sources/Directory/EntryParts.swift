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
    classes = entry.values(AttributeType.objectClass.key)
  }

  /// Whether the entry is of one of these object classes.
  ///
  /// - Parameter classes: in lower case.
  func isAny(of classes: [String]) -> Bool {
    self.classes.contains { value in classes.contains { value.isWord($0) } }
  }

  /// Whether the entry came with its object classes.
  var hasClass: Bool { !classes.isEmpty }

  static let noClass = "no object class is to be seen, so that it may be anything"

  mutating func leaveOut(_ words: String) {
    leftOut.append(words)
  }
}

// MARK: - Text

extension EntryParts {
  /// The text of an attribute's values; bytes that are not UTF-8 are replaced, and told.
  mutating func texts(_ type: AttributeType) -> [String] {
    entry.values(type.key).map { value in
      if let text = value.text { return text }
      leftOut.append("\(type): bytes that are not UTF-8 were replaced")
      return value.repairedText
    }
  }

  /// The display name, else the common name.
  mutating func ownerName() -> String {
    texts(.displayName).first { !$0.isEmpty } ?? texts(.cn).first ?? ""
  }

  /// Units as attributes name them, then as the DN does from the leaf up.
  ///
  /// - Parameter types: the attributes that name them.
  mutating func units(_ types: [AttributeType]) -> [String] {
    var units: [String] = []
    let ofName = DistinguishedName.values("ou", in: entry.dn)
    if ofName == nil { leftOut.append("the DN cannot be parsed; its units were left out") }
    for unit in types.flatMap({ texts($0) }) + (ofName ?? []) where !unit.isEmpty {
      if !units.contains(unit) { units.append(unit) }
    }
    return units
  }

  /// Whom the mailbox serves, where `employeeType` says it in one of the words of this program.
  var kind: Mailbox.Kind {
    var kind: Mailbox.Kind?
    entry.forEachValue(AttributeType.employeeType.key) { value in
      if kind != nil { return }
      if value.isWord("unit") { kind = .unit }
      if value.isWord("service") { kind = .service }
      if value.isWord("reception") { kind = .reception }
    }
    return kind ?? .personal
  }

  /// An attribute's first value in lower case; nil where there is none or an empty one.
  func word(_ type: AttributeType) -> String? {
    guard let text = entry.first(type.key)?.text, !text.isEmpty else { return nil }
    return text.lowercased()
  }

  /// Whether an attribute's first value is this word, in whatever case.
  func says(_ type: AttributeType, _ word: String) -> Bool {
    entry.first(type.key)?.isWord(word) == true
  }
}

// MARK: - Addresses

extension EntryParts {
  /// The addresses among an attribute's values, in the order served.
  mutating func addresses(_ types: [AttributeType]) -> [EmailAddress] {
    var found: [EmailAddress] = []
    for type in types {
      entry.forEachValue(type.key) { _ = add($0.text, of: type, to: &found) }
    }
    return found
  }

  /// Where mail is forwarded: what is no address is somewhere all the same.
  mutating func forwarding(_ types: [AttributeType]) -> (known: [EmailAddress], other: [String]) {
    var other: [String] = []
    for type in types {
      entry.forEachValue(type.key) { value in
        if value.text.flatMap(readableAddress) == nil { other.append(value.repairedText) }
      }
    }
    return (addresses(types), other)
  }

  /// The addresses of values that each hold several with commas between, and what is none.
  mutating func listedAddresses(
    _ type: AttributeType
  ) -> (known: [EmailAddress], other: [String]) {
    var known: [EmailAddress] = []
    var other: [String] = []
    for value in entry.values(type.key) {
      for part in value.repairedText.split(separator: ",") where part.contains(where: { $0 != " " })
      {
        if !add(String(part), of: type, to: &known) { other.append(String(part)) }
      }
    }
    return (known, other)
  }

  /// The addresses of proxy values, such as `SMTP:an@gov.example`, of which the one in capitals is
  /// the primary, and what is none; values of other kinds (`X500:`, `sip:`) are no mail.
  mutating func proxyAddresses(
    _ type: AttributeType
  ) -> (primary: EmailAddress?, all: [EmailAddress], other: [String]) {
    var primary: EmailAddress?
    var found: [EmailAddress] = []
    var other: [String] = []
    for value in entry.values(type.key) {
      let text = value.repairedText
      guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else {
        if !add(value.text, of: type, to: &found) { other.append(text) }
        continue
      }
      let kind = text[..<colon]
      guard kind.lowercased() == "smtp" else { continue }
      let before = found.count
      let address = String(text[text.utf8.index(after: colon)...])
      if !add(value.text == nil ? nil : address, of: type, to: &found) { other.append(address) }
      if kind == "SMTP", primary == nil, found.count > before { primary = found.last }
    }
    return (primary, found, other)
  }

  /// Whether the text is an address.
  @discardableResult
  private mutating func add(
    _ text: String?, of type: AttributeType, to found: inout [EmailAddress]
  ) -> Bool {
    guard let text, let address = readableAddress(text) else {
      leftOut.append("\(type): a value that is no e-mail address was left out")
      return false
    }
    if !found.contains(address) { found.append(address) }
    return true
  }
}

// MARK: - Times and numbers

extension EntryParts {
  /// The value's instant where there is one to judge by; nil without a value.
  func time(_ type: AttributeType, as form: TimeForm = .generalized) -> Result<
    Timestamp, UnreadableTime
  >? {
    guard let value = entry.first(type.key) else { return nil }
    var isAlone = true
    entry.forEachValue(type.key) { if $0 != value { isAlone = false } }
    guard isAlone else { return .failure(several(type)) }
    do throws(UnusableTime) {
      return .success(try form.read(value))
    } catch {
      return .failure(unreadable(type, error, value))
    }
  }

  /// The latest readable instant among several attributes.
  func latest(_ types: [AttributeType], as form: TimeForm = .generalized) -> Timestamp? {
    types.compactMap { try? time($0, as: form)?.get() }.max()
  }

  /// Whether the attribute holds an instant that has come; a stand-in for never does not, and of
  /// what cannot be read nobody knows.
  func isPast(_ type: AttributeType, as form: TimeForm = .generalized, on moment: Timestamp)
    -> Bool?
  {
    switch time(type, as: form) {
    case nil: false
    case .success(let time): time <= moment
    case .failure(let fault): fault.problem == .implausible && isNever(type, form) ? false : nil
    }
  }

  /// Whether the value stands for an end that never comes: 0, the beginning of time, or the largest
  /// numbers and years. Other ends before 1993 are nobody's to read.
  private func isNever(_ type: AttributeType, _ form: TimeForm) -> Bool {
    guard let value = entry.first(type.key) else { return false }
    switch form {
    case .generalized:
      return value.bytes.first == UInt8(ascii: "9") || value.isWord("19700101000000z")
    // After the year 8900: before 1993 a FILETIME is a large number, too.
    case .fileTime:
      return value.integer.map { $0 == 0 || $0 >= 2_300_000_000_000_000_000 } ?? false
    case .unixSeconds:
      return value.integer.map { $0 == 0 || $0 >= 2_147_483_647 } ?? false
    }
  }

  /// Whether the attribute is TRUE; false without a value, nil for any other word.
  func flag(_ type: AttributeType) -> Bool? {
    guard let value = entry.first(type.key) else { return false }
    if value.isWord("true") { return true }
    return value.isWord("false") ? false : nil
  }

  /// A decimal number; nil without a readable value.
  func integer(_ type: AttributeType) -> Int64? {
    entry.first(type.key)?.integer
  }

  func unreadable(
    _ type: AttributeType, _ problem: UnusableTime, _ value: AttributeValue
  ) -> UnreadableTime {
    let words = problem.words(for: value)
    return UnreadableTime(
      problem: problem,
      reason: LocalizedText(vi: "\(type) \(words.vi)", en: "\(type) \(words.en)"))
  }

  private func several(_ type: AttributeType) -> UnreadableTime {
    UnreadableTime(
      problem: .unreadable,
      reason: LocalizedText(vi: "\(type) có nhiều giá trị", en: "\(type) has several values"))
  }

  /// `attribute: value` with what the value was read as, where people cannot read it.
  func evidence(_ type: AttributeType, as form: TimeForm = .generalized) -> String? {
    guard let value = entry.first(type.key) else { return nil }
    let stored = "\(type): \(value.repairedText)"
    if case .generalized = form { return stored }
    guard let time = try? time(type, as: form)?.get() else { return stored }
    return "\(stored) (\(time))"
  }
}

/// A value that gives no time to judge by.
struct UnreadableTime: Error {
  var problem: UnusableTime
  /// Names the attribute.
  var reason: LocalizedText
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
