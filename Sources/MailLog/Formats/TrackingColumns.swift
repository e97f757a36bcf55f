/// Where the columns of message tracking stand, by their titles: those of Exchange's log with
/// hyphens, those of Microsoft 365's extended trace with underscores (Microsoft: "Message
/// tracking").
struct TrackingColumns {
  let count: Int
  let time: Int
  private let event: Int
  private let source: Int?
  private let recipients: Int
  private let sender: Int?
  private let returnPath: Int?
  private let related: Int?
  private let status: Int?
  private let connector: Int?
  private let networkID: Int?
  private let messageID: Int?
  private let internalID: Int?
  private let client: Int?
  private let server: Int?
  /// So many columns tell what a row is of.
  let early: Int

  /// Nil where a column is missing without which nothing can be told, or stands there twice.
  init?(_ text: Span<UInt8>, _ titles: [Range<Int>]) {
    var places: [String: Int] = [:]
    for (place, title) in titles.enumerated() {
      guard places.updateValue(place, forKey: text.bareName(title)) == nil else { return nil }
    }
    guard let time = places["datetime"] ?? places["datetimeutc"], let event = places["eventid"],
      let recipients = places["recipientaddress"],
      places["senderaddress"] != nil || places["returnpath"] != nil
    else { return nil }
    count = titles.count
    self.time = time
    self.event = event
    source = places["source"]
    self.recipients = recipients
    sender = places["senderaddress"]
    returnPath = places["returnpath"]
    related = places["relatedrecipientaddress"]
    status = places["recipientstatus"]
    connector = places["connectorid"]
    networkID = places["networkmessageid"]
    messageID = places["messageid"]
    internalID = places["internalmessageid"]
    client = places["clienthostname"]
    server = places["serverhostname"]
    early = max(time, event, source ?? 0, client ?? 0, server ?? 0) + 1
  }

  /// What a row tells; nil where no event's name stands in it.
  func event(_ text: Span<UInt8>, _ fields: [Range<Int>]) -> TrackingEvent? {
    guard let event = TrackingEvent(text, fields.field(event)) else { return nil }
    let isByRule = event == .other && text.isName(fields.field(source), "mailboxrule")
    return isByRule ? .handedInByRule : event
  }

  /// The server that wrote a row. Of what is sent it is the client, the server the next one.
  func host(_ fields: [Range<Int>], _ event: TrackingEvent) -> Range<Int> {
    let isSent = event == .sent || event == .sentOutside
    let own = isSent ? client : server
    let other = isSent ? server : client
    let host = fields.field(own)
    return host.isEmpty ? fields.field(other) : host
  }

  /// The row that `fields`, all of them, make up.
  func row(_ fields: [Range<Int>]) -> TraceRow {
    var row = TraceRow()
    row.time = fields.field(time)
    row.sender = fields.field(returnPath)
    if row.sender.isEmpty { row.sender = fields.field(sender) }
    row.recipients = fields.field(recipients)
    row.related = fields.field(related)
    row.status = fields.field(status)
    row.connector = fields.field(connector)
    row.networkID = fields.field(networkID)
    row.messageID = fields.field(messageID)
    row.otherID = fields.field(internalID)
    return row
  }
}

extension [Range<Int>] {
  /// The field of a column; empty where there is none.
  @inline(__always)
  func field(_ column: Int?) -> Range<Int> {
    guard let column, indices.contains(column) else { return 0..<0 }
    return self[column]
  }
}

/// What a row of message tracking tells.
enum TrackingEvent {
  /// Into a mailbox.
  case delivered
  /// To another server, of the organisation or not.
  case sent
  /// Out of the organisation.
  case sentOutside
  /// To other recipients: a group's members, another address.
  case redirected
  /// A message that an inbox rule made: of one that it redirected the sender is still who wrote it,
  /// not whose rule it is.
  case handedInByRule
  /// Not to be delivered any more, whatever was sent before.
  case failed
  case other

  /// Nil for what is no event's name.
  init?(_ text: Span<UInt8>, _ range: Range<Int>) {
    guard !range.isEmpty, range.count <= 40 else { return nil }
    for index in range where (text[index] | 0x20) &- 0x61 >= 26 { return nil }
    switch range.count {
    case 4 where text.isName(range, "send"): self = .sent
    case 4 where text.isName(range, "fail"): self = .failed
    case 6 where text.isName(range, "expand"): self = .redirected
    case 7 where text.isName(range, "deliver"): self = .delivered
    case 7 where text.isName(range, "resolve"): self = .redirected
    case 8 where text.isName(range, "redirect"): self = .redirected
    case 12 where text.isName(range, "sendexternal"): self = .sentOutside
    default: self = .other
    }
  }
}
