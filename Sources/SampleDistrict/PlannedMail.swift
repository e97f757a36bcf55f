import OfficialMail
import Policy

// Correspondence that a rule must find: forwarding, owners' own free mailboxes, volumes.
extension SamplePlan {
  mutating func plantForwarding() {
    let writers = ["lanhdao@vanphong.tinh.example", "hangban@congty.example"]
    for (box, count) in [("hoasim.thung@gmail.com", 6), ("chieubien@yahoo.com", 3)] {
      let index = takeMailbox()
      for number in 0..<count { forward(index, to: box, from: writers[number % 2]) }
      expect("FWD-OUT", .violation, of: index, because: "the logs show it, \(count) times")
    }
    let seenTwice = takeMailbox()
    change(seenTwice) { $0.forwarding = ["longbien.doi@gmail.com"] }
    forward(seenTwice, to: "longbien.doi@gmail.com", from: writers[0])
    expect("FWD-OUT", .violation, of: seenTwice, because: "the logs and the directory show it")
    // One mailbox with two breaches.
    setChanged(seenTwice, day: "2024-12-09")
    expect("PW-AGE", .violation, of: seenTwice, because: "changed 661 days ago")
    for box in ["suoitrong.ban@gmail.com", "nangxuan.mua@outlook.com"] {
      let index = takeMailbox()
      change(index) { $0.forwarding = [box] }
      expect("FWD-OUT", .violation, of: index, because: "the directory shows it")
    }
    let inside = takeMailbox()
    change(inside) { $0.forwarding = ["vanthu@vp.songma.gov.example"] }
    expect("FWD-OUT", .compliant, of: inside, because: "forwards within the district")
    let elsewhere = takeMailbox()
    forward(elsewhere, to: "luutru@kho.tinh.example", from: writers[1])
    expect("FWD-OUT", .compliant, of: elsewhere, because: "forwards to no free mailbox")
  }

  private mutating func forward(_ index: Int, to box: String, from writer: String) {
    let original = mailboxes[index].primary
    send(
      Message(from: writer, origin: .outside, to: [.init(box, original: original)]),
      through: mailboxes[index].host)
  }

  mutating func plantOwnersMail() {
    plantOwnSent()
    plantOwnWeak()
    plantOwnReceived()
    for mailbox in mailboxes.indices where !mailboxes[mailbox].mail[0].hasSuffix(".example") {
      expect(
        "FREEMAIL-DIR", .violation, of: mailbox, because: "a free mailbox is the primary address")
    }
  }

  private mutating func plantOwnSent() {
    strong("full name", 4) { _, owner in owner.joined + "@gmail.com" }
    strong("full name, with dots", 1) { _, owner in
      let words = owner.folded
      return "\(words.family).\(words.middle).\(words.given)@gmail.com"
    }
    strong("full name backwards", 2) { _, owner in
      let words = owner.folded
      return words.given + words.middle + words.family + "@yahoo.com"
    }
    strong("own local part", 2) { mailbox, _ in "\(mailbox.uid)@gmail.com" }
    let listed = takeMailbox()
    change(listed) { $0.alternates = ["hoamai.sang@gmail.com"] }
    send(3, from: listed, to: "hoamai.sang@gmail.com")
    expect("FREEMAIL-SELF", .violation, of: listed, because: "an address the directory lists")
    let tagged = takeMailbox()
    if let name = mailboxes[tagged].owner?.joined {
      send(from: tagged, to: "\(name)@gmail.com", written: "\(name)+congviec@gmail.com")
      expect("FREEMAIL-SELF", .violation, of: tagged, because: "full name with a plus tag")
    }
    let rewritten = takeMailbox()
    if let name = mailboxes[rewritten].owner?.joined {
      let envelope = "prvs=0731c4f2a9=\(mailboxes[rewritten].primary)"
      send(2, from: rewritten, to: "\(name)@gmail.com", envelope: envelope)
      expect("FREEMAIL-SELF", .violation, of: rewritten, because: "under a BATV sender")
    }
    let delayed = takeMailbox()
    if let name = mailboxes[delayed].owner?.joined {
      send(from: delayed, to: "\(name)@hotmail.com", outcome: .delayed(2))
      expect("FREEMAIL-SELF", .violation, of: delayed, because: "deferred twice, then sent once")
    }
    let sentAs = takeMailbox()
    if let name = mailboxes[sentAs].owner?.joined {
      for _ in 0..<2 {
        send(
          Message(
            from: "\(name)@gmail.com", origin: .submission(user: mailboxes[sentAs].primary),
            to: [.init("vanthu@so-xaydung.tinh.example")]), through: mailboxes[sentAs].host)
      }
      expect("FREEMAIL-SELF", .violation, of: sentAs, because: "authenticated, own free sender")
    }
  }

