/// Where the columns of a message trace stand: of the portal's enhanced summary
/// (`origin_timestamp_utc`, `recipient_status`) or of the cmdlet's table (`Received`,
/// `RecipientAddress`, `Status`) (Microsoft: "Message trace", "Get-MessageTraceV2").
struct TraceColumns {
  let count: Int
  private let time: Int
  private let sender: Int
  private let returnPath: Int?
  private let recipients: Int
  private let status: Int?
  private let networkID: Int?
  private let messageID: Int?

  /// Nil where a column is missing without which nothing can be told, or stands there twice.
  init?(_ text: Span<UInt8>, _ titles: [Range<Int>]) {
    var places: [String: Int] = [:]
    for (place, title) in titles.enumerated() {
      guard places.updateValue(place, forKey: text.bareName(title)) == nil else { return nil }
    }
    let times = [
      "origintimestamputc", "origintimestamp", "datetimeutc", "datetime", "received",
      "receiveddatetime",
    ]
    guard let time = times.compactMap({ places[$0] }).first, let sender = places["senderaddress"]
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
    returnPath = places["returnpath"]
    count = titles.count
    self.time = time
    self.sender = sender
    networkID = places["networkmessageid"] ?? places["messagetraceid"] ?? places["id"]
    messageID = places["messageid"]
  }

  func row(_ fields: [Range<Int>]) -> TraceRow {
    var row = TraceRow()
    row.time = fields.field(time)
    row.sender = fields.field(returnPath)
    if row.sender.isEmpty { row.sender = fields.field(sender) }
    row.recipients = fields.field(recipients)
    row.status = fields.field(status)
    row.networkID = fields.field(networkID)
    row.messageID = fields.field(messageID)
    return row
  }

  func time(_ fields: [Range<Int>]) -> Range<Int> { fields.field(time) }

  /// Whether a recipient's own outcome stands behind it, as `addr##Receive, Deliver`.
  var hasOwnOutcomes: Bool { status == nil }
}

/// What the last word of a status says.
enum TraceOutcome {
  case delivered
  /// To other recipients: a group's members, another address.
  case redirected
  case other

  init(_ text: Span<UInt8>, _ status: Range<Int>) {
    var end = status.upperBound
    while end > status.lowerBound, (text[end - 1] | 0x20) &- 0x61 >= 26 { end -= 1 }
    var start = end
    while start > status.lowerBound, (text[start - 1] | 0x20) &- 0x61 < 26 { start -= 1 }
    let word = start..<end
    switch true {
    case text.isName(word, "delivered"), text.isName(word, "deliver"), text.isName(word, "send"),
      text.isName(word, "sent"):
      self = .delivered
    case text.isName(word, "expanded"), text.isName(word, "expand"),
      text.isName(word, "resolved"), text.isName(word, "resolve"),
      text.isName(word, "redirected"), text.isName(word, "redirect"):
      self = .redirected
    default: self = .other
    }
  }
}

extension TraceRow {
  /// Counts what a row of a message trace tells: the last word of a status is the outcome.
  ///
  /// Where an official recipient was expanded or resolved, the row does not tell who wrote to the
  /// webmail addresses in it: they are charged to that recipient, as message tracking does. Where
  /// every recipient has its own row, none of them tells which belong together: the webmail ones of
  /// such a message are charged to nobody.
  func take(
    _ text: Span<UInt8>, hasOwnOutcomes: Bool, at time: Int64,
    into recorder: inout StretchRecorder
  ) {
    let from = text.withoutBrackets(sender)
    let isFromWebmail = recorder.kind(text, from) == .webmail
    if hasOwnOutcomes {
      var row = self
      text.forEachOutcome(in: recipients) { recipient, outcome in
        guard outcome == .redirected, row.related.isEmpty else { return }
        let recipient = text.withoutBrackets(recipient)
        if recorder.kind(text, recipient) == .official { row.related = recipient }
      }
      text.forEachOutcome(in: recipients) { recipient, outcome in
        guard outcome == .delivered else { return }
        let recipient = text.withoutBrackets(recipient)
        row.deliver(text, from, recipient, isFromWebmail, at: time, into: &recorder)
      }
      return
    }
    switch TraceOutcome(text, status) {
    case .delivered:
      text.forEachListed(in: recipients) { recipient, _ in
        let recipient = text.withoutBrackets(recipient)
        deliver(text, from, recipient, isFromWebmail, at: time, into: &recorder)
      }
    case .redirected where recorder.kind(text, from) == .official:
      // Whom to, other rows of the message tell.
      let isOfficial = text.addresses(in: recipients).contains {
        recorder.kind(text, $0) == .official
      }
      if isOfficial { blur(text, at: time, into: &recorder) }
    case .redirected, .other: break
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
  /// Calls `body` with every recipient of `addr##status;addr##status` and what became
  /// of the message. A part without `##` goes on with the status before it.
  func forEachOutcome(in range: Range<Int>, _ body: (Range<Int>, TraceOutcome) -> Void) {
    var address: Range<Int>?
    var status = range.lowerBound..<range.lowerBound
    forEachListed(in: range) { part, behindQuotes in
      if let mark = place(of: "##", in: behindQuotes..<part.upperBound) {
        if let address { body(address, TraceOutcome(self, status)) }
        address = part.lowerBound..<mark
        status = mark + 2..<part.upperBound
      } else if place(of: UInt8(ascii: "@"), in: part) != nil {
        if let address { body(address, TraceOutcome(self, status)) }
        address = nil
      } else {
        status = status.lowerBound..<part.upperBound
      }
    }
    if let address { body(address, TraceOutcome(self, status)) }
  }
}
