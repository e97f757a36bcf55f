/// One directory entry, as a server or a file gave it.
public struct Entry: Sendable, Hashable {
  /// As served; see `DistinguishedName` for its parts.
  public var dn: String
  public var attributes: [Attribute]

  public init(dn: String, attributes: [Attribute]) {
    self.dn = dn
    self.attributes = attributes
  }

  /// The values of an attribute, those without options (`;lang-vi`) first.
  ///
  /// - Parameter type: in lower case.
  public func values(_ type: String) -> [AttributeValue] {
    var plain: [AttributeValue] = []
    var tagged: [AttributeValue] = []
    for attribute in attributes where attribute.type == type {
      if attribute.options.isEmpty {
        plain = plain.isEmpty ? attribute.values : plain + attribute.values
      } else {
        tagged += attribute.values
      }
    }
    return tagged.isEmpty ? plain : plain + tagged
  }
}

/// An attribute of an entry with all its values in the order served.
public struct Attribute: Sendable, Hashable {
  /// In lower case.
  public let type: String
  /// Such as `lang-vi`, in lower case.
  public let options: [String]
  public var values: [AttributeValue]

  /// - Parameter description: the type with its options, such as `cn;lang-vi`.
  public init(_ description: String, values: [AttributeValue]) {
    if description.utf8.contains(UInt8(ascii: ";")) {
      let parts = description.lowercased().split(separator: ";").map(String.init)
      type = parts.first ?? ""
      options = Array(parts.dropFirst())
    } else {
      type = description.lowercased()
      options = []
    }
    self.values = values
  }
}

/// The bytes of a value: text in nearly every attribute, but nothing promises it.
public struct AttributeValue: Sendable, Hashable {
  public let bytes: [UInt8]

  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  public init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// Nil where the bytes are not UTF-8.
  public var text: String? { String(validating: bytes, as: UTF8.self) }

  /// The text with U+FFFD in place of what is not UTF-8.
  public var repairedText: String { String(decoding: bytes, as: UTF8.self) }
}
