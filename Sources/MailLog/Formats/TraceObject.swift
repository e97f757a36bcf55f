/// A message trace's JSON object, its fields in a text of their own: the cmdlet's `SenderAddress`,
/// Graph's `senderAddress` or the portal's `sender_address`. Of members of one name the last counts.
struct TraceObject {
  private(set) var text: [UInt8] = []
  private(set) var row = TraceRow()
  /// Whether a recipient's own outcome stands behind it.
  private(set) var hasOwnOutcomes = false

  private enum Member {
    case time, sender, recipients, statuses, status, networkID, messageID
  }

  /// False for what is no message trace's record.
  mutating func read(_ block: Span<UInt8>, _ outline: JSONOutline) -> Bool {
    text.removeAll(keepingCapacity: true)
    row = TraceRow()
    hasOwnOutcomes = false
    var hasSender = false
    var hasOutcome = false
    var recipients: Range<Int>?
    guard let object = outline.whole else { return false }
    outline.forEachMember(of: object) { key, value in
      guard let member = TraceObject.member(block, key) else { return }
      let field = add(block, outline, value)
      switch member {
      case .time: row.time = field
      case .sender:
        row.sender = field
        hasSender = true
      case .recipients: recipients = field
      case .statuses:
        row.recipients = field
        hasOwnOutcomes = true
      case .status:
        row.status = field
        hasOutcome = true
      case .networkID: row.networkID = field
      case .messageID: row.messageID = field
      }
    }
    if !hasOwnOutcomes, let recipients, hasOutcome { row.recipients = recipients }
    return hasSender && !row.time.isEmpty
      && (hasOwnOutcomes || recipients != nil && hasOutcome)
  }

  private static func member(_ block: Span<UInt8>, _ key: Range<Int>) -> Member? {
    switch key.count {
    case 2 where block.isName(key, "id"): .networkID
    case 6 where block.isName(key, "status"): .status
    case 8 where block.isName(key, "received"): .time
    case 9 where block.isName(key, "messageid"): .messageID
    case 10 where block.isName(key, "message_id"): .messageID
    case 13 where block.isName(key, "senderaddress"): .sender
    case 14 where block.isName(key, "sender_address"): .sender
    case 14 where block.isName(key, "messagetraceid"): .networkID
    case 16 where block.isName(key, "receiveddatetime"): .time
    case 16 where block.isName(key, "origin_timestamp"): .time
    case 16 where block.isName(key, "recipientaddress"): .recipients
    case 16 where block.isName(key, "recipient_status"): .statuses
    case 18 where block.isName(key, "network_message_id"): .networkID
    case 20 where block.isName(key, "origin_timestamp_utc"): .time
    default: nil
    }
  }

  // A string as it is meant, an array's strings with `;` between them, of an object its `value`,
  // which older PowerShell makes of a date. A literal is nothing.
  private mutating func add(
    _ block: Span<UInt8>, _ outline: JSONOutline, _ value: JSONValue
  ) -> Range<Int> {
    let start = text.count
    switch value.kind {
    case .string: append(block, value.range)
    case .literal: break
    case .array:
      outline.forEachElement(of: value) { element in
        guard element.kind == .string else { return }
        if text.count > start { text.append(UInt8(ascii: ";")) }
        append(block, element.range)
      }
    case .object:
      outline.forEachMember(of: value) { key, inner in
        guard block.isName(key, "value"), inner.kind == .string else { return }
        text.removeSubrange(start...)
        append(block, inner.range)
      }
    }
    return start..<text.count
  }

  private mutating func append(_ block: Span<UInt8>, _ string: Range<Int>) {
    if block.place(of: UInt8(ascii: "\\"), in: string) == nil {
      text.append(block, string)
    } else {
      text += block.jsonText(string)
    }
  }
}
