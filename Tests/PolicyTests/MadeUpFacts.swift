import OfficialMail
import Policy
import Testing

/// Made-up mailboxes for the tests of this target.
func mailbox(
  _ address: String = "an.nguyen@xa.songma.gov.example", owner: String = "Nguyễn Văn An",
  kind: Mailbox.Kind = .personal, status: Mailbox.Status = .active,
  password: Mailbox.Password = .elsewhere("SSO"), aliases: [String] = [],
  alternates: [String] = [], forwarding: [String] = [], agency: String = "XA01",
  mail: [Correspondence] = []
) throws -> MailboxFacts {
  func addresses(_ texts: [String]) throws -> [EmailAddress] {
    try texts.map { try #require(EmailAddress($0)) }
  }
  let primary = try #require(EmailAddress(address))
  return MailboxFacts(
    mailbox: Mailbox(
      primary: primary, aliases: try addresses(aliases), alternates: try addresses(alternates),
      forwarding: try addresses(forwarding), ownerName: owner, kind: kind, status: status,
      password: password,
      entry: DirectoryEvidence(source: "sample.ldif", dn: "mail=\(primary),o=songma")),
    agency: agency, correspondence: mail)
}

func mail(
  _ count: Int, _ direction: Correspondence.Direction, _ webmail: String,
  of mailbox: String = "an.nguyen@xa.songma.gov.example"
) throws -> Correspondence {
  let time = try #require(Timestamp("2026-08-03T02:15:00Z"))
  return Correspondence(
    mailbox: try #require(EmailAddress(mailbox)), webmail: try #require(EmailAddress(webmail)),
    direction: direction, messages: count, first: time, last: time,
    evidence: [
      LogEvidence(file: "mx1/mail.log", offset: 120, line: 3, queueID: "4fP6G8", time: time)
    ])
}

func changed(_ time: String) throws -> Mailbox.Password {
  .changed(try #require(Timestamp(time)))
}

func facts(
  _ mailboxes: [MailboxFacts], asOf: String = "2026-09-30",
  sources: Set<FactSource> = [.directory, .logs]
) throws -> Facts {
  let day = try #require(Day(asOf))
  return Facts(
    mailboxes: mailboxes, agencies: [], sources: sources, period: Period(day: day), asOf: day)
}

extension Policy {
  /// The verdict of one rule on one mailbox.
  func verdict(
    _ rule: Rule, _ mailbox: MailboxFacts, asOf: String = "2026-09-30"
  ) throws -> VerdictKind? {
    let counts = judgement(on: try facts([mailbox], asOf: asOf)).countsByRule[rule.id]
    return VerdictKind.allCases.first { counts?[$0] == 1 }
  }
}
