import MailLog
import OfficialMail
import Testing

let hopCases = [
  Case("a hop through the filter is not a delivery", ["an@gov.example b@gmail.com sent 1"]) {
    $0.filtered(0, "AAAAA1", "BBBBB1", from: "an@gov.example", to: "b@gmail.com")
  },
  Case(
    "orig_to and login of the first queue hold for the last",
    [
      "an@gov.example b@gmail.com forwarded 1", "an@gov.example c@yahoo.com sentAs 1",
    ]
  ) {
    $0.filtered(
      0, "AAAAA1", "BBBBB1", from: "x@far.example", to: "b@gmail.com", original: "an@gov.example")
    $0.filtered(
      20, "AAAAA2", "BBBBB2", from: "c@yahoo.com", to: "x@far.example", login: "an@gov.example")
  },
  Case(
    "orig_to holds for its own recipient alone",
    [
      "an@gov.example b@gmail.com forwarded 1", "vi@gov.example c@gmail.com sent 1",
    ]
  ) {
    $0.client(0, "AAAAA1")
    $0.from(0, "AAAAA1", "vi@gov.example")
    $0.client(1, "BBBBB1", from: "localhost[127.0.0.1]")
    $0.from(1, "BBBBB1", "vi@gov.example")
    $0.to(
      2, "AAAAA1", "b@gmail.com", original: "an@gov.example", relay: LogLines.filter,
      status: LogLines.queued("BBBBB1"))
    $0.to(2, "AAAAA1", "c@gmail.com", relay: LogLines.filter, status: LogLines.queued("BBBBB1"))
    $0.removed(2, "AAAAA1")
    $0.to(3, "BBBBB1", "b@gmail.com")
    $0.to(3, "BBBBB1", "c@gmail.com")
    $0.removed(3, "BBBBB1")
  },
  Case("several hops chain", ["an@gov.example b@gmail.com forwarded 1"]) {
    $0.client(0, "AAAAA1")
    $0.from(0, "AAAAA1", "x@far.example")
    for (second, id) in [(1, "BBBBB1"), (2, "CCCCC1")] {
      $0.client(second, id, from: "localhost[127.0.0.1]")
      $0.from(second, id, "x@far.example")
    }
    $0.to(
      3, "BBBBB1", "b@gmail.com", relay: "localhost[::1]:10032",
      status: LogLines.queued("CCCCC1"))
    $0.to(
      3, "AAAAA1", "b@gmail.com", original: "an@gov.example", relay: LogLines.filter,
      status: LogLines.queued("BBBBB1"))
    $0.to(4, "CCCCC1", "b@gmail.com")
    for id in ["AAAAA1", "BBBBB1", "CCCCC1"] { $0.removed(5, id) }
  },
  Case(
    "a hop may be logged after what it led to was removed",
    [
      "an@gov.example b@gmail.com forwarded 1"
    ]
  ) {
    $0.client(0, "AAAAA1")
    $0.from(0, "AAAAA1", "x@far.example")
    $0.message(1, "BBBBB1", from: "x@far.example", to: "b@gmail.com")
    $0.to(
      9, "AAAAA1", "b@gmail.com", original: "an@gov.example", relay: LogLines.filter,
      status: LogLines.queued("BBBBB1"))
    $0.removed(9, "AAAAA1")
  },
  Case(
    "forwarded as is a hop, and the address before it is the original",
    [
      "an@gov.example b@gmail.com forwarded 1", "vp@gov.example b@gmail.com forwarded 1",
    ]
  ) {
    $0.client(0, "AAAAA1")
    $0.from(0, "AAAAA1", "x@far.example")
    $0.from(1, "BBBBB1", "x@far.example")
    $0.to(
      1, "AAAAA1", "an@gov.example", relay: "local", status: "sent (forwarded as BBBBB1)",
      service: "local")
    $0.removed(1, "AAAAA1")
    $0.to(2, "BBBBB1", "b@gmail.com")
    $0.removed(2, "BBBBB1")
    $0.client(50, "AAAAA2")
    $0.from(50, "AAAAA2", "x@far.example")
    $0.from(51, "BBBBB2", "x@far.example")
    $0.to(
      51, "AAAAA2", "an@mail.internal", original: "vp@gov.example", relay: "local",
      status: "sent (forwarded as BBBBB2)", service: "local")
    $0.removed(51, "AAAAA2")
    $0.to(52, "BBBBB2", "b@gmail.com")
    $0.removed(52, "BBBBB2")
  },
  Case("queued as of a stranger is a delivery", ["an@gov.example b@gmail.com sent 1"]) {
    $0.message(
      0, "AAAAA1", from: "an@gov.example", to: "b@gmail.com",
      status: "sent (250 2.0.0 Ok: queued as BBBBB1)")
  },
  Case(
    "queued as of an id that is ours at another time is a delivery",
    [
      "an@gov.example b@gmail.com sent 1", "vi@gov.example b@gmail.com sent 1",
    ]
  ) {
    $0.message(
      0, "AAAAA1", from: "an@gov.example", to: "b@gmail.com",
      status: "sent (250 2.0.0 Ok: queued as BBBBB1)")
    $0.message(7200, "BBBBB1", from: "vi@gov.example", to: "b@gmail.com")
  },
  Case(
    "queued as of an id of ours with another recipient is a delivery",
    [
      "an@gov.example b@gmail.com sent 1", "vi@gov.example c@gmail.com sent 1",
    ]
  ) {
    $0.message(
      0, "AAAAA1", from: "an@gov.example", to: "b@gmail.com",
      status: "sent (250 2.0.0 Ok: queued as BBBBB1)")
    $0.message(1, "BBBBB1", from: "vi@gov.example", to: "c@gmail.com")
  },
  Case(
    "deliveries on the same host without a second id count",
    [
      "an@gov.example b@gmail.com received 5"
    ]
  ) {
    for (index, way) in [
      ("127.0.0.1[127.0.0.1]:24", "sent (250 2.0.0 <an@gov.example> abc Saved)", "lmtp"),
      ("virtual", "sent (delivered to maildir)", "virtual"),
      ("dovecot", "sent (delivered via dovecot service)", "pipe"),
      ("local", "sent (delivered to mailbox)", "local"),
      ("mail.gov.example[private/dovecot-lmtp]", "sent (250 2.0.0 Saved)", "lmtp"),
    ].enumerated() {
      $0.message(
        index * 10, "AAAAA\(index)", from: "b@gmail.com", to: "an@gov.example", relay: way.0,
        status: way.1, service: way.2)
    }
  },
  Case("what a filter on the same host sent back or threw away reached nobody", []) {
    for (number, end) in ["BOUNCE", "DISCARD(bounce.suppressed)", "DISCARD"].enumerated() {
      $0.message(
        number * 20, "AAAAA\(number)", from: "an@gov.example", to: "b@gmail.com",
        relay: "127.0.0.1[127.0.0.1]:10024",
        status: "sent (250 2.5.0 Ok, id=2243374-09, \(end))")
      $0.message(
        number * 20 + 10, "BBBBB\(number)", from: "b@gmail.com", to: "an@gov.example",
        relay: "127.0.0.1[127.0.0.1]:10024",
        status: "sent (250 2.5.0 Ok, id=2243374-09, \(end))")
    }
  },
  Case("webmail is never on the same host, whether the filter names an id or not", []) {
    $0.client(0, "BBBBB1", from: "localhost[127.0.0.1]")
    $0.from(0, "BBBBB1", "an@gov.example")
    $0.message(
      0, "AAAAA1", from: "an@gov.example", to: "b@gmail.com",
      relay: "127.0.0.1[127.0.0.1]:10025", status: "sent (250 2.0.0 Ok)")
    $0.to(2, "BBBBB1", "b@gmail.com", status: "bounced (550 5.1.1 no such user)")
    $0.removed(2, "BBBBB1")
  },
  Case(
    "a filter that is a program hands webmail on under another id",
    ["an@gov.example b@gmail.com sent 1"]
  ) {
    $0.message(
      0, "AAAAA1", from: "an@gov.example", to: "b@gmail.com", relay: "spamfilter",
      status: "sent (delivered via spamfilter service)", service: "pipe")
    $0.add(1, "pickup", "BBBBB1: uid=110 from=<an@gov.example>")
    $0.from(1, "BBBBB1", "an@gov.example")
    $0.to(2, "BBBBB1", "b@gmail.com")
    $0.removed(2, "BBBBB1")
  },
  Case("a vacation program delivers nothing", ["an@gov.example b@gmail.com received 1"]) {
    $0.client(0, "AAAAA1")
    $0.from(0, "AAAAA1", "b@gmail.com")
    for (relay, service, status) in [
      ("local", "local", "sent (delivered to maildir)"),
      ("local", "local", "sent (delivered to command: /usr/bin/vacation -a an an)"),
      ("vacation", "pipe", "sent (delivered via vacation service)"),
    ] {
      $0.to(1, "AAAAA1", "an@gov.example", relay: relay, status: status, service: service)
    }
    $0.removed(1, "AAAAA1")
  },
  Case("days later a delivery without its sender is another message's", []) {
    $0.client(0, "AAAAA1", login: "an@gov.example")
    $0.from(0, "AAAAA1", "an@gov.example")
    $0.to(1, "AAAAA1", "x@far.example")
    $0.to(200_000, "AAAAA1", "b@gmail.com")
    $0.removed(200_000, "AAAAA1")
  },
  Case(
    "days later a delivery that names its sender anew is the same message's",
    ["an@gov.example b@gmail.com forwarded 1"]
  ) {
    $0.client(0, "AAAAA1")
    $0.from(0, "AAAAA1", "x@far.example")
    $0.to(1, "AAAAA1", "b@gmail.com", original: "an@gov.example", status: "deferred (later)")
    $0.from(200_000, "AAAAA1", "x@far.example")
    $0.to(200_001, "AAAAA1", "b@gmail.com", original: "an@gov.example")
    $0.removed(200_001, "AAAAA1")
  },
  Case(
    "an id used again within a minute is another message",
    [
      "an@gov.example b@gmail.com sent 1", "vi@gov.example b@gmail.com forwarded 1",
    ]
  ) {
    $0.filtered(0, "AAAAA1", "BBBBB1", from: "an@gov.example", to: "b@gmail.com")
    $0.filtered(
      30, "AAAAA1", "BBBBB1", from: "x@far.example", to: "b@gmail.com", original: "vi@gov.example")
  },
  Case(
    "where removed is lost a new client begins another",
    [
      "an@gov.example b@gmail.com sent 1", "vi@gov.example c@gmail.com sent 1",
    ]
  ) {
    $0.client(0, "AAAAA1", login: "an@gov.example")
    $0.from(0, "AAAAA1", "an@gov.example")
    $0.to(1, "AAAAA1", "b@gmail.com")
    $0.client(30, "AAAAA1")
    $0.from(30, "AAAAA1", "vi@gov.example")
    $0.to(31, "AAAAA1", "c@gmail.com")
  },
]

