/// What became of one recipient in one attempt.
enum DeliveryOutcome: UInt8 {
  /// Deferred, bounced, expired, discarded: nothing was delivered.
  case none
  /// Sent, and no other queue id follows.
  case final
  /// Sent to a filter on the same host, which queued it anew.
  case filtered
  /// Sent to a host that named its queue id.
  case relayed
  /// A new message was made of it, under another queue id on the same host.
  case forwarded

  /// Whether a second queue holds what became of the message.
  var isHop: Bool { rawValue > DeliveryOutcome.final.rawValue }
}
