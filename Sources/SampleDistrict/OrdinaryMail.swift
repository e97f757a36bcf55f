import OfficialMail

/// The daily mail around the planted cases: none of it may make a finding.
struct OrdinaryMail {
  /// Messages to webmail that an ordinary mailbox may send in the quarter: well below what
  /// FREEMAIL-USE calls much, at any traffic.
  private static let webmailAllowance = 35

  private struct Box {
    var address: String
    var alias: String?
    var host: MailHost
    var takesCitizens: Bool
    var allowance: Int
  }

  private var boxes: [Box]
  private let onMail1: [Int]
  private let forCitizens: [Int]
  private let forCitizensOnMail1: [Int]
  private var random: SplitMix64

  init(plan: SamplePlan, seed: UInt64) {
    random = SplitMix64(seed: seed ^ 0x4D41_494C)
    boxes = plan.mailboxes.indices.filter { plan.mailboxes[$0].isBusy }.map { index in
      let mailbox = plan.mailboxes[index]
      return Box(
        address: mailbox.primary, alias: mailbox.mail.dropFirst().first, host: mailbox.host,
        takesCitizens: mailbox.kind == .unit || mailbox.kind == .reception,
        allowance: plan.countedExactly.contains(index) ? 0 : OrdinaryMail.webmailAllowance)
    }
    let boxes = boxes
    onMail1 = boxes.indices.filter { boxes[$0].host == .mail1 }
    forCitizens = boxes.indices.filter { boxes[$0].takesCitizens }
    forCitizensOnMail1 = forCitizens.filter { boxes[$0].host == .mail1 }
  }

  /// The next message, with the host that takes it first.
  ///
  /// - Parameter mail2: whether mail2 takes part.
  mutating func next(mail2: Bool) -> (Message, MailHost) {
    switch random.below(100) {
    case ..<34: fromOutside(Correspondents.organisation(&random), mail2: mail2)
    case ..<50: fromCitizen(mail2: mail2)
    case ..<52: spam(mail2: mail2)
    case ..<55: fromOutside(Correspondents.neither(&random), mail2: mail2)
    case ..<80: within(mail2: mail2)
    case ..<93: toOutside(Correspondents.organisation(&random), mail2: mail2)
    case ..<95: toOutside(Correspondents.neither(&random), mail2: mail2)
    default: toCitizen(mail2: mail2)
    }
  }

  private mutating func drawn(mail2: Bool) -> Int {
    mail2 ? random.below(boxes.count) : onMail1[random.below(onMail1.count)]
  }

  private mutating func recipient(_ index: Int) -> Message.Recipient {
    let box = boxes[index]
    guard let alias = box.alias, random.chance(40) else { return .init(box.address) }
    return .init(box.address, original: alias)
  }

  private mutating func entrance(mail2: Bool) -> MailHost {
    mail2 && random.chance(20) ? .mail2 : .mail1
  }

  private mutating func fromOutside(_ author: String, mail2: Bool) -> (Message, MailHost) {
    var indices: [Int] = []
    for _ in 0...(random.chance(25) ? random.within(1...3) : 0) {
      let index = drawn(mail2: mail2)
      if !indices.contains(index) { indices.append(index) }
    }
    let message = Message(from: author, origin: .outside, to: indices.map { recipient($0) })
    return (message, entrance(mail2: mail2))
  }

  private mutating func fromCitizen(mail2: Bool) -> (Message, MailHost) {
    let author = Correspondents.citizen(&random)
    let open = mail2 ? forCitizens : forCitizensOnMail1
    let index = random.chance(70) ? open[random.below(open.count)] : drawn(mail2: mail2)
    let message = Message(from: author, origin: .outside, to: [recipient(index)])
    return (message, entrance(mail2: mail2))
  }

  private mutating func spam(mail2: Bool) -> (Message, MailHost) {
    var (message, host) = fromOutside("offer@\(random.hex(6)).example", mail2: mail2)
    message.isSpam = true
    return (message, host)
  }

  private mutating func written(by index: Int, to recipients: [Message.Recipient]) -> (
    Message, MailHost
  ) {
    let box = boxes[index]
    // Some programs authenticate by the bare name.
    let local = String(box.address.prefix { $0 != "@" })
    let user = random.chance(8) ? local : box.address
    let origin: Message.Origin = random.chance(55) ? .web : .submission(user: user)
    return (Message(from: box.address, origin: origin, to: recipients), box.host)
  }

  private mutating func within(mail2: Bool) -> (Message, MailHost) {
    let author = drawn(mail2: mail2)
    var indices: [Int] = []
    for _ in 0...(random.chance(30) ? random.within(1...5) : 0) {
      let index = drawn(mail2: mail2)
      if !indices.contains(index) { indices.append(index) }
    }
    return written(by: author, to: indices.map { recipient($0) })
  }

  private mutating func outcome() -> Message.Outcome {
    switch random.below(100) {
    case ..<90: .delivered
    case ..<95: .delayed(random.within(1...3))
    case ..<98: .bounced
    case ..<99: .expired
    default: .discarded
    }
  }

  private mutating func toOutside(_ address: String, mail2: Bool) -> (Message, MailHost) {
    written(by: drawn(mail2: mail2), to: [.init(address, outcome: outcome())])
  }

  private mutating func toCitizen(mail2: Bool) -> (Message, MailHost) {
    let index = drawn(mail2: mail2)
    guard boxes[index].allowance > 0 else {
      return toOutside(Correspondents.organisation(&random), mail2: mail2)
    }
    var recipients: [Message.Recipient] = []
    for _ in 0..<min(boxes[index].allowance, random.chance(15) ? 2 : 1) {
      let citizen = Correspondents.citizen(&random)
      guard !recipients.contains(where: { $0.address == citizen }) else { continue }
      recipients.append(.init(citizen, outcome: outcome()))
    }
    boxes[index].allowance -= recipients.count
    return written(by: index, to: recipients)
  }
}
