/// Where the columns of a message trace stand: of the portal's enhanced summary
/// (`origin_timestamp_utc`, `recipient_status`) or of the cmdlet's table (`Received`,
/// `RecipientAddress`, `Status`) (Microsoft: "Message trace", "Get-MessageTraceV2").
struct TraceColumns {
  let count: Int
  private let time: Int
  private let sender: Int
  private let recipients: Int
  private let status: Int?
  private let ids: [Int]

  /// Nil where a column is missing without which nothing can be told, or stands there twice.
  init?(_ text: Span<UInt8>, _ titles: [Range<Int>]) {
    var places: [String: Int] = [:]
    for (place, title) in titles.enumerated() {
      guard places.updateValue(place, forKey: text.bareName(title)) == nil else { return nil }
    }
    guard
      let time = places["origintimestamputc"] ?? places["received"] ?? places["receiveddatetime"],
      let sender = places["senderaddress"]
    else { return nil }
    if let statuses = places["recipientstatus"] {
      recipients = statuses
      status = nil
    } else if let recipient = places["recipientaddress"], let status = places["status"] {
      recipients = recipient
      self.status = status
    } else {
      return nil
    }
    count = titles.count
    self.time = time
    self.sender = sender
    ids =
      ["networkmessageid", "messagetraceid", "id", "messageid"].compactMap { places[$0] } + [time]
  }

  func row(_ fields: [Range<Int>]) -> TraceRow {
    var row = TraceRow()
    row.time = fields.field(time)
    row.sender = fields.field(sender)
    row.recipients = fields.field(recipients)
    row.status = fields.field(status)
    row.ids = ids.map { fields.field($0) }
    return row
  }

  func time(_ fields: [Range<Int>]) -> Range<Int> { fields.field(time) }

  /// Whether a recipient's own outcome stands behind it, as `addr##Receive, Deliver`.
  var hasOwnOutcomes: Bool { status == nil }
}

extension TraceRow {
  /// Counts what a row of a message trace tells: the last word of a status is the outcome.
  func take(
    _ text: Span<UInt8>, hasOwnOutcomes: Bool, at time: Int64,
    into recorder: inout StretchRecorder
  ) {
    let from = text.withoutBrackets(sender)
    let isFromWebmail = recorder.kind(text, from) == .webmail
    if hasOwnOutcomes {
      text.forEachOutcome(in: recipients) { recipient, isDelivered in
        let recipient = text.withoutBrackets(recipient)
        if isDelivered {
          deliver(text, from, recipient, isFromWebmail, at: time, into: &recorder)
        }
      }
    } else if text.isDelivery(status) {
      for recipient in text.addresses(in: recipients) {
        deliver(text, from, recipient, isFromWebmail, at: time, into: &recorder)
      }
    }
  }

  private func deliver(
    _ text: Span<UInt8>, _ sender: Range<Int>, _ recipient: Range<Int>, _ isFromWebmail: Bool,
    at time: Int64, into recorder: inout StretchRecorder
  ) {
    let kind = recorder.kind(text, recipient)
    guard kind == .webmail || isFromWebmail && kind == .official else { return }
    deliver(text, sender, recipient, at: time, into: &recorder)
  }
}

extension Span<UInt8> {
  /// Calls `body` with every recipient of `addr##status;addr##status` and whether it got the
  /// message. A part without `##` goes on with the status before it.
  func forEachOutcome(in range: Range<Int>, _ body: (Range<Int>, _ isDelivered: Bool) -> Void) {
    var address: Range<Int>?
    var status = range.lowerBound..<range.lowerBound
    forEachListed(in: range) { part, behindQuotes in
      if let mark = place(of: "##", in: behindQuotes..<part.upperBound) {
        if let address { body(address, isDelivery(status)) }
        address = part.lowerBound..<mark
        status = mark + 2..<part.upperBound
      } else if place(of: UInt8(ascii: "@"), in: part) != nil {
        if let address { body(address, isDelivery(status)) }
        address = nil
      } else {
        status = status.lowerBound..<part.upperBound
      }
    }
    if let address { body(address, isDelivery(status)) }
  }

  /// Whether the last word of a status says that the recipient got the message.
  func isDelivery(_ status: Range<Int>) -> Bool {
    var end = status.upperBound
    while end > status.lowerBound, (self[end - 1] | 0x20) &- 0x61 >= 26 { end -= 1 }
    var start = end
    while start > status.lowerBound, (self[start - 1] | 0x20) &- 0x61 < 26 { start -= 1 }
    let word = start..<end
    return isName(word, "delivered") || isName(word, "deliver") || isName(word, "send")
      || isName(word, "sent")
  }
}