@Test(arguments: hopCases)
func `hops are followed and counted once`(test: Case) throws {
  #expect(try rows(of: test.lines.text) == test.expected)
}

@Test func `a loopback hop that leads nowhere is unresolved, not a delivery`() throws {
  var log = LogLines()
  log.message(
    0, "AAAAA1", from: "an@gov.example", to: "b@gmail.com", relay: LogLines.filter,
    status: LogLines.queued("BBBBB1"))
  let (totals, ledger) = try tally(of: [log.text]).totals()
  #expect(totals.isEmpty)
  #expect(ledger.unresolvedTransactions == 1)
}

@Test(arguments: [
  "sent", "sent (250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as",
])
func `a loopback hop cut off before its second id is unresolved, not a delivery`(
  status: String
) throws {
  var log = LogLines()
  log.client(0, "AAAAA1")
  log.from(0, "AAAAA1", "an@gov.example")
  log.message(1, "BBBBB1", from: "an@gov.example", to: "b@gmail.com", status: "sent")
  log.to(2, "AAAAA1", "b@gmail.com", relay: LogLines.filter, status: status)
  let (totals, ledger) = try tally(of: [log.text]).totals()
  #expect(totals.map(\.messages) == [1])
  #expect(ledger.unresolvedTransactions == 1)
}

