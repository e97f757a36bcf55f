/// Exchange's message tracking log: comma-separated lines in UTC under a `#Fields:` header, 26 to
/// 30 columns by version.
///
/// <https://learn.microsoft.com/exchange/mail-flow/transport-logs/message-tracking>
struct ExchangeGrammar: LogGrammar {
  static var formats: [LogFormat] { [.exchange] }
  static var isMultiline: Bool { true }

  private let csv = CSVText()
  private var columns: TrackingColumns?
  private var fields: [Range<Int>] = []
  private var time = ISOTime()

  init(_ sample: TextSample, _ context: GrammarContext) {}

  static func recognition(of sample: TextSample) -> Recognition? {
    if sample.lines.contains(where: { TrackingColumns(header: sample.bytes.span, $0) != nil }) {
      return Recognition(
        certainty: 100, reason: "its #Fields: header names event-id and recipient-address")
    }
    let shaped = sample.percent { text, line in
      line.count > 40 && ISOTime.isUTC(text, line)
        && text.count(of: UInt8(ascii: ","), in: line) >= 20
        && (text.place(of: ",RECEIVE,", in: line) != nil
          || text.place(of: ",DELIVER,", in: line) != nil
          || text.place(of: ",SEND,", in: line) != nil
          || text.place(of: ",STOREDRIVER,", in: line) != nil)
    }
    guard let shaped, shaped > 0 else { return nil }
    return Recognition(
      certainty: min(shaped, 90),
      reason: "\(shaped) % of the lines read look like message tracking",
      obstacle: sample.isHead
        ? "an Exchange message tracking log without its #Fields: header, so that nobody knows "
          + "which column is which; export it with its header" : nil)
  }

  func end(ofRecordAt start: Int, in block: Span<UInt8>, isAtEnd: Bool) -> RecordEnd {
    csv.end(ofRecordAt: start, in: block, isAtEnd: isAtEnd)
  }

  mutating func read(
    _ block: Span<UInt8>, _ record: Range<Int>, into recorder: inout StretchRecorder
  ) -> RecordKind {
    if block[record.lowerBound] == UInt8(ascii: "#") {
      if let found = TrackingColumns(header: block, record) { columns = found }
      return .irrelevant
    }
    guard let columns, csv.split(block, record, most: columns.needed, into: &fields),
      fields.count == columns.needed,
      let found = time.read(
        block, at: fields[columns.time].lowerBound, end: fields[columns.time].upperBound)
    else { return .unrecognised }
    let hostName = columns.serverHostname.map { fields[$0] } ?? 0..<0
    guard
      (hostName.isEmpty
        ? recorder.host(Array("exchange".utf8), at: found.seconds)
        : recorder.host(block, hostName, at: found.seconds)) != nil
    else { return .unrecognised }
    let event = TrackingEvent(block, fields[columns.event])
    guard event != .other else { return .irrelevant }
    recorder.count(.exchange)
    take(event, columns, block, found.seconds, &recorder)
    return .recognised
  }

  private func take(
    _ event: TrackingEvent, _ columns: TrackingColumns, _ block: Span<UInt8>, _ time: Int64,
    _ recorder: inout StretchRecorder
  ) {
    let id = columns.id(block, fields)
    if event == .redirect {
      let original = columns.related.map { fields[$0] } ?? 0..<0
      recorder.redirect(block, fields[columns.recipients], from: original, id: id, at: time)
      return
    }
    let sender = recorder.key(block, columns.sender(block, fields))
    guard sender.kind != .nobody else { return }
    let statuses = TrackingStatuses(block, columns.statuses.map { fields[$0] } ?? 0..<0)
    var number = 0
    block.forEachPart(of: fields[columns.recipients], separatedBy: UInt8(ascii: ";")) { part in
      let recipient = recorder.key(block, block.withoutBrackets(part))
      defer { number += 1 }
      // What stays inside is delivered by the server that holds the mailbox.
      if event == .send, recipient.isOfficial { return }
      if statuses.isFailure(number) { return }
      recorder.deliver(
        TrackedDelivery(sender: sender, recipient: recipient, time: time), id: block, id)
    }
  }
}

/// What a tracking line tells.
enum TrackingEvent {
  /// Into a mailbox, or out of the organisation.
  case deliver
  /// To another server, of the organisation or not.
  case send
  /// A recipient was replaced by others: EXPAND, RESOLVE, REDIRECT.
  case redirect
  case other

  init(_ block: Span<UInt8>, _ range: Range<Int>) {
    self =
      switch true {
      case range.count == 7 && block.has("DELIVER", at: range.lowerBound): .deliver
      case range.count == 12 && block.has("SENDEXTERNAL", at: range.lowerBound): .deliver
      case range.count == 4 && block.has("SEND", at: range.lowerBound): .send
      case range.count == 6 && block.has("EXPAND", at: range.lowerBound): .redirect
      case range.count == 7 && block.has("RESOLVE", at: range.lowerBound): .redirect
      case range.count == 8 && block.has("REDIRECT", at: range.lowerBound): .redirect
      default: .other
      }
  }
}

