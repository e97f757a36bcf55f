import Foundation
import MailLog
import OfficialMail

/// Writes the tests' samples as inputs to begin with, a folder and a dictionary for each target,
/// and prints the targets' names.
///
/// usage: seeds FOLDER
@main
struct WriteSeeds {
  private let folder: String
  private let samples = FormatSample.all

  static func main() throws {
    guard CommandLine.arguments.count == 2 else {
      print("usage: seeds FOLDER")
      exit(2)
    }
    try WriteSeeds(folder: CommandLine.arguments[1]).run()
  }

  private func run() throws {
    for format in LogFormat.allCases {
      let own = samples.filter { format == .auto || $0.format == format }
      for (number, sample) in own.enumerated() {
        try write(Data(sample.bytes), format.rawValue, "\(number)-\(sample.format.rawValue)")
      }
      try writeDictionary(of: own, format.rawValue)
    }
    for (number, sample) in samples.enumerated() {
      let name = "\(number)-\(sample.format.rawValue)"
      try writePacked(sample, name)
      let log = try write(Data(sample.bytes), "logs", name)
      let partial = try readLogs(paths: [log], testReading(digests: true)).partial()
      // Without its first line and its checksum.
      try write(Data(partial.drop { $0 != 0x0A }.dropFirst().dropLast(32)), "partial", name)
    }
    try writeDictionary(of: [], "packed")
    try writeDictionary(of: [], "partial")
    print((LogFormat.allCases.map(\.rawValue) + ["packed", "partial"]).joined(separator: "\n"))
  }

  @discardableResult
  private func write(_ bytes: Data, _ target: String, _ name: String) throws -> String {
    let parent = "\(folder)/\(target)"
    try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    try bytes.write(to: URL(fileURLWithPath: "\(parent)/\(name)"))
    return "\(parent)/\(name)"
  }

  // One sample in each packing, so that there are not too many of them.
  private func writePacked(_ sample: FormatSample, _ name: String) throws {
    let log = try write(Data(sample.bytes), "plain", name)
    for packing in Packing.allCases {
      let packed = try Data(contentsOf: URL(fileURLWithPath: packing.packed([log])))
      try write(packed, "packed", "\(name).\(packing.rawValue)")
    }
    let text = String(decoding: sample.bytes, as: UTF8.self)
    for (ending, encoding) in [
      ("utf16le", String.Encoding.utf16LittleEndian), ("utf16be", .utf16BigEndian),
      ("utf16", .utf16),
    ] {
      guard let bytes = text.data(using: encoding) else { continue }
      try write(bytes, "packed", "\(name).\(ending)")
    }
  }

  // MARK: Dictionaries

  /// The words that the samples are made of, and what breaks readers.
  private func writeDictionary(of samples: [FormatSample], _ target: String) throws {
    var counts: [String: Int] = [:]
    for sample in samples {
      let text = String(decoding: sample.bytes, as: UTF8.self)
      for word in text.split(whereSeparator: { !$0.isASCII || " \t\r\n\",;".contains($0) })
      where (3...40).contains(word.utf8.count) {
        counts[String(word), default: 0] += 1
      }
    }
    // Those that stand in several lines are the format's own; the rest is made up.
    let words = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(400).map(\.key)
    let lines = (WriteSeeds.breaking + words).map { "\"\(escaped($0))\"\n" }
    try Data(lines.joined().utf8).write(to: URL(fileURLWithPath: "\(folder)/\(target).dict"))
  }

  private static let breaking = [
    "\"", "\"\"", "\\", "\\u0000", "\\ud800", "\r\n", "\n", "\0", "\u{1B}[31m", "\u{7F}", "\u{85}",
    "\t", "<>", "<", ">", "@", ";", ",", "##", "{", "}", "[", "]", "(", ")", "=", ":", "-",
    "(none)",
    "an@gov.example", "b@gmail.com", "c@yahoo.com", "SRS0=HHH=TT=gmail.com=b@gov.example",
    "prvs=1234567890=an@gov.example", "\"a>b\"@gov.example", "9223372036854775808",
    "99999999999999999999", "-1", "0", "2026-02-29", "2026-12-31T23:59:59Z",
    "0001-01-01T00:00:00+24:00", "Dec 31 23:59:59", "Jan  1 00:00:00", "Feb 29 00:00:00",
    "message repeated 4294967295 times: [", "last message repeated 2 times", "#Fields:", "#fields",
    "\u{FEFF}",
  ]

  private func escaped(_ word: String) -> String {
    word.utf8.map { byte in
      switch byte {
      case 0x22, 0x5C, 0..<0x20, 0x7F...0xFF: "\\x" + String(byte, radix: 16).leftPadded
      default: String(UnicodeScalar(byte))
      }
    }.joined()
  }
}

extension String {
  fileprivate var leftPadded: String { count < 2 ? "0" + self : self }
}
