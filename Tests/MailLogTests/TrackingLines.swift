/// Made-up rows of message tracking: Exchange's, and Microsoft 365's extended trace.
struct TrackingLines {
  /// Titles of Exchange 2019's log.
  static let exchange2019 = [
    "date-time", "client-ip", "client-hostname", "server-ip", "server-hostname", "source-context",
    "connector-id", "source", "event-id", "internal-message-id", "message-id",
    "network-message-id", "recipient-address", "recipient-status", "total-bytes",
    "recipient-count", "related-recipient-address", "reference", "message-subject",
    "sender-address", "return-path", "message-info", "directionality", "tenant-id",
    "original-client-ip", "original-server-ip", "custom-data", "transport-traffic-type", "log-id",
    "schema-version",
  ]
  /// Exchange 2010's: no network id.
  static let exchange2010 = [
    "date-time", "client-ip", "client-hostname", "server-ip", "server-hostname", "source-context",
    "connector-id", "source", "event-id", "internal-message-id", "message-id",
    "recipient-address", "recipient-status", "total-bytes", "recipient-count",
    "related-recipient-address", "reference", "message-subject", "sender-address", "return-path",
    "message-info", "directionality", "tenant-id", "original-client-ip", "original-server-ip",
    "custom-data",
  ]
  /// The extended trace's 27.
  static let extended =
    ["date_time_utc"]
    + exchange2019.dropFirst().prefix(26).map { $0.replacing("-", with: "_") }

  var titles = exchange2019
  private(set) var lines: [String] = []

  var header: [String] {
    [
      "\u{FEFF}#Software: Microsoft Exchange Server", "#Version: 15.02.1118.007",
      "#Log-type: Message Tracking Log", "#Date: 2026-08-02T00:00:01.123Z",
      "#Fields: " + titles.joined(separator: ","),
    ]
  }

  var text: String { (header + lines).map { $0 + "\r\n" }.joined() }

  mutating func add(
    _ second: Int, _ event: String, id: String, from sender: String, to recipients: String,
    _ others: [String: String] = [:]
  ) {
    var fields = others
    let clock = "0\(second / 3600):\(two(second / 60 % 60)):\(two(second % 60))"
    fields["date-time"] = "2026-08-02T\(clock).\(100 + second % 900)Z"
    fields["source"] = others["source"] ?? (event == "DELIVER" ? "STOREDRIVER" : "SMTP")
    fields["event-id"] = event
    fields["network-message-id"] = others["network-message-id"] ?? id
    fields["message-id"] = others["message-id"] ?? "<\(id)@mail.example>"
    fields["recipient-address"] = recipients
    fields["sender-address"] = sender
    fields["return-path"] = others["return-path"] ?? sender
    fields["server-hostname"] = others["server-hostname"] ?? "EX01"
    fields["client-hostname"] = others["client-hostname"] ?? "EX01"
    fields["message-subject"] = others["message-subject"] ?? "Lịch họp"
    lines.append(
      titles.map { title in
        let name = title.replacing("_", with: "-").replacing("-utc", with: "")
        return TrackingLines.quoted(fields[name] ?? "")
      }.joined(separator: ","))
  }

  /// As a field of a comma-separated row.
  static func quoted(_ field: String) -> String {
    field.contains { ",\"\n\r".contains($0) }
      ? "\"\(field.replacing("\"", with: "\"\""))\"" : field
  }

  private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
