import OfficialMail
import Policy

/// Who does what in the district: the mailboxes with their planted states, the mail that must be
/// sent, and the verdicts that follow.
struct SamplePlan {
  /// A message with the hour it goes out.
  struct Planned {
    var time: Moment
    var host: MailHost
    var message: Message
  }

  private(set) var mailboxes: [SampleMailbox]
  private(set) var mail: [Planned] = []
  var truth = SampleTruth()
  /// Indices of mailboxes whose mail to webmail is planned to the message.
  private(set) var countedExactly: Set<Int> = []
  var random: SplitMix64

  /// Agencies in which nothing is planted: they get no letter.
  private static let faultless: Set<String> = ["MUONGBUOI", "NAMTRUC"]

  // Persons' mailboxes that nothing was planted on yet.
  private var unused: [Int]

  init(seed: UInt64) {
    let roster = MailboxRoster(seed: seed).mailboxes
    mailboxes = roster
    random = SplitMix64(seed: seed ^ 0x504C_414E)
    let persons = roster.indices.filter {
      roster[$0].kind == .personal && !SamplePlan.faultless.contains(roster[$0].agency)
    }
    unused = random.shuffled(persons)
    plantPasswords()
    plantForwarding()
    plantOwnersMail()
    plantVolumes()
    plantTraps()
    truth.mailboxes = mailboxes.count
    for mailbox in mailboxes { truth.mailboxesByAgency[mailbox.agency, default: 0] += 1 }
  }

  /// The next person's mailbox without a plant, so that each case stands alone.
  mutating func takeMailbox() -> Int {
    unused.popLast() ?? 0
  }

  mutating func change(_ index: Int, _ body: (inout SampleMailbox) -> Void) {
    body(&mailboxes[index])
  }

  mutating func countExactly(_ index: Int) {
    countedExactly.insert(index)
  }

  /// The mailbox with that primary address.
  func index(of primary: String) -> Int? {
    mailboxes.firstIndex { $0.primary == primary }
  }

  /// A finding or, for compliant and notApplicable, an innocent case.
  mutating func expect(
    _ rule: String, _ verdict: VerdictKind, of index: Int, because reason: String
  ) {
    let row = SampleTruth.Verdict(
      rule: rule, verdict: verdict, agency: mailboxes[index].agency,
      subject: mailboxes[index].primary, reason: reason)
    switch verdict {
    case .compliant, .notApplicable: truth.innocent.append(row)
    case .violation, .indicator, .waived, .cannotTell: truth.findings.append(row)
    }
  }

  /// Plans a message for a working hour of any day on which both hosts log.
  mutating func send(_ message: Message, through host: MailHost) {
    var day = random.below(SampleDistrict.days - 1)
    while (45...47).contains(day) { day = random.below(SampleDistrict.days - 1) }
    let hour = Moment(day: day, hour: random.within(7...16))
    let time = hour + random.below(3_600_000)
    mail.append(Planned(time: time, host: host, message: message))
  }

  /// Plans `count` messages from a mailbox to an address.
  mutating func send(
    _ count: Int = 1, from index: Int, to address: String, written: String? = nil,
    envelope: String? = nil, outcome: Message.Outcome = .delivered
  ) {
    let author = mailboxes[index].primary
    for _ in 0..<count {
      let origin: Message.Origin = random.chance(50) ? .web : .submission(user: author)
      send(
        Message(
          from: author, envelope: envelope, origin: origin,
          to: [Message.Recipient(address, written: written, outcome: outcome)]),
        through: mailboxes[index].host)
    }
  }

  /// Plans `count` messages from outside to a mailbox.
  mutating func receive(
    _ count: Int = 1, at index: Int, from address: String, envelope: String? = nil,
    repeats: Int = 0
  ) {
    for _ in 0..<count {
      var message = Message(
        from: address, envelope: envelope, origin: .outside,
        to: [Message.Recipient(mailboxes[index].primary)])
      message.repeats = repeats
      send(message, through: mailboxes[index].host)
    }
  }
}
