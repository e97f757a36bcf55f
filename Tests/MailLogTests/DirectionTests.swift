import OfficialMail
import Testing

struct Case: CustomTestStringConvertible, Sendable {
  var name: String
  var expected: [String]
  var lines: LogLines
  var testDescription: String { name }

  init(_ name: String, _ expected: [String], _ write: (inout LogLines) -> Void) {
    self.name = name
    self.expected = expected
    var lines = LogLines()
    write(&lines)
    self.lines = lines
  }
}

let directionCases = [
  Case("official to webmail is sent", ["an@gov.example b@gmail.com sent 1"]) {
    $0.message(0, "AAAAA1", from: "an@gov.example", to: "b@gmail.com")
  },
  Case("webmail to official is received", ["an@gov.example b@gmail.com received 1"]) {
    $0.message(0, "AAAAA1", from: "b@gmail.com", to: "an@gov.example")
  },
  Case("orig_to official is forwarded, whoever wrote", ["an@gov.example b@gmail.com forwarded 2"]) {
    $0.message(0, "AAAAA1", from: "x@far.example", to: "b@gmail.com", original: "an@gov.example")
    $0.message(9, "AAAAA2", from: "c@so.example", to: "b@gmail.com", original: "an@gov.example")
  },
  Case("orig_to not official with an official sender is sent", ["c@so.example b@gmail.com sent 2"])
  {
    $0.message(0, "AAAAA1", from: "c@so.example", to: "b@gmail.com", original: "root")
    $0.message(9, "AAAAA2", from: "c@so.example", to: "b@gmail.com", original: "list@far.example")
  },
  Case(
    "webmail sender signed in officially is sentAs for any recipient",
    ["an@gov.example b@gmail.com sentAs 2"]
  ) {
    $0.message(0, "AAAAA1", from: "b@gmail.com", to: "x@far.example", login: "an@gov.example")
    $0.message(9, "AAAAA2", from: "b@gmail.com", to: "c@yahoo.com", login: "an@gov.example")
  },
  Case(
    "received and sentAs may both come of one delivery",
    ["an@gov.example b@gmail.com sentAs 1", "c@so.example b@gmail.com received 1"]
  ) {
    $0.message(0, "AAAAA1", from: "b@gmail.com", to: "c@so.example", login: "an@gov.example")
  },
  Case("a login without a domain is nobody", []) {
    $0.message(0, "AAAAA1", from: "b@gmail.com", to: "x@far.example", login: "an")
  },
  Case(
    "a colleague's login does not matter when the sender is official",
    ["an@gov.example b@gmail.com sent 1"]
  ) {
    $0.message(0, "AAAAA1", from: "an@gov.example", to: "b@gmail.com", login: "c@gov.example")
  },
  Case("bounces are nobody's correspondence", []) {
    $0.message(0, "AAAAA1", from: "", to: "b@gmail.com", original: "an@gov.example")
    $0.message(9, "AAAAA2", from: "double-bounce@gov.example", to: "b@gmail.com")
    $0.message(19, "AAAAA3", from: "MAILER-DAEMON@gov.example", to: "b@gmail.com")
    $0.message(29, "AAAAA4", from: "Mailer-Daemon@gmail.com", to: "an@gov.example")
  },
  Case(
    "messages counts deliveries",
    [
      "an@gov.example a@gmail.com sent 1", "an@gov.example b@gmail.com sent 1",
      "an@gov.example c@yahoo.com sent 1",
    ]
  ) {
    $0.client(0, "AAAAA1")
    $0.from(0, "AAAAA1", "an@gov.example")
    for address in ["a@gmail.com", "b@gmail.com", "c@yahoo.com", "d@far.example"] {
      $0.to(1, "AAAAA1", address)
    }
    $0.removed(2, "AAAAA1")
  },
  Case(
    "deferred then sent is one; bounced, deferred, expired, discarded are none",
    ["an@gov.example b@gmail.com sent 1"]
  ) {
    $0.client(0, "AAAAA1")
    for second in [0, 900, 1800] {
      $0.from(second, "AAAAA1", "an@gov.example")
      $0.to(
        second + 1, "AAAAA1", "b@gmail.com", status: second < 1800 ? "deferred (x)" : "sent (y)")
    }
    $0.to(1802, "AAAAA1", "c@gmail.com", status: "bounced (host said: status=sent (250 OK))")
    $0.to(1802, "AAAAA1", "d@gmail.com", status: "deferred (connect: queued as BBBBB1)")
    $0.to(1802, "AAAAA1", "e@gmail.com", status: "sent (discarded)")
    $0.to(1802, "AAAAA1", "f@gmail.com", status: "sent (250 2.7.0 Ok, discarded, id=1-5 - spam)")
    $0.to(1802, "AAAAA1", "g@gmail.com", status: "sent (gmail.com)", service: "discard")
    $0.add(1803, "qmgr", "AAAAA1: from=<an@gov.example>, status=expired, returned to sender")
    $0.removed(1803, "AAAAA1")
  },
  Case("an address that is only probed gets nothing", []) {
    $0.message(
      0, "AAAAA1", from: "an@gov.example", to: "b@gmail.com", status: "deliverable (250 OK)")
    $0.message(
      9, "AAAAA2", from: "an@gov.example", to: "b@gmail.com", status: "undeliverable (550)")
  },
  Case("an empty message id and a notification say nothing", ["an@gov.example b@gmail.com sent 1"])
  {
    $0.client(0, "AAAAA1")
    $0.add(0, "cleanup", "AAAAA1: message-id=<>")
    $0.from(0, "AAAAA1", "an@gov.example")
    $0.to(1, "AAAAA1", "b@gmail.com")
    $0.add(1, "bounce", "AAAAA1: sender delivery status notification: AAAAA2")
    $0.removed(2, "AAAAA1")
  },
  Case("only the real status counts, not a logged header", []) {
    $0.client(0, "AAAAA1")
    $0.from(0, "AAAAA1", "an@gov.example")
    $0.add(
      0, "cleanup",
      "AAAAA1: warning: header Subject: to=<b@gmail.com>, relay=x, status=sent (250) from x")
    $0.to(1, "AAAAA1", "\"x, status=sent (250 OK)\"@gmail.com", status: "bounced (status=sent)")
    $0.removed(2, "AAAAA1")
  },
  Case(
    "a line cut off after its status is a delivery",
    [
      "an@gov.example b@gmail.com sent 1", "an@gov.example c@gmail.com sent 1",
    ]
  ) {
    $0.client(0, "AAAAA1")
    $0.from(0, "AAAAA1", "an@gov.example")
    $0.to(1, "AAAAA1", "b@gmail.com", status: "sent")
    $0.to(1, "AAAAA1", "c@gmail.com", status: "sent (250 2.0.")
    $0.to(1, "AAAAA1", "d@gmail.com", status: "sen")
  },
  Case("a repeated-message line counts as often as it says", ["an@gov.example b@gmail.com sent 8"])
  {
    $0.client(0, "AAAAA1")
    $0.from(0, "AAAAA1", "an@gov.example")
    $0.to(1, "AAAAA1", "b@gmail.com")
    $0.add(
      2, "smtp",
      "message repeated 3 times: [ AAAAA1: to=<b@gmail.com>, relay=x[192.0.2.1]:25, delay=1, "
        + "delays=0/0/0/1, dsn=2.0.0, status=sent (250 OK)]")
    $0.add(raw: "\(LogLines.stamp(3)) mta1 last message repeated 4 times")
    $0.removed(4, "AAAAA1")
    $0.add(raw: "\(LogLines.stamp(5)) mta1 last message repeated 9 times")
  },
  Case("spellings are one row", ["an@gov.example b@gmail.com sent 4"]) {
    $0.message(0, "AAAAA1", from: "An@GOV.example", to: "b@gmail.com")
    $0.message(9, "AAAAA2", from: "an@gov.example.", to: "B+tag@Gmail.COM.")
    $0.message(19, "AAAAA3", from: "an+x@gov.example", to: "b+y+z@gmail.com")
    $0.message(29, "AAAAA4", from: "AN+@gov.example", to: "b@gmail.com")
  },
  Case(
    "official is the suffix or below it on a dot, webmail the exact name, and beats official",
    [
      "an@x.gov.example b@gmail.com sent 1", "an@x.gov.example b@mail.gov.example sent 1",
    ]
  ) {
    $0.message(0, "AAAAA1", from: "an@x.gov.example", to: "b@gmail.com")
    $0.message(9, "AAAAA2", from: "an@xgov.example", to: "b@gmail.com")
    $0.message(19, "AAAAA3", from: "an@gov.example.org", to: "b@gmail.com")
    $0.message(29, "AAAAA4", from: "an@x.gov.example", to: "b@mail.gmail.com")
    $0.message(39, "AAAAA5", from: "an@x.gov.example", to: "b@gmail.com.vn")
    $0.message(49, "AAAAA6", from: "an@x.gov.example", to: "b@mail.gov.example")
  },
  Case(
    "SRS and BATV are decoded in senders, recipients and orig_to",
    [
      "an@gov.example b@gmail.com forwarded 1", "an@gov.example b@gmail.com received 6",
      "an@gov.example b@gmail.com sent 3",
    ]
  ) {
    let to = "an@gov.example"
    $0.message(0, "AAAAA1", from: "SRS0=abcd=XY=gmail.com=b@relay.gov.example", to: to)
    $0.message(9, "AAAAA2", from: "srs0+abcd=XY=gmail.com=b@relay.gov.example", to: to)
    $0.message(
      19, "AAAAA3", from: "SRS1=h=first.example==abcd=XY=gmail.com=b@relay.gov.example", to: to)
    $0.message(29, "AAAAA4", from: "prvs=1234abcd=b@gmail.com", to: to)
    $0.message(39, "AAAAA5", from: "prvs=1234abcd=SRS0=h=t=gmail.com=b@gov.example", to: to)
    $0.message(49, "AAAAA6", from: "SRS0=h=t=gmail.com=prvs=1234abcd=b@gov.example", to: to)
    $0.message(59, "AAAAA7", from: "prvs=1234abcd=an@gov.example", to: "b@gmail.com")
    $0.message(69, "AAAAA8", from: "SRS0=h=t=gov.example=an@far.example", to: "b@gmail.com")
    $0.message(79, "AAAAA9", from: to, to: "SRS0=h=t=gmail.com=b@far.example")
    $0.message(
      89, "AAAAB1", from: "x@far.example", to: "prvs=1=b@gmail.com",
      original: "prvs=1234abcd=an@gov.example")
    $0.message(99, "AAAAB2", from: "SRS0=broken@gov.example", to: "b@gmail.com")
  },
  Case(
    "a bracket in a quoted local part belongs to the address",
    [
      "\"a>b@c\"@gov.example b@gmail.com sent 1", "an@gov.example \"x> y\"@gmail.com sent 1",
    ]
  ) {
    $0.message(0, "AAAAA1", from: "\"a>b@c\"@gov.example", to: "b@gmail.com")
    $0.message(9, "AAAAA2", from: "an@gov.example", to: "\"x> y\"@gmail.com")
  },
  Case(
    "a repeated line counts with or without a blank after its bracket",
    ["an@gov.example b@gmail.com sent 5"]
  ) {
    $0.client(0, "AAAAA1")
    $0.from(0, "AAAAA1", "an@gov.example")
    for (times, bracket) in [(2, "["), (3, "[ ")] {
      $0.add(
        times, "smtp",
        "message repeated \(times) times: \(bracket)AAAAA1: to=<b@gmail.com>, "
          + "relay=x[192.0.2.1]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 OK)]")
    }
  },
  Case("a bounce's own address gets no correspondence", []) {
    $0.message(0, "AAAAA1", from: "b@gmail.com", to: "MAILER-DAEMON@gov.example")
    $0.message(9, "AAAAA2", from: "b@gmail.com", to: "double-bounce@gov.example")
  },
  Case("quotes around a plain local part say nothing", ["an@gov.example b@gmail.com sent 2"]) {
    $0.message(0, "AAAAA1", from: "\"an\"@gov.example", to: "b@gmail.com")
    $0.message(9, "AAAAA2", from: "an@gov.example", to: "\"b\"@gmail.com")
  },
  Case("addresses may lack brackets", ["an@gov.example b@gmail.com forwarded 1"]) {
    $0.client(0, "AAAAA1")
    $0.from(0, "AAAAA1", "x@far.example")
    $0.add(
      1, "local",
      "AAAAA1: to=b@gmail.com, orig_to=an@gov.example, relay=local, delay=0, delays=0/0/0/0, "
        + "dsn=2.0.0, status=sent (delivered to command: procmail -a \"$EXTENSION\")")
  },
]

@Test(arguments: directionCases)
func `a delivery makes the correspondence that its addresses say`(test: Case) throws {
  #expect(try rows(of: test.lines.text) == test.expected)
}
