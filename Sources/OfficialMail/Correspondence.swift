/// What went between one official mailbox and one webmail address in one direction.
public struct Correspondence: Sendable, Hashable, Codable {
  /// The role of the mailbox. A delivery is one message reaching one final recipient.
  public enum Direction: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    /// The mailbox is the envelope sender, the recipient is webmail.
    case sent
    /// The sender is webmail, the final recipient is the mailbox.
    case received
    /// Addressed to the mailbox and delivered to webmail.
    case forwarded
    /// Authenticated as the mailbox, envelope sender is webmail.
    case sentAs

    public static func < (left: Direction, right: Direction) -> Bool {
      left.rawValue < right.rawValue
    }
  }

  /// The official address as the log has it, without a plus tag.
  public var mailbox: EmailAddress
  /// Without a plus tag.
  public var webmail: EmailAddress
  public var direction: Direction
  /// Deliveries: one message to three recipients is 3.
  public var messages: Int
  public var first: Timestamp
  public var last: Timestamp
  /// The first few deliveries in order of time.
  public var evidence: [LogEvidence]

  public init(
    mailbox: EmailAddress, webmail: EmailAddress, direction: Direction, messages: Int,
    first: Timestamp, last: Timestamp, evidence: [LogEvidence]
  ) {
    self.mailbox = mailbox
    self.webmail = webmail
    self.direction = direction
    self.messages = messages
    self.first = first
    self.last = last
    self.evidence = evidence
  }
}