@Test func `a message whose sender was never exported is unresolved`() throws {
  var log = LogLines()
  log.client(0, "AAAAA1")
  log.to(1, "AAAAA1", "b@gmail.com")
  log.removed(1, "AAAAA1")
  let (totals, ledger) = try tally(of: [log.text]).totals()
  #expect(totals.isEmpty)
  #expect(ledger.unresolvedTransactions == 1)
}

@Test(arguments: [-120, 0, 120])
func `a hop to another exported host is followed over skewed clocks`(skew: Int) throws {
  var edge = LogLines(host: "edge")
  edge.message(
    600, "AAAAA1", from: "b@gmail.com", to: "an@gov.example",
    relay: "mta2.gov.example[10.0.0.2]:25", status: "sent (250 2.0.0 Ok: queued as BBBBB1)")
  var inner = LogLines(host: "mta2")
  inner.message(
    600 + skew, "BBBBB1", from: "b@gmail.com", to: "an@gov.example",
    relay: "store[10.0.0.5]:7025", service: "lmtp")
  #expect(try rows(of: edge.text, inner.text) == ["an@gov.example b@gmail.com received 1"])
  #expect(try rows(of: inner.text, edge.text) == ["an@gov.example b@gmail.com received 1"])
  #expect(try rows(of: edge.text) == ["an@gov.example b@gmail.com received 1"])
}

