import MailLog
import OfficialMail
import Testing

@Suite struct ZimbraTests {
  private func line(_ text: String, context: String = "oip=192.0.2.7;", second: Int = 1) -> String {
    "2026-08-02 00:00:0\(second),616 INFO  [thread-5] [\(context)] \(text)\n"
  }

  private func logins(_ texts: String...) throws -> [String] {
    try tally(of: texts).findings().logins.map {
      "\($0.mailbox) \($0.way) \($0.logins) \($0.failures) \($0.days.count)"
    }
  }

  @Test func `an error makes a failure, and only the field is one`() throws {
    let text =
      line("security - cmd=Auth; account=an@gov.example; protocol=soap; error=x;")
      + line("security - cmd=Auth; account=vi@gov.example; protocol=soap;", context: "error=x;")
    #expect(try logins(text) == ["an@gov.example soap 0 1 0", "vi@gov.example soap 1 0 1"])
  }

  @Test func `what both logs tell of counts once`() throws {
    let audit =
      line("security - cmd=Auth; account=an@gov.example; protocol=imap;")
      + line("security - cmd=Auth; account=an@gov.example; protocol=imap;", second: 2)
    let mailbox = line("imap - user an@gov.example authenticated, mechanism=PLAIN")
    #expect(try logins(audit, mailbox) == ["an@gov.example imap 2 0 1"])
  }

  @Test func `days are those of the logs' zone, and two parts of a day are one`() throws {
    let first =
      "2026-08-02 23:00:00,001 INFO  [t] [oip=x;] security - cmd=Auth; "
      + "account=an@gov.example; protocol=pop3;\n"
    let later = first.replacing("08-02 23:00", with: "08-03 05:00")
    let folder = try TemporaryFolder()
    let paths = [try folder.file("1", first), try folder.file("2", later)]
    let local = try readLogs(paths: paths, testReading(zone: "Asia/Ho_Chi_Minh")).findings()
    #expect(
      local.logins.first?.days.keys.sorted().map(\.description) == ["2026-08-02", "2026-08-03"])
    #expect(local.logins.first?.first.description == "2026-08-02T16:00:00Z")
    #expect(local.logins.first?.last.description == "2026-08-02T22:00:00Z")
  }

  @Test func `an account without a domain, or of strangers, is nobody's`() throws {
    #expect(
      try logins(
        line("security - cmd=Auth; account=an; protocol=soap;")
          + line("security - cmd=Auth; account=x@far.example; protocol=soap;")) == [])
  }

  @Test func `many failures in an hour are a burst, wherever the log is cut`() throws {
    let failure = line("security - cmd=Auth; account=an@gov.example; protocol=soap; error=x;")
    let half = String(repeating: failure, count: 20)
    for parts in [[half + half], [half, half + " "]] {
      let found = try tally(of: parts).findings()
      let bursts = found.bursts(failures: 30, messages: 30)
      #expect(bursts.map(\.count) == [40])
      #expect(bursts.first?.hour.description == "2026-08-02T00:00:00Z")
      #expect(found.bursts(failures: 40, messages: 30).isEmpty)
    }
  }
}
