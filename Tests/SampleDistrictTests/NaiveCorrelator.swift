/// Counts correspondence as slowly and plainly as possible, and shares nothing with the generator:
/// joins lines by host and queue id, follows hops, and looks at what reaches anybody.
struct NaiveCorrelator {
  private struct Delivery {
    var to: String
    var original: String?
    var next: String?
    var time: Int
  }

  private struct Transaction {
    var id: String
    var start: Int
    var from = ""
    var user = ""
    var deliveries: [Delivery] = []
    /// The transaction and recipient line of the hop that led here.
    var parent: Int?
  }

  struct Row: Hashable {
    var mailbox: String
    var webmail: String
    var direction: String

    var domain: String { webmail.split(separator: "@").last.map(String.init) ?? "" }
  }

  init() {}

  private var open: [String: Int] = [:]
  private var all: [Transaction] = []
  private(set) var unresolvedHops = 0

  /// Queue ids that one host gave out more than once.
  var reusedIDs: Int { all.count - Set(all.map(\.id)).count }

  mutating func read(_ line: LogLine) {
    guard line.process.hasPrefix("postfix/") else { return }
    var message = line.message
    var times = 1
    if message.hasPrefix("message repeated "), let bracket = message.firstRange(of: "[ ") {
      times = Int(message.dropFirst(17).prefix { $0.isNumber }) ?? 1
      message = message[bracket.upperBound...].dropLast()
    }
    guard let colon = message.firstIndex(of: ":") else { return }
    let id = message[..<colon]
    guard id.utf8.count >= 11, id.allSatisfy({ $0.isLetter || $0.isNumber }) else { return }
    for _ in 0..<times {
      take(String(id), message[colon...].dropFirst(2), on: line.host, at: line.time)
    }
  }

  private mutating func take(
    _ id: String, _ text: Substring, on host: Substring, at time: Int
  ) {
    let key = "\(host)/\(id)"
    guard text != "removed" else {
      open[key] = nil
      return
    }
    let index = open[key] ?? all.count
    if index == all.count {
      all.append(Transaction(id: id, start: time))
      open[key] = index
    }
    if text.hasPrefix("from=<") {
      all[index].from = between(text, "from=<", ">") ?? ""
    } else if text.hasPrefix("client="), let user = text.firstRange(of: "sasl_username=") {
      all[index].user = String(text[user.upperBound...])
    } else if text.hasPrefix("to=<"), let status = text.firstRange(of: ", status=sent (") {
      let reply = text[status.upperBound...]
      guard !reply.contains("discarded") else { return }
      let isHop = text.contains("relay=127.0.0.1[") || text.contains("songma.gov.example[10.10.1.")
      all[index].deliveries.append(
        Delivery(
          to: between(text, "to=<", ">") ?? "", original: between(text, "orig_to=<", ">"),
          next: isHop ? between(reply, "queued as ", ")") : nil, time: time))
    }
  }

  private func between(_ text: Substring, _ start: String, _ end: Character) -> String? {
    text.firstRange(of: start).map { String(text[$0.upperBound...].prefix { $0 != end }) }
  }

  /// Messages between addresses, without their plus tags.
  mutating func messages(webmail: Set<String>) -> [Row: Int] {
    link()
    var counts: [Row: Int] = [:]
    for index in all.indices {
      for delivery in all[index].deliveries where delivery.next == nil {
        for row in rows(index, delivery, webmail) { counts[row, default: 0] += 1 }
      }
    }
    return counts
  }

  private mutating func link() {
    let byID = Dictionary(grouping: all.indices) { all[$0].id }
    for index in all.indices {
      for delivery in all[index].deliveries {
        guard let next = delivery.next else { continue }
        let nearest = (byID[next] ?? []).min {
          abs(all[$0].start - delivery.time) < abs(all[$1].start - delivery.time)
        }
        if let nearest, abs(all[nearest].start - delivery.time) < 60 {
          all[nearest].parent = index
        } else {
          unresolvedHops += 1
        }
      }
    }
  }

  private func rows(_ index: Int, _ delivery: Delivery, _ webmail: Set<String>) -> [Row] {
    var user = all[index].user
    var original = delivery.original
    var parent = all[index].parent
    while let above = parent {
      if user.isEmpty { user = all[above].user }
      original = original ?? all[above].deliveries.first { $0.to == delivery.to }?.original
      parent = all[above].parent
    }
    let from = plain(all[index].from)
    let to = plain(delivery.to)
    func isWebmail(_ address: String) -> Bool { webmail.contains(domain(address)) }
    var rows: [Row] = []
    if let original, isOfficial(original), isWebmail(to) {
      rows.append(Row(mailbox: original, webmail: to, direction: "forwarded"))
    } else if isOfficial(from), isWebmail(to) {
      rows.append(Row(mailbox: from, webmail: to, direction: "sent"))
    } else if isWebmail(from), isOfficial(to) {
      rows.append(Row(mailbox: to, webmail: from, direction: "received"))
    }
    if isOfficial(user), isWebmail(from) {
      rows.append(Row(mailbox: user, webmail: from, direction: "sentAs"))
    }
    return rows
  }

  private func domain(_ address: String) -> String {
    address.split(separator: "@").last.map(String.init) ?? ""
  }

  private func isOfficial(_ address: String) -> Bool {
    address.hasSuffix("@songma.gov.example") || address.hasSuffix(".songma.gov.example")
  }

  /// Without BATV, SRS and plus tag.
  private func plain(_ address: String) -> String {
    let fields = address.split(separator: "=")
    if address.hasPrefix("prvs=") { return fields.dropFirst(2).joined(separator: "=") }
    if address.hasPrefix("SRS0="), fields.count == 5 {
      return "\(fields[4].prefix { $0 != "@" })@\(fields[3])"
    }
    guard let plus = address.firstIndex(of: "+"), let at = address.firstIndex(of: "@") else {
      return address
    }
    return String(address[..<plus] + address[at...])
  }
}

extension NaiveCorrelator {
  init(reading sample: SampleFolder) throws {
    self.init()
    for host in ["mail1", "mail2"] {
      for name in try sample.logs(of: host) {
        for text in try sample.text(name).split(separator: "\n") {
          if let line = LogLine(text) { read(line) }
        }
      }
    }
  }
}
