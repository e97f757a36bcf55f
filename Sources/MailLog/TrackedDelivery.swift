/// A delivery that one record tells whole, as trackers and traces do, or the redirection or the
/// login of one.
struct TrackedDelivery {
  /// Missing: a redirection or a login, no delivery. Nobody: the delivery failed; or with an original,
  /// the filter of that user sent a message on.
  var sender: AddressKey
  /// Missing: what is told holds for the whole message.
  var recipient: AddressKey
  /// The official address that the message was for before it was redirected.
  var original: AddressKey = .missing
  /// As whom the message was handed in.
  var login: AddressKey = .missing
  /// Seconds since 1970.
  var time: Int64

  /// Whether it can make correspondence or, by a redirection, become one.
  var mayMatter: Bool {
    guard sender.kind != .nobody, !recipient.isMissing, recipient.kind != .nobody else {
      return false
    }
    return recipient.isWebmail
      || sender.isWebmail && (recipient.isOfficial || login.isOfficial)
  }

  /// The same of a message between addresses of these kinds, of which no more is known.
  static func mayMatter(from sender: AddressKey.Kind, to recipient: AddressKey.Kind) -> Bool {
    sender != .nobody
      && (recipient == .webmail || sender == .webmail && recipient == .official)
  }
}

/// Tracked deliveries of a stretch in their compact form, one behind the other.
struct TrackedDeliveries {
  private(set) var records: [UInt8] = []

  /// The longest message id that is kept as it is; of longer ones the head is.
  static let longestID = 200

  mutating func add(
    _ delivery: TrackedDelivery, _ id: Span<UInt8>, _ range: Range<Int>,
    _ place: StretchRecorder.Place
  ) {
    let length = min(range.count, TrackedDeliveries.longestID)
    records.append(varint: UInt64(length))
    for index in range.lowerBound..<range.lowerBound + length { records.append(id[index]) }
    records.append(key: delivery.sender)
    records.append(key: delivery.recipient)
    records.append(key: delivery.original)
    records.append(key: delivery.login)
    records.append(signed: delivery.time)
    records.append(varint: place.offset)
    records.append(varint: place.line)
  }
}

/// One of `TrackedDeliveries`, as read back.
struct TrackedRecord {
  var id: ArraySlice<UInt8>
  var delivery: TrackedDelivery
  var offset: UInt64
  var line: UInt64

  /// Nil where it is damaged.
  init?(_ reader: inout VarintReader) {
    guard let id = reader.counted(), id.count <= TrackedDeliveries.longestID,
      let sender = reader.key(), let recipient = reader.key(), let original = reader.key(),
      let login = reader.key(), let time = reader.time(), let offset = reader.size(),
      let line = reader.size()
    else { return nil }
    self.id = id
    delivery = TrackedDelivery(
      sender: sender, recipient: recipient, original: original, login: login, time: time)
    self.offset = offset
    self.line = line
  }
}