/// An official's message that a colleague's own filter sends on, as Dovecot tells of it.
private func sentOn(by user: String, login: String? = nil) -> LogLines {
  var log = LogLines()
  log.message(
    0, "AAAAA1", from: "an@gov.example", to: "vi@gov.example", login: "an@gov.example",
    relay: "mta1[private/dovecot-lmtp]", status: "sent (250 2.0.0 Saved)", service: "lmtp")
  log.add(
    raw: "\(LogLines.stamp(1)) mta1 dovecot: \(user): sieve: msgid=<1@x>: forwarded to "
      + "<b@gmail.com>")
  log.client(2, "BBBBB1", login: login)
  log.from(2, "BBBBB1", "an@gov.example")
  log.to(3, "BBBBB1", "b@gmail.com")
  log.removed(3, "BBBBB1")
  log.message(900, "CCCCC1", from: "an@gov.example", to: "c@gmail.com")
  return log
}

@Test(arguments: ["lmtp(vi@gov.example)<7><x>", "lda(vi@gov.example)", "lmtp(7, vi@gov.example)"])
func `what a mailbox's own filter sends on is forwarded, whoever wrote it`(user: String) throws {
  let log = sentOn(by: user)
  let expected = ["an@gov.example c@gmail.com sent 1", "vi@gov.example b@gmail.com forwarded 1"]
  #expect(try rows(of: log.text) == expected)
  // A mail system may log its programs to files of their own.
  let dovecot = log.lines.filter { $0.contains("dovecot:") }.joined(separator: "\n")
  let postfix = log.lines.filter { !$0.contains("dovecot:") }.joined(separator: "\n")
  #expect(try rows(of: postfix, dovecot) == expected)
}

@Test func `of a filter's user without a domain nobody is accused`() throws {
  let (totals, ledger) = try tally(of: [sentOn(by: "lda(vi)").text]).totals()
  #expect(totals.map(\.webmail.description) == ["c@gmail.com"])
  #expect(ledger.unresolvedTransactions == 1)
}

@Test func `what was handed in under a login no filter sent on`() throws {
  #expect(
    try rows(of: sentOn(by: "lda(vi@gov.example)", login: "an@gov.example").text)
      == ["an@gov.example b@gmail.com sent 1", "an@gov.example c@gmail.com sent 1"])
}

@Test func `a message id that looks like a filter's doing says nothing`() throws {
  var log = LogLines()
  log.message(0, "AAAAA1", from: "an@gov.example", to: "b@gmail.com")
  for tail in [": stored mail into mailbox 'INBOX'", "b@gmail.com>: stored mail into <x>"] {
    log.add(
      raw: "\(LogLines.stamp(1)) mta1 dovecot: lda(vi@gov.example): sieve: msgid=<1: forwarded to "
        + "<b@gmail.com>\(tail)")
  }
  #expect(try rows(of: log.text) == ["an@gov.example b@gmail.com sent 1"])
}

@Test func `the same ids on two hosts are two messages`() throws {
  var one = LogLines(host: "mta1")
  one.filtered(0, "AAAAA1", "BBBBB1", from: "an@gov.example", to: "b@gmail.com")
  var other = LogLines(host: "mta2")
  other.filtered(0, "AAAAA1", "BBBBB1", from: "vi@gov.example", to: "b@gmail.com")
  let expected = ["an@gov.example b@gmail.com sent 1", "vi@gov.example b@gmail.com sent 1"]
  #expect(try rows(of: one.text, other.text) == expected)
  // A collector's one file with the lines of both.
  let mixed = zip(one.lines, other.lines).flatMap { [$0, $1] }.joined(separator: "\n")
  #expect(try rows(of: mixed) == expected)
}

@Test func `a queue id that comes again soon is not what a stranger's hop led to`() throws {
  var outside = LogLines(host: "mta2")
  outside.message(0, "AAAAA1", from: "b@gmail.com", to: "x@far.example")
  var inside = LogLines(host: "mta1")
  inside.message(
    350, "BBBBB1", from: "vi@gov.example", to: "x@far.example", original: "an@gov.example",
    login: "an@gov.example", relay: "other[10.0.0.2]:25",
    status: "sent (250 2.0.0 Ok: queued as AAAAA1)")
  // The message that the hop led to went to nobody of interest, and left no record.
  var later = LogLines(host: "mta2")
  later.message(349, "AAAAA1", from: "vi@gov.example", to: "x@far.example")
  #expect(try rows(of: outside.text + inside.text + later.text) == [])
}
