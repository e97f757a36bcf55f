import Policy

// Mail that looks like a breach and is none: each of these mailboxes must stay without a finding.
extension SamplePlan {
  mutating func plantTraps() {
    for (outcome, reason) in [
      (Message.Outcome.bounced, "bounced"), (.expired, "expired"), (.discarded, "discarded"),
    ] {
      let index = takeMailbox()
      guard let name = mailboxes[index].owner?.joined else { continue }
      send(from: index, to: "\(name)@gmail.com", outcome: outcome)
      expect("FREEMAIL-SELF", .compliant, of: index, because: "it \(reason): nothing arrived")
    }
    for (domain, reason) in [
      ("gmail.com.vn", "a look-alike is not Gmail"),
      ("mail.gmail.com", "a host is no catalogue name"),
      ("hn.vnn.vn", "a provider's mailbox is no free mailbox"),
    ] {
      let index = takeMailbox()
      guard let name = mailboxes[index].owner?.joined else { continue }
      send(2, from: index, to: "\(name)@\(domain)")
      expect("FREEMAIL-SELF", .compliant, of: index, because: reason)
    }
    plantNamesake()
    plantRewrittenStrangers()
    plantRoles()
    plantStranger()
  }

  /// Somebody with an official's name writes to another official.
  private mutating func plantNamesake() {
    let named = takeMailbox()
    let other = takeMailbox()
    guard let name = mailboxes[named].owner?.joined else { return }
    receive(2, at: other, from: "\(name)@gmail.com")
    send(from: other, to: "\(name)@gmail.com")
    expect("FREEMAIL-SELF", .compliant, of: other, because: "a colleague's name, not the owner's")
    expect("FREEMAIL-FROM", .compliant, of: other, because: "a colleague's name, not the owner's")
  }

  /// A free mailbox under a sender that a host of the district rewrote (SRS).
  private mutating func plantRewrittenStrangers() {
    let index = takeMailbox()
    let citizen = Correspondents.citizen(&random)
    guard let at = citizen.firstIndex(of: "@") else { return }
    let envelope =
      "SRS0=kT4x=QN=\(citizen[citizen.index(after: at)...])=\(citizen[..<at])"
      + "@\(SampleDistrict.domain)"
    receive(2, at: index, from: citizen, envelope: envelope)
    send(
      Message(
        from: citizen, envelope: envelope, origin: .outside,
        to: [.init("hoptac.nongsan@gmail.com")]), through: .mail1)
    // One line for the first delivery, "message repeated 2 times" for the others.
    receive(at: index, from: Correspondents.citizen(&random), repeats: 2)
    expect("FREEMAIL-FROM", .compliant, of: index, because: "a citizen behind a rewritten sender")
  }

  /// A role word as a free local part points at nobody.
  private mutating func plantRoles() {
    guard let index = index(of: "vanthu@tckh.songma.gov.example") else { return }
    send(2, from: index, to: "vanthu@gmail.com")
    receive(1, at: index, from: "vanthu@gmail.com")
    expect("FREEMAIL-SELF", .compliant, of: index, because: "a role word points at nobody")
    expect("FREEMAIL-FROM", .compliant, of: index, because: "a role word points at nobody")
  }

  /// An official address that the directory does not have.
  private mutating func plantStranger() {
    let stranger = "congdoan@songma.gov.example"
    for _ in 0..<3 {
      send(
        Message(
          from: stranger, origin: .web, to: [.init(Correspondents.citizen(&random))]),
        through: .mail1)
    }
    for _ in 0..<2 {
      send(
        Message(
          from: Correspondents.citizen(&random), origin: .outside, to: [.init(stranger)]),
        through: .mail1)
    }
    if let address = Party(stranger).address { truth.strangers.append(address) }
  }
}
