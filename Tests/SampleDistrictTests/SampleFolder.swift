import Foundation
import SampleDistrict

/// A sample in a folder of its own, which goes when the value goes.
final class SampleFolder {
  let url: URL
  let truth: SampleTruth

  init(seed: UInt64 = 2026, traffic: Double) throws {
    url = FileManager.default.temporaryDirectory.appending(path: "sample-\(UUID().uuidString)")
    truth = try SampleDistrict(seed: seed, traffic: traffic).write(to: url)
  }

  deinit {
    // The system clears its temporary folder where this fails.
    try? FileManager.default.removeItem(at: url)
  }

  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: url.appending(path: name)), as: UTF8.self)
  }

  /// Log files of one host, oldest first.
  func logs(of host: String) throws -> [String] {
    let folder = "\(SampleDistrict.logsFolder)/\(host).\(SampleDistrict.domain)"
    let names = try FileManager.default.contentsOfDirectory(
      atPath: url.appending(path: folder).path)
    return names.sorted { SampleFolder.age($0) > SampleFolder.age($1) }.map { "\(folder)/\($0)" }
  }

  /// Larger is older.
  private static func age(_ name: String) -> Int {
    guard let mark = name.split(separator: "log").last.flatMap({ Int($0.dropFirst()) }) else {
      return 0
    }
    return name.contains("-") ? 30_000_000 - mark : mark
  }

  /// Every file's name and content.
  func contents() throws -> [String: Data] {
    var all: [String: Data] = [:]
    let names = FileManager.default.enumerator(atPath: url.path)?.compactMap { $0 as? String } ?? []
    for name in names {
      let place = url.appending(path: name)
      if let data = try? Data(contentsOf: place) { all[name] = data }
    }
    return all
  }
}
