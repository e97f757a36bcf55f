import OfficialMail

/// All mailboxes of the district in the order of the directory, before anything is planted.
struct MailboxRoster {
  private(set) var mailboxes: [SampleMailbox] = []
  private var random: SplitMix64
  private var takenNames: Set<String> = []
  private var takenAddresses: Set<String> = []

  init(seed: UInt64) {
    random = SplitMix64(seed: seed ^ 0x5045_4F50_4C45)
    for agency in SampleAgency.district {
      let heir = agency.agency.successor ?? agency.agency.code
      let domain = agency.agency.mailDomains[0].name
      if agency.agency.successor == nil {
        addRole("vanthu", of: agency, heir, domain, name: "Văn thư", kind: .unit)
      }
      for role in agency.reception {
        addRole(role, of: agency, heir, domain, name: "Tiếp công dân", kind: .reception)
      }
      for role in agency.services {
        addRole(role, of: agency, heir, domain, name: "Hệ thống \(role)", kind: .service)
      }
      for _ in 0..<agency.staff {
        addPerson(of: agency, heir, domain)
      }
    }
    addUnassigned()
    addRegisteredOnWebmail()
  }

  private mutating func addRole(
    _ role: String, of agency: SampleAgency, _ heir: String, _ domain: String, name: String,
    kind: Mailbox.Kind
  ) {
    // Two agencies share the district's own domain.
    let isFirst = takenAddresses.insert("\(role)@\(domain)").inserted
    let local = isFirst ? role : "\(role).\(agency.label)"
    let alias = isFirst && kind == .unit ? ["lienhe@\(domain)"] : []
    mailboxes.append(
      SampleMailbox(
        agency: heir, container: agency.label, unit: agency.agency.name,
        uid: "\(role).\(agency.label)", mail: ["\(local)@\(domain)"] + alias,
        name: "\(name) \(agency.agency.name)", kind: kind, host: agency.host,
        created: drawnCreation(), password: drawnPassword()))
  }

  private mutating func addPerson(of agency: SampleAgency, _ heir: String, _ domain: String) {
    var owner = Person.official(&random)
    while takenNames.contains(owner.joined)
      || takenAddresses.contains("\(owner.officeStyle).\(agency.label)@\(domain)")
    {
      owner = Person.official(&random)
    }
    takenNames.insert(owner.joined)
    let uid = "\(owner.officeStyle).\(agency.label)"
    takenAddresses.insert("\(uid)@\(domain)")
    mailboxes.append(
      SampleMailbox(
        agency: heir, container: agency.label, unit: agency.agency.name, uid: uid,
        mail: ["\(uid)@\(domain)"], owner: owner, name: owner.fullName, kind: .personal,
        host: agency.host, created: drawnCreation(), password: drawnPassword()))
  }

  /// Mailboxes whose domain and unit stand in no register.
  private mutating func addUnassigned() {
    for role in ["thuongtruc", "totruong"] {
      mailboxes.append(
        SampleMailbox(
          agency: Agency.unassigned, container: "banchidao", unit: "Ban Chỉ đạo lâm thời",
          uid: "\(role).bcd", mail: ["\(role).bcd@banchidao.songma.gov.example"],
          name: "Thường trực Ban Chỉ đạo lâm thời (\(role))", kind: .unit, host: .mail1,
          created: drawnCreation(), password: drawnPassword()))
    }
  }

  /// Units that registered a free mailbox as their address.
  private mutating func addRegisteredOnWebmail() {
    let rows = [
      ("NALUA", "doithanhnien.nalua@gmail.com", nil),
      ("PUMAN", "hoinongdan.puman@yahoo.com.vn", nil),
      ("BOHOA", "tramyte.bohoa@gmail.com", "tramyte@bohoa.songma.gov.example"),
    ]
    for (code, webmail, official) in rows {
      guard let agency = SampleAgency.district.first(where: { $0.agency.code == code }) else {
        continue
      }
      let local = webmail.prefix { $0 != "@" }
      mailboxes.append(
        SampleMailbox(
          agency: code, container: agency.label, unit: agency.agency.name, uid: String(local),
          mail: [webmail] + [official].compactMap { $0 }, name: "Hộp thư \(agency.agency.name)",
          kind: .unit, host: agency.host, created: drawnCreation(), password: drawnPassword(),
          isBusy: false))
    }
  }

  private mutating func drawnCreation() -> Timestamp {
    moment(Day("2022-01-10"), plus: random.below(1200))
  }

  /// In time at the audit date.
  private mutating func drawnPassword() -> SampleMailbox.Password {
    .changed(moment(Day("2026-07-03"), plus: random.below(86)))
  }

  private mutating func moment(_ day: Day?, plus days: Int) -> Timestamp {
    let start = Int64(day?.daysSinceEpoch ?? 0) + Int64(days)
    return Timestamp(secondsSinceEpoch: start * 86_400 + Int64(random.within(3_600...32_000)))
  }
}
