import Foundation
import MailLog
import OfficialMail

/// Made-up Postfix lines. Times are seconds since 2026-08-02T00:00:00Z.
struct LogLines {
  var host = "mta1"
  private(set) var lines: [String] = []

  var text: String { lines.map { $0 + "\n" }.joined() }

  init(host: String = "mta1") { self.host = host }

  static let start: Int64 = 1_785_628_800

  static func stamp(_ second: Int) -> String {
    let time = Timestamp(secondsSinceEpoch: start + Int64(second)).description
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let parts = time.dropLast().split(separator: "T")
    let date = parts[0].split(separator: "-").compactMap { Int($0) }
    let day = date[2] < 10 ? " \(date[2])" : "\(date[2])"
    return "\(months[date[1] - 1]) \(day) \(parts[1])"
  }

  mutating func add(_ second: Int, _ service: String, _ message: String) {
    lines.append("\(LogLines.stamp(second)) \(host) postfix/\(service)[7]: \(message)")
  }

  mutating func add(raw line: String) { lines.append(line) }

  mutating func client(
    _ second: Int, _ id: String, login: String? = nil, from client: String = "pc[10.0.0.9]"
  ) {
    let sasl = login.map { ", sasl_method=PLAIN, sasl_username=\($0)" } ?? ""
    add(second, "smtpd", "\(id): client=\(client)\(sasl)")
  }

  mutating func from(_ second: Int, _ id: String, _ sender: String) {
    add(second, "qmgr", "\(id): from=<\(sender)>, size=9, nrcpt=1 (queue active)")
  }

  mutating func to(
    _ second: Int, _ id: String, _ recipient: String, original: String? = nil,
    relay: String = "mx.far.example[192.0.2.7]:25", status: String = "sent (250 2.0.0 OK)",
    service: String = "smtp"
  ) {
    let origin = original.map { ", orig_to=<\($0)>" } ?? ""
    add(
      second, service,
      "\(id): to=<\(recipient)>\(origin), relay=\(relay), delay=1, delays=0/0/0/1, dsn=2.0.0, "
        + "status=\(status)")
  }

  mutating func removed(_ second: Int, _ id: String) { add(second, "qmgr", "\(id): removed") }

  /// A message that comes in, goes to one recipient, and is removed.
  mutating func message(
    _ second: Int, _ id: String, from sender: String, to recipient: String,
    original: String? = nil, login: String? = nil, relay: String = "mx.far.example[192.0.2.7]:25",
    status: String = "sent (250 2.0.0 OK)", service: String = "smtp"
  ) {
    client(second, id, login: login)
    from(second, id, sender)
    to(
      second + 1, id, recipient, original: original, relay: relay, status: status,
      service: service)
    removed(second + 1, id)
  }

  /// A message through the filter: queue id, second id, final delivery.
  mutating func filtered(
    _ second: Int, _ id: String, _ next: String, from sender: String, to recipient: String,
    original: String? = nil, login: String? = nil
  ) {
    client(second, id, login: login)
    from(second, id, sender)
    client(second + 1, next, from: "localhost[127.0.0.1]")
    from(second + 1, next, sender)
    to(
      second + 2, id, recipient, original: original, relay: LogLines.filter,
      status: LogLines.queued(next))
    removed(second + 2, id)
    to(second + 3, next, recipient)
    removed(second + 3, next)
  }

  static let filter = "127.0.0.1[127.0.0.1]:10026"

  static func queued(_ id: String) -> String {
    "sent (250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as \(id))"
  }
}

func catalogue(_ names: String...) -> WebmailCatalogue {
  WebmailCatalogue(
    names.compactMap { name in
      MailDomain(name).map {
        WebmailCatalogue.Entry(domain: $0, family: name, class: .webmail, provenance: "test")
      }
    })
}

func testReading(
  threads: Int = 1, year: Int? = 2026, zone: String = "GMT", digests: Bool = false,
  window: Range<Timestamp>? = nil
) -> LogReading {
  LogReading(
    officialDomains: ["gov.example", "so.example"].compactMap { MailDomain($0) },
    webmail: catalogue("gmail.com", "yahoo.com", "outlook.com", "mail.gov.example"),
    timeZone: TimeZone(identifier: zone) ?? .gmt, firstYear: year, window: window,
    threads: threads, digests: digests)
}

/// A folder that is gone with the test.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "mailaudit-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String, _ text: String) throws -> String {
    try file(name, Data(text.utf8))
  }

  func file(_ name: String, _ data: Data) throws -> String {
    let whole = "\(path)/\(name)"
    try FileManager.default.createDirectory(
      atPath: (whole as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try data.write(to: URL(fileURLWithPath: whole))
    return whole
  }
}

/// What logs come to, one `mailbox webmail direction messages` a pair.
func rows(of texts: String..., reading: LogReading = testReading()) throws -> [String] {
  try tally(of: texts, reading).findings().totals.map {
    "\($0.mailbox) \($0.webmail) \($0.direction.rawValue) \($0.messages)"
  }
}

func tally(of texts: [String], _ reading: LogReading = testReading()) throws -> Tally {
  let folder = try TemporaryFolder()
  var paths: [String] = []
  for (index, text) in texts.enumerated() {
    paths.append(try folder.file("\(index).log", text))
  }
  return try readLogs(paths: paths, reading)
}

extension Tally {
  /// What it comes to, in the two parts that tests look at.
  func totals() -> (totals: [Correspondence], ledger: LogLedger) {
    let found = findings()
    return (found.totals, found.ledger)
  }
}
