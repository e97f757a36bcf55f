public import OfficialMail

/// A made-up mailbox and what the rule says of it: the rule's test and its explanation.
public struct Example: Sendable {
  /// What it shows, as a phrase.
  public let name: LocalizedText
  public let mailbox: ExampleMailbox
  public let asOf: Day
  public let expected: VerdictKind
  /// The finding's `detail`, where the wording is part of what is promised.
  public let sentence: LocalizedText?

  public init(
    _ name: LocalizedText, _ mailbox: ExampleMailbox, asOf: Day, is expected: VerdictKind,
    saying sentence: LocalizedText? = nil
  ) {
    self.name = name
    self.mailbox = mailbox
    self.asOf = asOf
    self.expected = expected
    self.sentence = sentence
  }
}

/// A mailbox as an example writes it: addresses as text, so that a policy needs no parsing.
public struct ExampleMailbox: Sendable {
  public let address: String
  public let owner: String
  public let kind: Mailbox.Kind
  public let status: Mailbox.Status
  public let password: Mailbox.Password
  public let aliases: [String]
  public let alternates: [String]
  public let forwarding: [String]
  /// DNs that mail is forwarded to and that could not be resolved.
  public let unresolvedForwarding: [String]
  public let messages: [Messages]

  /// Mail between the mailbox and one webmail address.
  public struct Messages: Sendable {
    public let count: Int
    public let direction: Correspondence.Direction
    public let webmail: String

    public init(_ count: Int, _ direction: Correspondence.Direction, _ webmail: String) {
      self.count = count
      self.direction = direction
      self.webmail = webmail
    }
  }

  public init(
    _ address: String, owner: String = "", kind: Mailbox.Kind = .personal,
    status: Mailbox.Status = .active,
    password: Mailbox.Password = .elsewhere("another system"), aliases: [String] = [],
    alternates: [String] = [], forwarding: [String] = [], unresolvedForwarding: [String] = [],
    messages: [Messages] = []
  ) {
    self.address = address
    self.owner = owner
    self.kind = kind
    self.status = status
    self.password = password
    self.aliases = aliases
    self.alternates = alternates
    self.forwarding = forwarding
    self.unresolvedForwarding = unresolvedForwarding
    self.messages = messages
  }

  /// The facts, or nil where an address is none. Messages are written at noon of the day before
  /// the audit date.
  func facts(asOf: Day) -> MailboxFacts? {
    func addresses(_ texts: [String]) -> [EmailAddress]? {
      let read = texts.compactMap { EmailAddress($0) }
      return read.count == texts.count ? read : nil
    }
    guard let primary = EmailAddress(address), let aliases = addresses(aliases),
      let alternates = addresses(alternates), let forwarding = addresses(forwarding),
      let webmail = addresses(messages.map(\.webmail))
    else { return nil }
    let mailbox = Mailbox(
      primary: primary, aliases: aliases, alternates: alternates, forwarding: forwarding,
      unresolvedForwarding: unresolvedForwarding, ownerName: owner, kind: kind, status: status,
      password: password,
      entry: DirectoryEvidence(source: "example", dn: "mail=\(primary)"))
    let time = Timestamp.noon(of: asOf.adding(days: -1))
    let correspondence = zip(messages, webmail).map { message, webmail in
      Correspondence(
        mailbox: primary, webmail: webmail, direction: message.direction, messages: message.count,
        first: time, last: time, evidence: [])
    }
    return MailboxFacts(mailbox: mailbox, agency: "example", correspondence: correspondence)
  }
}

extension Day {
  /// A date written in a policy: `.on(2026, 3, 31)`. One that no calendar has stops the program,
  /// like an index out of range.
  public static func on(_ year: Int, _ month: Int, _ day: Int) -> Day {
    guard let valid = Day(year: year, month: month, day: day) else {
      preconditionFailure("\(year)-\(month)-\(day) is not in the calendar")
    }
    return valid
  }
}

extension Timestamp {
  /// Noon in UTC, which is the same civil day in every country but a few islands.
  public static func noon(of day: Day) -> Timestamp {
    Timestamp(secondsSinceEpoch: Int64(day.daysSinceEpoch) * 86_400 + 43_200)
  }
}