/// The columns of a message tracking log, by the header's names and never by their places.
struct TrackingColumns: Sendable {
  var time: Int
  var event: Int
  var recipients: Int
  var statuses: Int?
  var senderAddress: Int
  var returnPath: Int?
  var messageID: Int?
  var networkMessageID: Int?
  var related: Int?
  var serverHostname: Int?
  /// Fields that a line must have.
  var needed: Int

  /// Reads `#Fields: date-time,client-ip,…`; nil where it is none.
  init?(header block: Span<UInt8>, _ line: Range<Int>) {
    guard block.has("#Fields:", at: line.lowerBound) else { return nil }
    var places: [String: Int] = [:]
    block.forEachPart(
      of: line.lowerBound + 8..<line.upperBound, separatedBy: UInt8(ascii: ",")
    ) { part in
      places[block.bareName(part)] = places.count
    }
    self.init(places)
  }

  /// - Parameter places: of columns by their bare names.
  init?(_ places: [String: Int]) {
    guard let time = places["datetime"] ?? places["datetimeutc"], let event = places["eventid"],
      let recipients = places["recipientaddress"], let sender = places["senderaddress"]
    else { return nil }
    self.time = time
    self.event = event
    self.recipients = recipients
    senderAddress = sender
    statuses = places["recipientstatus"]
    returnPath = places["returnpath"]
    messageID = places["messageid"]
    networkMessageID = places["networkmessageid"]
    related = places["relatedrecipientaddress"]
    serverHostname = places["serverhostname"]
    let used = [
      time, event, recipients, sender, statuses, returnPath, messageID, networkMessageID, related,
      serverHostname,
    ]
    needed = (used.compactMap(\.self).max() ?? 0) + 1
  }

  /// The return path, and the sender's address where that is empty. `<>` is nobody's.
  func sender(_ block: Span<UInt8>, _ fields: [Range<Int>]) -> Range<Int> {
    if let returnPath, !fields[returnPath].isEmpty {
      return block.withoutBrackets(fields[returnPath])
    }
    return block.withoutBrackets(fields[senderAddress])
  }

  /// What the message is known by: the network message id, which all servers share, else the
  /// message's own.
  func id(_ block: Span<UInt8>, _ fields: [Range<Int>]) -> Range<Int> {
    if let networkMessageID, block.isGUID(fields[networkMessageID]) {
      return fields[networkMessageID]
    }
    return messageID.map { block.withoutBrackets(fields[$0]) } ?? 0..<0
  }
}

/// What became of each recipient, where a line says it: `250 2.1.5 …;550 5.1.1 …`.
struct TrackingStatuses {
  private var failures: [Bool] = []

  init(_ block: Span<UInt8>, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    block.forEachPart(of: range, separatedBy: UInt8(ascii: ";")) { part in
      var place = part.lowerBound
      while place < part.upperBound, !isLetterOrDigit(block[place]) { place += 1 }
      let code = part.upperBound - place >= 3 ? block[place] : 0
      let isCode =
        part.upperBound - place >= 3 && isDigit(block[place + 1]) && isDigit(block[place + 2])
      failures.append(isCode && (code == UInt8(ascii: "4") || code == UInt8(ascii: "5")))
    }
  }

  func isFailure(_ number: Int) -> Bool { number < failures.count && failures[number] }
}

extension StretchRecorder {
  /// Recipients, separated by `;`, that stand for `original` from now on.
  mutating func redirect(
    _ block: Span<UInt8>, _ recipients: Range<Int>, from original: Range<Int>, id: Range<Int>,
    at time: Int64
  ) {
    var nearest = AddressKey.missing
    block.forEachPart(of: original, separatedBy: UInt8(ascii: ";")) { part in
      if nearest.isMissing { nearest = key(block, block.withoutBrackets(part)) }
    }
    guard nearest.isOfficial else { return }
    block.forEachPart(of: recipients, separatedBy: UInt8(ascii: ";")) { part in
      redirect(
        to: key(block, block.withoutBrackets(part)), from: nearest, id: block, id, at: time)
    }
  }
}

extension ISOTime {
  /// Whether a line begins with a time of UTC and a comma, as trackers write them.
  static func isUTC(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    var time = ISOTime()
    guard let found = time.read(text, at: line.lowerBound, end: line.upperBound), found.hasZone,
      found.next < line.upperBound
    else { return false }
    return text[found.next] == UInt8(ascii: ",")
  }
}

extension Span<UInt8> {
  func count(of byte: UInt8, in range: Range<Int>) -> Int {
    var count = 0
    for index in range where self[index] == byte { count += 1 }
    return count
  }

  /// Whether a GUID that is not all zero stands in the range.
  func isGUID(_ range: Range<Int>) -> Bool {
    guard range.count == 36, self[range.lowerBound + 8] == UInt8(ascii: "-") else { return false }
    return range.contains { self[$0] != UInt8(ascii: "0") && self[$0] != UInt8(ascii: "-") }
  }
}