  private mutating func strong(
    _ form: String, _ count: Int, address: (SampleMailbox, Person) -> String
  ) {
    own(form, count, .violation, address: address)
  }

  private mutating func own(
    _ form: String, _ count: Int, _ verdict: VerdictKind,
    address: (SampleMailbox, Person) -> String
  ) {
    let index = takeMailbox()
    guard let owner = mailboxes[index].owner else { return }
    send(count, from: index, to: address(mailboxes[index], owner))
    expect("FREEMAIL-SELF", verdict, of: index, because: form)
  }

  private mutating func plantOwnWeak() {
    own("given name and initials", 3, .indicator) { _, owner in owner.officeStyle + "@gmail.com" }
    own("initials and given name", 1, .indicator) { _, owner in
      let words = owner.folded
      return "\(words.family.prefix(1))\(words.middle.prefix(1))\(words.given)@gmail.com"
    }
    own("full name and digits", 2, .indicator) { _, owner in "\(owner.joined)85@gmail.com" }
    own("given name first", 1, .indicator) { _, owner in
      let words = owner.folded
      return "\(words.given).\(words.family).\(words.middle)@yahoo.com.vn"
    }
    own("middle and given name alone", 2, .compliant) { _, owner in
      owner.folded.middle + owner.folded.given + "@gmail.com"
    }
  }

  private mutating func plantOwnReceived() {
    for (count, domain) in [(4, "gmail.com"), (2, "yahoo.com"), (1, "icloud.com")] {
      let index = takeMailbox()
      guard let name = mailboxes[index].owner?.joined else { continue }
      receive(count, at: index, from: "\(name)@\(domain)")
      expect("FREEMAIL-FROM", .indicator, of: index, because: "full name, \(count) times")
    }
    let listed = takeMailbox()
    change(listed) { $0.alternates = ["trangbac.khuya@gmail.com"] }
    receive(2, at: listed, from: "trangbac.khuya@gmail.com")
    expect("FREEMAIL-FROM", .indicator, of: listed, because: "an address the directory lists")
    let weak = takeMailbox()
    if let name = mailboxes[weak].owner?.officeStyle {
      receive(2, at: weak, from: "\(name)@gmail.com")
      expect("FREEMAIL-FROM", .compliant, of: weak, because: "a weak match is not enough here")
    }
  }

  mutating func plantVolumes() {
    for (count, verdict) in [(51, VerdictKind.indicator), (63, .indicator), (88, .indicator)] {
      let index = takeMailbox()
      writeToCitizens(index, count)
      expect("FREEMAIL-USE", verdict, of: index, because: "\(count) messages")
    }
    let level = takeMailbox()
    writeToCitizens(level, 50)
    expect("FREEMAIL-USE", .compliant, of: level, because: "50 messages are not more than 50")
    if let reception = mailboxes.firstIndex(where: { $0.kind == .reception }) {
      writeToCitizens(reception, 80)
      expect("FREEMAIL-USE", .notApplicable, of: reception, because: "citizens' reception")
    }
  }

  private mutating func writeToCitizens(_ index: Int, _ count: Int) {
    countExactly(index)
    for _ in 0..<count { send(from: index, to: Correspondents.citizen(&random)) }
  }
}
