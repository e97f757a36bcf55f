import Directory
import OfficialMail
import Testing

private let header =
  "code,name,parent,recipient,mail_domains,units,valid_from,valid_to,successor\n"

private func register(_ rows: String...) throws -> AgencyRegister {
  try AgencyRegister(
    csv: Array((header + rows.joined(separator: "\n")).utf8), path: "agencies.csv")
}

private func mailbox(
  _ address: String, aliases: [String] = [], units: [String] = []
) throws -> Mailbox {
  Mailbox(
    primary: try #require(EmailAddress(address)), aliases: aliases.compactMap { EmailAddress($0) },
    units: units, password: .unknown(reason: ""),
    entry: DirectoryEvidence(source: "", dn: ""))
}

private let day = Day(daysSinceEpoch: 20_700)  // 2026-09-04

@Test func `quotes, a byte order mark, other columns and another order are read`() throws {
  let text =
    "\u{FEFF}extra,name,code,parent,recipient,mail_domains,units,valid_from,valid_to,"
    + "successor\r\nx,\"Xã \"\"A\"\", huyện B\",A,,\"UBND\nxã A\",a.example; b.example ,U1;U2,"
    + "2025-07-01,,\r\n\r\n"
  let register = try AgencyRegister(csv: Array(text.utf8), path: "r.csv")
  let agency = try #require(register["A"])
  #expect(agency.name == "Xã \"A\", huyện B")
  #expect(agency.recipient == "UBND\nxã A")
  #expect(agency.mailDomains.map(\.name) == ["a.example", "b.example"])
  #expect(agency.units == ["U1", "U2"])
  #expect(agency.validFrom == Day("2025-07-01"))
}

@Test(arguments: [
  ("code,name\nA,a\n", "agencies.csv:1", "mail_domains"), ("", "agencies.csv:1", "empty"),
  (header, "agencies.csv:1", "no agency"),
  (header + "A,a,,,,,,,\nA,b,,,,,,,\n", "agencies.csv:3", "agency A"),
  (header + "A,a,B,,,,,,\nB,b,A,,,,,,\n", "agencies.csv:2", "cycle"),
  (header + "A,a,A,,,,,,\n", "agencies.csv:2", "cycle"),
  (header + "A,a,,,,,,2020-01-01,B\nB,b,,,,,,2020-01-01,A\n", "agencies.csv:2", "cycle"),
  (header + "A,a,X,,,,,,\n", "agencies.csv:2", "agency A: its parent X"),
  (header + "A,a,,,,,,,X\n", "agencies.csv:2", "agency A: its successor X"),
  (header + "A,a,,,,,2026-02-30,,\n", "agencies.csv:2", "agency A: valid_from"),
  (header + "A,a,,,,,2026-02-01,2026-01-01,\n", "agencies.csv:2", "before valid_from"),
  (header + "A,a,,,x.example,,,,\nB,b,,,x.example,,,,\n", "agencies.csv:3", "agency B"),
  (header + "A,a,,,x.example,U,,,\nB,b,,,x.example,u,,,\n", "agencies.csv:3", "agency B"),
  (header + "A,a,,,not a domain,,,,\n", "agencies.csv:2", "agency A"),
  (header + "A,a,,,,,,\n", "agencies.csv:2", "8 fields"),
  (header + "A,\"a\n", "agencies.csv:2", "quoted"),
  (header + "../x,a,,,,,,,\n", "agencies.csv:2", "code"),
  (header + ",a,,,,,,,\n", "agencies.csv:2", "code"),
])
func `a fault of the register names file, line and code`(
  text: String, place: String, words: String
) throws {
  do {
    _ = try AgencyRegister(csv: Array(text.utf8), path: "agencies.csv")
    Issue.record("the register was believed")
  } catch let fault as any Fault {
    #expect(fault.blame == .commandLine)
    #expect(fault.description.hasPrefix(place + ":"))
    #expect(fault.description.contains(words))
  }
}

@Test func `two agencies may have one domain one after the other, or by units`() throws {
  let one = try register("A,a,,,x.example,,,2025-06-30,B", "B,b,,,x.example,,2025-07-01,,")
  #expect(one.agency(for: try mailbox("u@x.example"), on: day) == "B")
  let two = try register("A,a,,,x.example,Phòng  A;Phòng B,,,", "B,b,,,x.example,,,,")
  #expect(two.agency(for: try mailbox("u@x.example", units: ["phòng a"]), on: day) == "A")
  #expect(two.agency(for: try mailbox("u@x.example", units: ["Khác"]), on: day) == "B")
}

@Test func `a domain matches as a whole, and any of the mailbox's own`() throws {
  let register = try register("A,a,,,x.example,,,,")
  #expect(register.agency(for: try mailbox("u@x.example"), on: day) == "A")
  #expect(register.agency(for: try mailbox("u@sub.x.example"), on: day) == "unassigned")
  #expect(register.agency(for: try mailbox("u@ax.example"), on: day) == "unassigned")
  #expect(
    register.agency(for: try mailbox("u@y.example", aliases: ["u@x.example"]), on: day) == "A")
}

@Test func `without a domain the unit's or the agency's name tells`() throws {
  let register = try register("A,Sở Y tế,,,,,,,", "B,b,,,b.example,Phòng B,,,")
  #expect(register.agency(for: try mailbox("u@z.example", units: ["sở y tế"]), on: day) == "A")
  #expect(register.agency(for: try mailbox("u@z.example", units: ["Phòng B"]), on: day) == "B")
  #expect(
    register.agency(for: try mailbox("u@b.example", units: ["Khác"]), on: day) == "unassigned")
}

@Test func `an ended agency's mailboxes go to the successor in force`() throws {
  let register = try register(
    "A,a,,,x.example,,,2024-12-31,B", "B,b,,,,,2025-01-01,2025-12-31,C", "C,c,,,,,2026-01-01,,",
    "D,d,,,d.example,,,2025-12-31,", "E,e,,,e.example,,2027-01-01,,")
  #expect(register.agency(for: try mailbox("u@x.example"), on: day) == "C")
  #expect(register.agency(for: try mailbox("u@d.example"), on: day) == "unassigned")
  #expect(register.agency(for: try mailbox("u@e.example"), on: day) == "unassigned")
}

@Test func `of an agency and its parent the nearer one is meant, of strangers none`() throws {
  let register = try register("A,Sở A,,,,,,,", "B,Phòng B,A,,,,,,", "C,Phòng C,,,,,,,")
  #expect(
    register.agency(for: try mailbox("u@z.example", units: ["Phòng B", "Sở A"]), on: day) == "B")
  #expect(
    register.assignment(for: try mailbox("u@z.example", units: ["Phòng B", "Phòng C"]), on: day)
      == .ambiguous(["B", "C"]))
}
