package import Foundation
package import OfficialMail

/// The fictional district Sông Mã: a directory, a register and a quarter of mail logs in which
/// every kind of verdict is planted, and the truth about them.
///
/// People, agencies and correspondence are made up. The same seed and traffic give the same bytes
/// on every machine.
package struct SampleDistrict: Sendable {
  /// Where `write(to:)` puts its files, relative to the folder.
  package static let directoryFile = "directory.ldif"
  package static let registerFile = "agencies.csv"
  package static let schemaFile = "officialmailbox.schema"
  package static let logsFolder = "logs"

  package static let domain = "songma.gov.example"
  package static let baseDN = "dc=songma,dc=gov,dc=example"
  /// An account that may read the directory, for simple bind.
  package static let readerDN = "cn=auditor,dc=songma,dc=gov,dc=example"
  package static let readerPassword = "chi-doc-thu-muc"
  /// The period of the logs and the date of the audit.
  package static let period = "2026-Q3"
  package static let auditDate = "2026-10-01"
  package static let timeZone = "Asia/Ho_Chi_Minh"
  /// The policy for this sample: `song-ma` with a waiver for `waivedMailbox`.
  package static let policy = "song-ma-sample"
  package static let waivedMailbox = "truyenthanh@vhtt.songma.gov.example"

  /// The free mail domains that occur in the logs.
  package static let webmailDomains: Set<String> = [
    "gmail.com", "yahoo.com", "yahoo.com.vn", "hotmail.com", "outlook.com", "icloud.com",
    "proton.me", "yandex.com",
  ]

  static let firstDay = 20_635  // 2026-07-01 in days since 1970-01-01.
  static let days = 92

  /// Drives every choice.
  package let seed: UInt64
  /// 1 gives about 20 MB of logs; 50 gives 1 GB. Planted cases are the same at any traffic.
  package let traffic: Double

  package init(seed: UInt64 = 2026, traffic: Double = 1) {
    self.seed = seed
    self.traffic = max(0, traffic)
  }

  /// Writes the whole sample below `folder`, which is made if it is missing.
  ///
  /// Logs are streamed: memory does not grow with `traffic` beyond an hour of mail.
  ///
  /// - Parameter progress: called after each day of logs with the part done, from 0 to 1.
  /// - Returns: what a right audit must find.
  @discardableResult
  package func write(
    to folder: URL, progress: (Double) -> Void = { _ in }
  ) throws(SampleFault) -> SampleTruth {
    var plan = SamplePlan(seed: seed)
    try SampleFault.wrapping(folder) {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      let entries = DirectoryEntries(mailboxes: plan.mailboxes, seed: seed)
      for (name, text) in [
        (Self.directoryFile, entries.ldif), (Self.registerFile, Self.register),
        (Self.schemaFile, Self.schema),
      ] {
        try Data(text.utf8).write(to: folder.appending(path: name))
      }
    }
    var quarter = try QuarterOfMail(
      plan: plan, seed: seed, traffic: traffic, folder: folder.appending(path: Self.logsFolder))
    plan.truth = try quarter.write(progress: progress)
    plan.truth.findings.sort()
    plan.truth.innocent.sort()
    return plan.truth
  }

  /// The agency register as CSV.
  package static var register: String {
    SampleAgency.register(SampleAgency.district.map(\.agency))
  }
}

/// The sample could not be written.
package struct SampleFault: Fault {
  package var path: String
  package var reason: String

  package var blame: Blame { .commandLine }
  package var description: String {
    "\(path): the sample cannot be written: \(reason)\nName a folder that can be written to."
  }

  static func wrapping<Result>(
    _ place: URL, _ body: () throws -> Result
  ) throws(SampleFault) -> Result {
    do {
      return try body()
    } catch {
      throw SampleFault(path: place.path, reason: error.localizedDescription)
    }
  }
}
