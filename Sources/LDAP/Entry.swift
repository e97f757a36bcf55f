/// One directory entry, as a server or a file gave it.
///
/// Its values lie back to back in one array: an entry costs three allocations, however many
/// attributes it has.
public struct Entry: Sendable, Hashable {
  /// As served; see `DistinguishedName` for its parts.
  public var dn: String
  var fields: [Field] = []
  private var bytes: [UInt8] = []

  struct Field: Hashable {
    var name: AttributeName
    var start: Int
    var end: Int
  }

  public init(dn: String) {
    self.dn = dn
  }

  mutating func reserve(values: Int, bytes count: Int) {
    fields.reserveCapacity(values)
    bytes.reserveCapacity(count)
  }

  mutating func append(_ value: UnsafeRawBufferPointer, to name: AttributeName) {
    // 389's replication keeps values and attributes that were deleted, marked as such.
    if name.isDeleted { return }
    let start = bytes.count
    unsafe bytes.append(contentsOf: value)
    fields.append(Field(name: name, start: start, end: bytes.count))
  }

  mutating func append(_ value: [UInt8], to name: AttributeName) {
    unsafe value.withUnsafeBytes { unsafe append($0, to: name) }
  }

  /// How many values, and bytes of them.
  var size: (values: Int, bytes: Int) { (fields.count, bytes.count) }
}

// MARK: - Values

extension Entry {
  /// The values of an attribute in the order served, those without options (`;lang-vi`) first.
  public func values(_ key: AttributeKey) -> [AttributeValue] {
    var values: [AttributeValue] = []
    forEachValue(key) { values.append($0) }
    return values
  }

  /// Visits the values of an attribute in the same order, without making an array of them.
  public func forEachValue(_ key: AttributeKey, _ body: (AttributeValue) -> Void) {
    var hasTagged = false
    for field in fields where field.name.key == key {
      if field.name.options.isEmpty { body(value(field)) } else { hasTagged = true }
    }
    guard hasTagged else { return }
    for field in fields where field.name.key == key && !field.name.options.isEmpty {
      body(value(field))
    }
  }

  /// The first of an attribute's values.
  public func first(_ key: AttributeKey) -> AttributeValue? {
    var tagged: Field?
    for field in fields where field.name.key == key {
      if field.name.options.isEmpty { return value(field) }
      tagged = tagged ?? field
    }
    return tagged.map(value)
  }

  public func contains(_ key: AttributeKey) -> Bool {
    for field in fields where field.name.key == key { return true }
    return false
  }

  func value(_ field: Field) -> AttributeValue {
    AttributeValue(bytes[field.start..<field.end])
  }
}

/// An attribute type as entries are searched for it: make it once, and look often.
public struct AttributeKey: Sendable, Hashable, ExpressibleByStringLiteral {
  /// In lower case.
  public let text: String
  /// Of the text: most keys differ in it, and names are dear to compare.
  private let fingerprint: UInt64

  public init(_ type: String) {
    text = type.lowercased()
    // FNV-1a.
    fingerprint = text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  public init(stringLiteral type: String) {
    self.init(type)
  }

  public static func == (left: AttributeKey, right: AttributeKey) -> Bool {
    left.fingerprint == right.fingerprint && left.text == right.text
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(fingerprint)
  }
}

/// What an attribute is called.
struct AttributeName: Sendable, Hashable {
  let key: AttributeKey
  /// Such as `lang-vi`, in lower case.
  let options: [String]

  /// - Parameter description: the type with its options, such as `cn;lang-vi`.
  init(_ description: String) {
    guard description.utf8.contains(UInt8(ascii: ";")) else {
      key = AttributeKey(description)
      options = []
      return
    }
    let parts = description.lowercased().split(separator: ";").map(String.init)
    key = AttributeKey(parts.first ?? "")
    options = Array(parts.dropFirst())
  }

  /// The same without one option.
  func without(_ option: String) -> AttributeName {
    AttributeName(key: key, options: options.filter { $0 != option })
  }

  private init(key: AttributeKey, options: [String]) {
    self.key = key
    self.options = options
  }

  var isDeleted: Bool {
    !options.isEmpty && options.contains { $0 == "deleted" || $0 == "deletedattribute" }
  }
}

extension AttributeName: CustomStringConvertible {
  var description: String { ([key.text] + options).joined(separator: ";") }
}

/// The bytes of a value: text in nearly every attribute, but nothing promises it.
public struct AttributeValue: Sendable, Hashable {
  public let bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
  }

  /// Nil where the bytes are not UTF-8.
  public var text: String? {
    guard let text = try? UTF8Span(validating: bytes.span) else { return nil }
    return String(copying: text)
  }

  /// The text with U+FFFD in place of what is not UTF-8.
  public var repairedText: String { String(decoding: bytes, as: UTF8.self) }

  /// Whether the value is this word, in whatever case.
  ///
  /// - Parameter word: ASCII in lower case.
  public func isWord(_ word: String) -> Bool {
    guard bytes.count == word.utf8.count else { return false }
    return zip(bytes, word.utf8).allSatisfy { byte, letter in
      (0x41...0x5A).contains(byte) ? byte | 0x20 == letter : byte == letter
    }
  }
}
