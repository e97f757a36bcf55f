import OfficialMail

/// The generator of SplitMix64: the same numbers for the same seed everywhere.
struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Random mail of two hosts around a New Year, and what it comes to by the meaning of each message
/// alone: the log is never read for it.
struct RandomMail {
  private struct Unit {
    var second: Int
    var order: Int
    var lines: [String]
  }

  private var numbers: SeededNumbers
  private var units: [Unit] = []
  private var freeFrom: [String: Int] = [:]
  private(set) var expected: [String: Int] = [:]

  private static let officials = ["an@gov.example", "vi@gov.example", "vp@x.so.example"]
  private static let webmail = ["b@gmail.com", "c@yahoo.com", "d@outlook.com"]
  private static let others = ["x@far.example", "y@gov.example.org", "root"]
  // 2026-12-31T22:00:00Z from LogLines.start.
  private static let start = 151 * 86_400 + 22 * 3600

  init(seed: UInt64, messages: Int) {
    numbers = SeededNumbers(state: seed)
    let begins = (0..<messages).map { _ in Int.random(in: 0..<14_400, using: &numbers) }
    for begin in begins.sorted() { addMessage(RandomMail.start + begin) }
  }

  /// The hosts' lines in order of time, as a collector writes them.
  var lines: [String] {
    units.sorted { ($0.second, $0.order) < ($1.second, $1.order) }.flatMap(\.lines)
  }

  var rows: [String] {
    expected.map { "\($0.key) \($0.value)" }.sorted()
  }

  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &numbers) < percent
  }

  private mutating func any(_ list: [String]) -> String {
    list.randomElement(using: &numbers) ?? ""
  }

  private mutating func anybody() -> String {
    switch Int.random(in: 0..<10, using: &numbers) {
    case 0..<4: any(RandomMail.officials)
    case 4..<8: any(RandomMail.webmail)
    default: any(RandomMail.others)
    }
  }

  // An id of a small pool that no message holds at the time, so that ids come again soon.
  private mutating func id(_ host: String, _ second: Int, until end: Int) -> String {
    while true {
      let id = "AB\(Int.random(in: 1000..<1200, using: &numbers))"
      if freeFrom[host + id] ?? .min < second {
        freeFrom[host + id] = end
        return id
      }
    }
  }

  private mutating func add(_ second: Int, _ host: String, _ write: (inout LogLines) -> Void) {
    var lines = LogLines(host: host)
    write(&lines)
    units.append(Unit(second: second, order: units.count, lines: lines.lines))
  }

  private struct Recipient {
    var address: String
    var original: String?
  }

  private mutating func addMessage(_ begin: Int) {
    let sender = chance(5) ? "" : anybody()
    let login = chance(40) ? any(RandomMail.officials + ["an"]) : nil
    // Each address once: cleanup(8) leaves out doubles.
    let addresses = Set((0..<Int.random(in: 1...3, using: &numbers)).map { _ in anybody() })
    let recipients = addresses.sorted().map {
      Recipient(address: $0, original: chance(30) ? anybody() : nil)
    }
    var hosts = [any(["mta1", "mta2"])]
    for _ in 0..<Int.random(in: 0...3, using: &numbers) {
      hosts.append(chance(25) ? (hosts.last == "mta1" ? "mta2" : "mta1") : hosts[hosts.count - 1])
    }
    let wait = chance(15) ? 700 : 0
    let end = begin + 10 + wait
    let ids = hosts.map { id($0, begin, until: end) }
    for (index, (host, id)) in zip(hosts, ids).enumerated() {
      let second = begin + index
      let from = index == 0 ? "pc[10.0.0.9]" : "localhost[127.0.0.1]"
      add(second, host) {
        $0.client(second, id, login: index == 0 ? login : nil, from: from)
        $0.from(second, id, sender)
      }
      guard index == hosts.count - 1 else {
        let isLocal = hosts[index + 1] == host
        hop(recipients, host, id, ids[index + 1], begin + hosts.count + 2, isLocal, index == 0)
        continue
      }
      deliver(
        recipients, host, id, second + 1, wait, sender, login, showingOriginal: index == 0)
    }
    for (host, id) in zip(hosts, ids) where !chance(10) {
      add(end, host) { $0.removed(end, id) }
    }
  }

  private mutating func hop(
    _ recipients: [Recipient], _ host: String, _ id: String, _ next: String, _ second: Int,
    _ isLocal: Bool, _ isFirst: Bool
  ) {
    for recipient in recipients {
      add(second, host) {
        $0.to(
          second, id, recipient.address, original: isFirst ? recipient.original : nil,
          relay: isLocal ? LogLines.filter : "other[10.0.0.2]:25", status: LogLines.queued(next))
      }
    }
  }

  private mutating func deliver(
    _ recipients: [Recipient], _ host: String, _ id: String, _ second: Int, _ wait: Int,
    _ sender: String, _ login: String?, showingOriginal: Bool
  ) {
    for recipient in recipients {
      let original = showingOriginal ? recipient.original : nil
      if wait > 0 {
        add(second, host) {
          $0.to(
            second, id, recipient.address, original: original, status: "deferred (try queued as X)")
        }
        add(second + wait, host) { $0.from(second + wait, id, sender) }
      }
      let bounces = chance(8)
      let repeats = chance(8) ? 2 : 0
      let stranger = chance(20)
      add(second + wait, host) {
        let status =
          bounces
          ? "bounced (no such user)" : stranger ? "sent (ok: queued as ZZZ99999)" : "sent (250 OK)"
        $0.to(second + wait, id, recipient.address, original: original, status: status)
        if repeats > 0 {
          let stamp = LogLines.stamp(second + wait)
          $0.add(raw: "\(stamp) \(host) last message repeated \(repeats) times")
        }
      }
      guard !bounces else { continue }
      count(recipient.address, recipient.original, sender, login, 1 + repeats)
    }
  }

  private mutating func count(
    _ recipient: String, _ original: String?, _ sender: String, _ login: String?, _ messages: Int
  ) {
    func isOfficial(_ address: String) -> Bool { RandomMail.officials.contains(address) }
    func isWebmail(_ address: String) -> Bool { RandomMail.webmail.contains(address) }
    guard !sender.isEmpty else { return }
    if isWebmail(recipient) {
      if let original, isOfficial(original) {
        expected["\(original) \(recipient) forwarded", default: 0] += messages
      } else if isOfficial(sender) {
        expected["\(sender) \(recipient) sent", default: 0] += messages
      }
    }
    guard isWebmail(sender) else { return }
    if isOfficial(recipient) {
      expected["\(recipient) \(sender) received", default: 0] += messages
    }
    if let login, isOfficial(login) {
      expected["\(login) \(sender) sentAs", default: 0] += messages
    }
  }
}
