import Foundation

/// One host's log: lines come roughly in order, leave sorted by time, into rotated files.
final class HostLog {
  let host: MailHost
  private(set) var lines = 0
  private(set) var bytes = 0

  private struct Pending {
    var time: Int
    var start: Int
    var count: Int
  }

  private let folder: URL
  /// Files from the oldest on, each with the instant it is rotated away.
  private let pieces: [(until: Int, name: String)]
  private var piece = 0
  private var file: FileHandle?
  private var text: [UInt8] = []
  private var pending: [Pending] = []
  private var output: [UInt8] = []
  private var random: SplitMix64
  private var prefixes = LinePrefix()
  private var serial = 0
  private var released: [(id: String, at: Int)] = []

  init(_ host: MailHost, below logs: URL, seed: UInt64) throws(SampleFault) {
    self.host = host
    random = SplitMix64(seed: seed ^ UInt64(host.rawValue + 1) << 40)
    folder = logs.appending(path: host.fullName)
    pieces = HostLog.rotation(of: host)
    let folder = folder
    try SampleFault.wrapping(folder) {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
  }

  /// Adds one line, such as `postfix/qmgr[211]` and `4F2A: removed`.
  func write(_ time: Moment, _ process: String, _ message: String) {
    let start = text.count
    prefixes.append(time.milliseconds, host: host, to: &text)
    text.append(contentsOf: process.utf8)
    text.append(contentsOf: ": ".utf8)
    text.append(contentsOf: message.utf8)
    text.append(UInt8(ascii: "\n"))
    pending.append(Pending(time: time.milliseconds, start: start, count: text.count - start))
  }

  /// A process of a service, with one of the few ids it has had.
  func process(_ service: String) -> String {
    switch service {
    case "postfix/qmgr": "postfix/qmgr[2217]"
    default: "\(service)[\(3_000 + random.below(40) * 17)]"
    }
  }

  /// Writes out what is older than `time`; nothing older may be added afterwards.
  func flush(before time: Moment) throws(SampleFault) {
    // Ties keep the order of writing: later text starts later.
    pending.sort { ($0.time, $0.start) < ($1.time, $1.start) }
    let ready = pending.firstIndex { $0.time >= time.milliseconds } ?? pending.count
    for line in pending[..<ready] {
      while piece < pieces.count - 1, line.time >= pieces[piece].until {
        try close()
        piece += 1
      }
      output.append(contentsOf: text[line.start..<line.start + line.count])
      lines += 1
      bytes += line.count
      if output.count >= 1 << 20 { try drain() }
    }
    keep(pending[ready...])
  }

  func finish() throws(SampleFault) {
    try flush(before: Moment(milliseconds: .max))
    try close()
  }

  private func keep(_ rest: ArraySlice<Pending>) {
    var kept: [UInt8] = []
    pending = rest.map { line in
      let start = kept.count
      kept.append(contentsOf: text[line.start..<line.start + line.count])
      return Pending(time: line.time, start: start, count: line.count)
    }
    text.removeAll(keepingCapacity: true)
    text.append(contentsOf: kept)
  }

  private func drain() throws(SampleFault) {
    let place = folder.appending(path: pieces[piece].name)
    try SampleFault.wrapping(place) {
      if file == nil {
        try Data().write(to: place)
        file = try FileHandle(forWritingTo: place)
      }
      try file?.write(contentsOf: Data(output))
    }
    output.removeAll(keepingCapacity: true)
  }

  private func close() throws(SampleFault) {
    try drain()
    try SampleFault.wrapping(folder) { try file?.close() }
    file = nil
  }
}

// MARK: - Queue ids

extension HostLog {
  /// A queue id that is free at `time`: on mail1 now and then one that an
  /// earlier message has left.
  func newID(at time: Moment) -> String {
    if host == .mail1, random.chance(4),
      let index = released.firstIndex(where: { $0.at + 90_000 < time.milliseconds })
    {
      return released.remove(at: index).id
    }
    serial += 1
    switch host {
    case .mail1:
      let inode = String(0x10_0000 + serial % 0xE0_0000, radix: 16, uppercase: true)
      return random.hex(5).uppercased() + inode
    case .mail2:
      // Long ids: seconds and microseconds, `z`, and the inode, in base 52.
      return "4" + longDigits(time.milliseconds / 1000, 5) + longDigits(random.below(9_999_999), 4)
        + "z" + longDigits(100_000 + serial, 4)
    }
  }

  /// The message left the queue at `time`.
  func release(_ id: String, at time: Moment) {
    released.append((id, time.milliseconds))
    if released.count > 48 { released.removeFirst() }
  }

  private func longDigits(_ number: Int, _ width: Int) -> String {
    let digits = Array("0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxy")
    var text: [Character] = []
    var rest = number
    while text.count < width {
      text.append(digits[rest % digits.count])
      rest /= digits.count
    }
    return String(text.reversed())
  }
}

// MARK: - Rotation

extension HostLog {
  /// mail1 rotates weekly to `mail.log.N`, mail2 monthly to `zimbra.log-YYYYMMDD`, in the morning.
  private static func rotation(of host: MailHost) -> [(until: Int, name: String)] {
    switch host {
    case .mail1:
      (1...14).map { week in
        (
          Moment(day: week * 7, hour: 6, minute: 25).milliseconds,
          week == 14 ? "mail.log" : "mail.log.\(14 - week)"
        )
      }
    case .mail2:
      [
        (Moment(day: 31, hour: 6, minute: 25).milliseconds, "zimbra.log-20260801"),
        (Moment(day: 62, hour: 6, minute: 25).milliseconds, "zimbra.log-20260901"),
        (.max, "zimbra.log"),
      ]
    }
  }
}
