/// A line of either host, split at its plainest.
struct LogLine {
  var host: Substring
  /// Seconds since 1 July, local time.
  var time: Int
  var process: Substring
  var message: Substring

  /// Nil for a line that has not the shape of RFC 3164 or ISO 8601 syslog.
  init?(_ line: Substring) {
    let words: [Substring]
    let clock: Substring
    if let month = ["Jul", "Aug", "Sep"].firstIndex(where: { line.hasPrefix($0) }) {
      words = line.dropFirst(16).split(separator: " ", maxSplits: 2)
      guard let day = Int(line.dropFirst(4).prefix(2).drop { $0 == " " }) else { return nil }
      time = ([0, 31, 62][month] + day - 1) * 86_400
      clock = line.dropFirst(7).prefix(8)
    } else {
      words = line.dropFirst(33).split(separator: " ", maxSplits: 2)
      guard line.hasPrefix("2026-"), line.dropFirst(26).hasPrefix("+07:00 "),
        let month = Int(line.dropFirst(5).prefix(2)), (7...9).contains(month),
        let day = Int(line.dropFirst(8).prefix(2))
      else { return nil }
      time = ([0, 31, 62][month - 7] + day - 1) * 86_400
      clock = line.dropFirst(11).prefix(8)
    }
    let parts = clock.split(separator: ":").compactMap { Int($0) }
    guard parts.count == 3, words.count == 3, words[1].hasSuffix("]:") else { return nil }
    time += parts[0] * 3600 + parts[1] * 60 + parts[2]
    host = words[0]
    process = words[1]
    message = words[2]
  }
}
