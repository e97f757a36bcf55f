import OfficialMail

/// An address as a scan holds it: what kind it is, and its number in the scan's `AddressBook`.
struct AddressKey: Hashable, Sendable {
  enum Kind: UInt64, Sendable {
    case missing, nobody, other, official, webmail
  }

  var bits: UInt64

  static let missing = AddressKey(bits: 0)
  /// A null sender, a bounce's own address: nobody's correspondence.
  static let nobody = AddressKey(.nobody, 0)

  init(bits: UInt64) { self.bits = bits }

  init(_ kind: Kind, _ payload: UInt64) {
    bits = kind.rawValue << 60 | payload & ((1 << 60) - 1)
  }

  @inline(__always)
  var kind: Kind { Kind(rawValue: bits >> 60) ?? .missing }
  /// The number in the book of an official or webmail address; a mix of the bytes of any other.
  var payload: UInt64 { bits & ((1 << 60) - 1) }
  @inline(__always)
  var isMissing: Bool { bits == 0 }
  @inline(__always)
  var isOfficial: Bool { kind == .official }
  @inline(__always)
  var isWebmail: Bool { kind == .webmail }
  /// Whether the payload is a number in a book.
  var isNumbered: Bool { isOfficial || isWebmail }
}

/// The official and webmail addresses met in one scan, each once in its comparable form, and the
/// kind of any other.
///
/// Spellings met lately stand in a cache of fixed size, so that a line costs one comparison.
struct AddressBook {
  private let classes: DomainClasses
  private(set) var addresses = AddressTable()
  private var cacheKeys: [UInt64]
  private var cacheLengths: [UInt8]
  private var cacheTexts: [UInt8]

  private static let cacheBits = 14
  private static let cachedLength = 56

  init(_ classes: DomainClasses) {
    self.classes = classes
    let slots = 1 << AddressBook.cacheBits
    cacheKeys = Array(repeating: 0, count: slots)
    cacheLengths = Array(repeating: 0, count: slots)
    cacheTexts = Array(repeating: 0, count: slots * AddressBook.cachedLength)
  }

  /// The key of the address written in `range`, without angle brackets. A bounce's own address is
  /// nobody's.
  mutating func key(_ bytes: Span<UInt8>, _ range: Range<Int>) -> AddressKey {
    let length = range.count
    guard length > 0, length <= AddressBook.cachedLength else {
      return length == 0 ? .nobody : uncachedKey(bytes, range)
    }
    let slot = Int(bytes.mix(range) >> UInt64(64 - AddressBook.cacheBits))
    let text = slot * AddressBook.cachedLength
    if Int(cacheLengths[slot]) == length,
      bytes.equals(cacheTexts.span, from: text, at: range.lowerBound, length: length)
    {
      return AddressKey(bits: cacheKeys[slot])
    }
    let key = uncachedKey(bytes, range)
    cacheKeys[slot] = key.bits
    cacheLengths[slot] = UInt8(length)
    cacheTexts.overwrite(from: text, with: bytes, range)
    return key
  }

  private mutating func uncachedKey(_ bytes: Span<UInt8>, _ range: Range<Int>) -> AddressKey {
    var text = bytes.array(range)
    if let at = text.foldPlainAddress() {
      return key(ofFolded: text, at: at)
    }
    let spelled = String(decoding: bytes.array(range), as: UTF8.self)
    guard let address = EmailAddress(spelled),
      let original = RewrittenAddress.original(of: address)?.withoutTag
    else {
      let odd = bytes.array(range).map(lowered)
      return odd.isBounceAddress ? .nobody : AddressKey(.other, odd.span.mix(0..<odd.count))
    }
    let folded = Array(original.description.utf8)
    return key(ofFolded: folded, at: folded.count - original.domain.name.utf8.count - 1)
  }

  private mutating func key(ofFolded text: [UInt8], at: Int) -> AddressKey {
    if text.isBounceAddress { return .nobody }
    return switch classes.kind(ofDomainIn: text.span, from: at + 1) {
    case .other: AddressKey(.other, text.span.mix(0..<text.count))
    case let kind: AddressKey(kind, UInt64(addresses.number(of: text, kind)))
    }
  }
}

extension [UInt8] {
  /// Lower case, without tag and without the domain's last dot; gives the place of the `@`. Nil,
  /// and the bytes in no useful state, for all that a plain spelling is not: quotes, characters
  /// beyond ASCII, a rewritten sender, a domain with an empty label.
  fileprivate mutating func foldPlainAddress() -> Int? {
    var at: Int?
    var plus: Int?
    for index in indices {
      let byte = lowered(self[index])
      self[index] = byte
      switch byte {
      case UInt8(ascii: "@"):
        guard at == nil else { return nil }
        at = index
      case UInt8(ascii: "+"): if plus == nil, at == nil { plus = index }
      case 0...0x20, UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x7F...0xFF: return nil
      default: break
      }
    }
    if last == UInt8(ascii: ".") { removeLast() }
    guard var at, at > 0, at < count - 1, count - at <= 254, isPlainDomain(from: at + 1),
      !RewrittenAddress.isSuspect(self)
    else { return nil }
    if let plus, plus > 0 {
      removeSubrange(plus..<at)
      at = plus
    }
    return at
  }

  private func isPlainDomain(from start: Int) -> Bool {
    var label = 0
    for index in start..<count {
      switch self[index] {
      case UInt8(ascii: "."):
        guard label > 0, label <= 63 else { return false }
        label = 0
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"), UInt8(ascii: "_"):
        label += 1
      default: return false
      }
    }
    return label > 0 && label <= 63
  }

  /// Whether this, in lower case, is what mail systems write as the sender of a bounce.
  var isBounceAddress: Bool {
    let local = prefix { $0 != UInt8(ascii: "@") }
    return local.elementsEqual("mailer-daemon".utf8) || local.elementsEqual("double-bounce".utf8)
  }
}
