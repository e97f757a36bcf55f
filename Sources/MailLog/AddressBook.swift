import OfficialMail

/// The official and webmail addresses met by one thread, each once in its comparable form, and the
/// kind of any other. Every stretch numbers those it meets anew.
///
/// Domains met lately, and spellings that are not the comparable form, stand in caches of fixed
/// size, and are compared exactly.
struct AddressBook {
  let classes: DomainClasses
  // All that were met.
  private var known = AddressTable()
  // Of each known one: the last stretch that met it, above its number there.
  private var numbers: [UInt64] = []
  private var stretch: UInt64 = 1 << 32
  // The known ones that this stretch met, in order.
  private var met: [UInt32] = []
  private var keys: SpellingCache
  private var domainKinds: SpellingCache

  init(_ classes: DomainClasses) {
    self.classes = classes
    keys = SpellingCache(bits: 13, length: 48)
    domainKinds = SpellingCache(bits: 13, length: 48)
  }

  /// The book itself, of which nothing stays behind: a copy would copy all of it.
  mutating func taken() -> AddressBook {
    let own = self
    self = AddressBook(emptyOf: classes)
    return own
  }

  private init(emptyOf classes: DomainClasses) {
    self.classes = classes
    keys = SpellingCache(bits: 0, length: 0)
    domainKinds = SpellingCache(bits: 0, length: 0)
  }

  /// Gives the addresses that the stretch met, and begins another.
  mutating func takeMet() -> AddressTable {
    let table = AddressTable(met, of: known)
    met = []
    stretch += 1 << 32
    return table
  }

  /// The kind of the address written in `range`, as its key has it; of a plain address without
  /// making a key.
  @inline(__always)
  mutating func kind(_ bytes: Span<UInt8>, _ range: Range<Int>) -> AddressKey.Kind {
    if let at = bytes.plainSeparator(in: range),
      let kind = kind(ofDomain: bytes, at + 1..<range.upperBound)
    {
      return kind
    }
    return key(bytes, range).kind
  }

  @inline(__always)
  private mutating func kind(
    ofDomain bytes: Span<UInt8>, _ range: Range<Int>
  ) -> AddressKey.Kind? {
    let hash = bytes.mix(range)
    if let known = domainKinds.value(of: bytes, range, hash) {
      return AddressKey.Kind(rawValue: known)
    }
    return newKind(ofDomain: bytes, range, hash)
  }

  private mutating func newKind(
    ofDomain bytes: Span<UInt8>, _ range: Range<Int>, _ hash: UInt64
  ) -> AddressKey.Kind? {
    var domain = bytes.array(range).map(lowered)
    if domain.last == UInt8(ascii: ".") { domain.removeLast() }
    guard domain.isPlainDomain(from: 0) else { return nil }
    let kind = classes.kind(ofDomainIn: domain.span, from: 0)
    domainKinds.set(kind.rawValue, of: bytes, range, hash)
    return kind
  }

  /// The key of the address written in `range`, without angle brackets. A bounce's own address is
  /// nobody's.
  mutating func key(_ bytes: Span<UInt8>, _ range: Range<Int>) -> AddressKey {
    if range.isEmpty { return .nobody }
    if let at = bytes.plainSeparator(in: range), bytes.isComparable(range),
      let kind = kind(ofDomain: bytes, at + 1..<range.upperBound)
    {
      if kind == .other { return AddressKey(.other, bytes.mix(range)) }
      return inStretch(numbered(bytes, range, kind))
    }
    let hash = bytes.mix(range)
    if let known = keys.value(of: bytes, range, hash) {
      return inStretch(AddressKey(bits: known))
    }
    let key = uncachedKey(bytes, range)
    keys.set(key.bits, of: bytes, range, hash)
    return inStretch(key)
  }

  // The key with the number that the address has in this stretch.
  @inline(__always)
  private mutating func inStretch(_ key: AddressKey) -> AddressKey {
    guard key.isNumbered else { return key }
    let number = Int(key.payload)
    let (known, isMet) = numbers[number].subtractingReportingOverflow(stretch)
    if !isMet { return AddressKey(key.kind, known) }
    numbers[number] = stretch | UInt64(met.count)
    met.append(UInt32(number))
    return AddressKey(key.kind, UInt64(met.count - 1))
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
    let kind = classes.kind(ofDomainIn: text.span, from: at + 1)
    if kind == .other { return AddressKey(.other, text.span.mix(0..<text.count)) }
    return numbered(text.span, 0..<text.count, kind)
  }

  private mutating func numbered(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ kind: AddressKey.Kind
  ) -> AddressKey {
    let number = known.number(of: bytes, range, kind)
    if number == numbers.count { numbers.append(0) }
    return AddressKey(kind, UInt64(number))
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
    guard var at, at > 0, at < count - 1, isPlainDomain(from: at + 1),
      !RewrittenAddress.isSuspect(self)
    else { return nil }
    if let plus, plus > 0 {
      removeSubrange(plus..<at)
      at = plus
    }
    return at
  }

  /// Whether dot-separated labels of at most 253 bytes follow, as they are in lower case.
  fileprivate func isPlainDomain(from start: Int) -> Bool {
    guard count - start <= 253 else { return false }
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

extension Span<UInt8> {
  /// The place of the one `@` of an address in which nothing needs a closer look: no quotes,
  /// nothing beyond printable ASCII, and not the head of a rewritten or a bounce's own address.
  @inline(__always)
  fileprivate func plainSeparator(in range: Range<Int>) -> Int? {
    switch word(at: range.lowerBound, length: 4) | 0x2020_2020 {
    // srs0, srs1, prvs, btv1, imce(a), mail(er-daemon), doub(le-bounce)
    case 0x3073_7273, 0x3173_7273, 0x7376_7270, 0x3176_7462, 0x6563_6D69, 0x6C69_616D, 0x6275_6F64:
      return nil
    default: break
    }
    var at: Int?
    var place = range.lowerBound
    while place < range.upperBound {
      let rest = range.upperBound - place
      let word = word(at: place)
      let own = rest >= 8 ? UInt64.highBits : UInt64.highBits & ((1 << UInt64(rest * 8)) - 1)
      let odd =
        ~word.marks(from: 0x21, to: 0x7E) | word.marks(of: UInt8(ascii: "\""))
        | word.marks(of: UInt8(ascii: "\\"))
      if odd & own != 0 { return nil }
      let found = word.marks(from: UInt8(ascii: "@"), to: UInt8(ascii: "@")) & own
      if found != 0 {
        guard at == nil, found & (found - 1) == 0 else { return nil }
        at = place + found.trailingZeroBitCount / 8
      }
      place += 8
    }
    return at == range.lowerBound ? nil : at
  }

  /// Whether a plain address is written as it is compared: in lower case, without a tag and without
  /// the domain's last dot.
  @inline(__always)
  fileprivate func isComparable(_ range: Range<Int>) -> Bool {
    guard self[range.upperBound - 1] != UInt8(ascii: ".") else { return false }
    var place = range.lowerBound
    while place < range.upperBound {
      let word = word(at: place, length: range.upperBound - place)
      let others =
        word.marks(from: UInt8(ascii: "A"), to: UInt8(ascii: "Z"))
        | word.marks(from: UInt8(ascii: "+"), to: UInt8(ascii: "+"))
      if others != 0 { return false }
      place += 8
    }
    return true
  }
}
