/// A message's stay in one host's queue, or the fragment of it that one scan saw.
struct Transaction {
  /// What one `to=` line says, or several of the same.
  struct Delivery {
    var recipient: AddressKey
    var original: AddressKey
    var outcome: PostfixDelivery.Outcome
    var next: QueueID
    var time: Int64
    /// The line's place in the scanned stretch: bytes before it, lines before it.
    var offset: UInt64
    var line: UInt64
    /// 1, and more for a repeated-message line.
    var count: UInt32
    /// The stretch that holds the line; known when records are settled.
    var stretch = 0
    /// Whether it is its host's last line in the stretch: a `last message repeated` at the head of
    /// the next one means it.
    var isLastLine = false
  }

  var host: Int
  var id: QueueID
  /// Whether the first line is one that begins a transaction.
  var hasHead: Bool
  /// Whether nothing can follow: removed, or another began under the id.
  var isEnded: Bool
  /// Whether recipients were passed over that cannot matter.
  var hasOtherRecipients: Bool
  var begin: Int64
  var last: Int64
  var sender: AddressKey
  var login: AddressKey
  var deliveries: [Delivery]

  /// A longer silence under an id parts two transactions: Postfix gives a message up in days.
  static let longestSilence: Int64 = 30 * 86_400

  /// Whether `later`, the next fragment under the same id, is this one's continuation.
  func isContinued(by later: Transaction) -> Bool {
    !isEnded && !later.hasHead && later.begin - last <= Transaction.longestSilence
      && (sender.isMissing || later.sender.isMissing || sender == later.sender)
  }

  mutating func append(_ later: Transaction) {
    isEnded = later.isEnded
    hasOtherRecipients = hasOtherRecipients || later.hasOtherRecipients
    last = max(last, later.last)
    if sender.isMissing { sender = later.sender }
    if login.isMissing { login = later.login }
    deliveries += later.deliveries
  }

  /// Whether what a delivery says could make a correspondence, here or at the end of its hops.
  @inline(__always)
  static func matters(
    sender: AddressKey.Kind, recipient: AddressKey.Kind, original: AddressKey.Kind,
    _ delivery: PostfixDelivery
  ) -> Bool {
    if sender == .missing || sender == .webmail || recipient == .webmail || original == .webmail
      || delivery.outcome == .forwarded
    {
      return true
    }
    // An alias whose target is told nowhere else; the next queue may lead to webmail.
    return original == .official && !delivery.next.isEmpty && recipient != .official
  }
}

// MARK: - Record

extension Transaction {
  /// Appends the compact form. `delivery` lists are short, times near each other.
  func encode(into bytes: inout [UInt8]) {
    var flags: UInt8 = 0
    if hasHead { flags |= 1 }
    if isEnded { flags |= 2 }
    if hasOtherRecipients { flags |= 4 }
    bytes.append(flags)
    bytes.append(varint: UInt64(host))
    bytes.append(id: id)
    bytes.append(signed: begin)
    bytes.append(signed: last - begin)
    bytes.append(key: sender)
    bytes.append(key: login)
    bytes.append(varint: UInt64(deliveries.count))
    for delivery in deliveries {
      var flags = delivery.outcome.rawValue
      if delivery.isLastLine { flags |= 8 }
      if delivery.count != 1 { flags |= 16 }
      if !delivery.original.isMissing { flags |= 32 }
      bytes.append(flags)
      bytes.append(key: delivery.recipient)
      if !delivery.original.isMissing { bytes.append(key: delivery.original) }
      if delivery.count != 1 { bytes.append(varint: UInt64(delivery.count)) }
      if delivery.outcome.isHop { bytes.append(id: delivery.next) }
      bytes.append(signed: delivery.time - begin)
      bytes.append(varint: delivery.offset)
      bytes.append(varint: delivery.line)
    }
  }

  /// Reads one record; nil where it is damaged.
  init?(_ reader: inout VarintReader) {
    guard let flags = reader.byte(), let host = reader.count(upTo: 1 << 20),
      let id = reader.queueID(), let begin = reader.signed(), let length = reader.signed(),
      let sender = reader.key(), let login = reader.key(),
      let count = reader.count(upTo: 1 << 40)
    else { return nil }
    self.host = host
    self.id = id
    hasHead = flags & 1 != 0
    isEnded = flags & 2 != 0
    hasOtherRecipients = flags & 4 != 0
    self.begin = begin
    last = begin &+ length
    self.sender = sender
    self.login = login
    deliveries = []
    for _ in 0..<count {
      guard let delivery = Delivery(&reader, begin: begin) else { return nil }
      deliveries.append(delivery)
    }
  }
}

extension Transaction.Delivery {
  fileprivate init?(_ reader: inout VarintReader, begin: Int64) {
    guard let flags = reader.byte(), let outcome = PostfixDelivery.Outcome(rawValue: flags & 7),
      let recipient = reader.key()
    else { return nil }
    self.recipient = recipient
    self.outcome = outcome
    original = .missing
    count = 1
    next = QueueID()
    isLastLine = flags & 8 != 0
    if flags & 32 != 0 {
      guard let key = reader.key() else { return nil }
      original = key
    }
    if flags & 16 != 0 {
      guard let count = reader.count(upTo: Int(UInt32.max)) else { return nil }
      self.count = UInt32(count)
    }
    if outcome.isHop {
      guard let id = reader.queueID() else { return nil }
      next = id
    }
    guard let time = reader.signed(), let offset = reader.number(), let line = reader.number()
    else { return nil }
    self.time = begin &+ time
    self.offset = offset
    self.line = line
  }
}

extension [UInt8] {
  // The kind in the low bits keeps small numbers short.
  fileprivate mutating func append(key: AddressKey) {
    append(varint: key.payload << 3 | key.kind.rawValue)
  }
}

extension [UInt8] {
  // As a counted run of bytes, without making one.
  fileprivate mutating func append(id: QueueID) {
    append(UInt8(id.length))
    append(lettersOf: id.low)
    append(lettersOf: id.middle)
    append(lettersOf: id.high)
  }

  private mutating func append(lettersOf word: UInt64) {
    var rest = word
    while rest != 0 {
      append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }
}

extension VarintReader {
  fileprivate mutating func key() -> AddressKey? {
    guard let number = number(), let kind = AddressKey.Kind(rawValue: number & 7) else {
      return nil
    }
    return AddressKey(kind, number >> 3)
  }

  fileprivate mutating func queueID() -> QueueID? {
    guard let length = count(upTo: QueueID.longest) else { return nil }
    return queueID(length: length)
  }
}
