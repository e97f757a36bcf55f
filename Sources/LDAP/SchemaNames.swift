/// The names in one definition of an attribute type or object class (RFC 4512, section 4.1), in
/// lower case: `( 2.5.4.3 NAME ( 'cn' 'commonName' ) DESC '…' … )`.
///
/// Lenient: names may lack their quotes, and whatever else is wrong is passed over.
func schemaNames(in definition: ArraySlice<UInt8>) -> [String] {
  var rest = definition
  while let token = SchemaToken(takenFrom: &rest) {
    guard case .word(let word) = token, word.lowercased() == "name" else { continue }
    var names: [String] = []
    var depth = 0
    while let token = SchemaToken(takenFrom: &rest) {
      switch token {
      case .open: depth += 1
      case .close: depth -= 1
      case .word(let name), .quoted(let name): names.append(name.lowercased())
      }
      if depth <= 0 { break }
    }
    return names
  }
  return []
}

private enum SchemaToken {
  case open
  case close
  case word(String)
  case quoted(String)

  /// The next token; nil at the end. Each call takes a byte or more.
  init?(takenFrom bytes: inout ArraySlice<UInt8>) {
    bytes = bytes.drop { $0 <= 0x20 }
    guard let first = bytes.first else { return nil }
    switch first {
    case UInt8(ascii: "("):
      bytes.removeFirst()
      self = .open
    case UInt8(ascii: ")"):
      bytes.removeFirst()
      self = .close
    case UInt8(ascii: "'"):
      let text = bytes.dropFirst().prefix { $0 != UInt8(ascii: "'") }
      bytes = bytes[text.endIndex...].dropFirst()
      self = .quoted(String(decoding: text, as: UTF8.self))
    default:
      let text = bytes.prefix { $0 > 0x20 && !"()'".utf8.contains($0) }
      bytes = bytes[text.endIndex...]
      self = .word(String(decoding: text, as: UTF8.self))
    }
  }
}
