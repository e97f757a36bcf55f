extension Transaction {
  /// Appends the compact form; with the file of every delivery where asked for. Lists are short,
  /// times near each other.
  func encode(into bytes: inout [UInt8], withFiles: Bool = false) {
    var flags: UInt8 = 0
    if hasHead { flags |= 1 }
    if isEnded { flags |= 2 }
    if hasOtherRecipients { flags |= 4 }
    if isLasting { flags |= 8 }
    bytes.append(flags)
    bytes.append(varint: UInt64(host))
    bytes.append(id: id)
    bytes.append(signed: begin)
    bytes.append(signed: last - begin)
    bytes.append(key: sender)
    bytes.append(key: login)
    if isLasting { bytes.append(signed: Int64(awaited)) }
    bytes.append(varint: UInt64(deliveries.count))
    for delivery in deliveries {
      var flags = delivery.outcome.rawValue
      if delivery.isOriginalUnlessSender { flags |= 8 }
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
      if withFiles { bytes.append(varint: UInt64(delivery.file)) }
    }
  }

  /// Reads one record; nil where it is damaged.
  init?(_ reader: inout VarintReader, withFiles: Bool = false) {
    guard let flags = reader.byte(), let host = reader.count(upTo: 1 << 20),
      let id = reader.queueID(), let begin = reader.time(), let length = reader.signed(),
      StretchRecorder.times.contains(begin &+ length),
      let sender = reader.key(), let login = reader.key(),
      let awaited = flags & 8 != 0 ? reader.signed() : 0,
      let count = reader.count(upTo: 1 << 40)
    else { return nil }
    self.host = host
    self.id = id
    hasHead = flags & 1 != 0
    isEnded = flags & 2 != 0
    hasOtherRecipients = flags & 4 != 0
    isLasting = flags & 8 != 0
    self.awaited = Int32(clamping: awaited)
    self.begin = begin
    last = begin &+ length
    self.sender = sender
    self.login = login
    deliveries = FewDeliveries()
    for _ in 0..<count {
      guard let delivery = Delivery(&reader, begin: begin, withFiles) else { return nil }
      deliveries.append(delivery)
    }
  }
}

/// What can be told of a record without reading it whole.
struct TransactionSkim {
  var host: Int
  var id: QueueID
  /// Whether it began and ended, so that nothing need be joined.
  var isWhole: Bool
  /// Whether a delivery leads to another queue.
  var hasHop = false
  /// Whether a delivery can be its recipient's last.
  var mayDeliver = false

  /// Passes over one record; nil where it is damaged.
  @inline(__always)
  init?(_ reader: inout VarintReader, withFiles: Bool) {
    guard let flags = reader.byte(), let host = reader.count(upTo: 1 << 20),
      let id = reader.queueID(), reader.skip(numbers: flags & 8 != 0 ? 5 : 4),
      let count = reader.number()
    else { return nil }
    self.host = host
    self.id = id
    isWhole = flags & 3 == 3
    for _ in 0..<count {
      guard let flags = reader.byte(), let outcome = DeliveryOutcome(rawValue: flags & 7)
      else { return nil }
      hasHop = hasHop || outcome.isHop
      mayDeliver = mayDeliver || outcome == .final || outcome == .relayed
      guard reader.skip(numbers: 1 + (flags & 32) >> 5 + (flags & 16) >> 4) else { return nil }
      if outcome.isHop, reader.queueID() == nil { return nil }
      guard reader.skip(numbers: withFiles ? 4 : 3) else { return nil }
    }
  }

  /// The queue id of the record at `place`.
  @inline(__always)
  static func id(in records: [UInt8], at place: Int) -> QueueID? {
    var reader = VarintReader(records, at: place)
    guard reader.skip(numbers: 2) else { return nil }
    return reader.queueID()
  }
}

extension Transaction.Delivery {
  fileprivate init?(_ reader: inout VarintReader, begin: Int64, _ withFiles: Bool) {
    guard let flags = reader.byte(), let outcome = DeliveryOutcome(rawValue: flags & 7),
      let recipient = reader.key()
    else { return nil }
    self.recipient = recipient
    self.outcome = outcome
    isOriginalUnlessSender = flags & 8 != 0
    original = .missing
    count = 1
    next = QueueID()
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
    guard let time = reader.signed(), StretchRecorder.times.contains(begin &+ time),
      let offset = reader.size(), let line = reader.size()
    else { return nil }
    self.time = begin &+ time
    self.offset = offset
    self.line = line
    if withFiles {
      guard let file = reader.count(upTo: 1 << 30) else { return nil }
      self.file = file
    }
  }
}

extension [UInt8] {
  // The kind in the low bits keeps small numbers short.
  mutating func append(key: AddressKey) {
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
  mutating func key() -> AddressKey? {
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
