public import OfficialMail

/// A written decision that a rule does not bind one mailbox or one agency for a time.
public struct Waiver: Sendable {
  public enum Subject: Sendable, Hashable {
    /// A mailbox by its primary address.
    case mailbox(String)
    /// All mailboxes of an agency, by its code.
    case agency(String)
  }

  /// The id of the rule that was waived.
  public let rule: String
  public let subject: Subject
  /// Who approved it.
  public let approver: String
  /// Number and date of the decision.
  public let decision: String
  public let reason: LocalizedText
  public let from: Day
  /// The last day on which it holds.
  public let until: Day

  /// Takes the rule itself, so that a misspelt one does not compile, and an end, without which a
  /// waiver would be a change of the rule.
  public init(
    of rule: Rule, for subject: Subject, approver: String, decision: String,
    reason: LocalizedText, from: Day, until: Day
  ) {
    self.rule = rule.id
    self.subject = subject
    self.approver = approver
    self.decision = decision
    self.reason = reason
    self.from = from
    self.until = until
  }

  public func isInForce(on day: Day) -> Bool { from <= day && day <= until }

  func covers(_ facts: MailboxFacts) -> Bool {
    switch subject {
    case .mailbox(let address): EmailAddress(address) == facts.mailbox.primary
    case .agency(let code): code == facts.agency
    }
  }

  /// Which decision, by whom, and until when.
  var detail: LocalizedText {
    LocalizedText(
      vi: "Được miễn đến hết ngày \(until) theo \(decision), người phê duyệt: \(approver); "
        + "lý do: \(reason.vi).",
      en: "Waived until \(until) by \(decision), approved by \(approver); reason: \(reason.en).")
  }
}
