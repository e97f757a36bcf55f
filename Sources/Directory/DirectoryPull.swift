import LDAP
package import OfficialMail

/// The mailboxes of one directory, and what became of every entry.
package struct DirectoryPull: Sendable {
  package var mailboxes: [Mailbox]
  package var ledger: DirectoryLedger

  package init(mailboxes: [Mailbox], ledger: DirectoryLedger) {
    self.mailboxes = mailboxes
    self.ledger = ledger
  }
}

/// Pulls a whole directory.
///
/// Where two entries of it have one address, the first is kept. What the other contradicts is
/// nobody's to believe, since nobody can tell which entry is the mailbox.
///
/// A server's limit is no error: the ledger says `truncated`, and `loss` why.
///
/// - Parameters:
///   - asOf: the day on which an end in time counts as past; nil leaves ends out of account.
///   - progress: told how many entries were read so far, after each page.
/// - Throws: a `Fault`.
package func pull(
  _ source: DirectorySource, asOf: Day?, progress: @Sendable (Int) -> Void
) async throws -> DirectoryPull {
  var mailboxes: [Mailbox] = []
  var doubles: [Mailbox] = []
  let ledger = try await read(source, asOf: asOf, progress: progress) { page in
    mailboxes += page.mailboxes
    doubles += page.doubles
  }
  if !doubles.isEmpty {
    let contradicting = Dictionary(grouping: doubles, by: \.primary)
    for index in mailboxes.indices {
      for other in contradicting[mailboxes[index].primary] ?? [] {
        mailboxes[index].doubt(contradictedBy: other)
      }
    }
  }
  return DirectoryPull(mailboxes: mailboxes, ledger: ledger)
}

extension Mailbox {
  /// Takes back what another entry with the same address says otherwise.
  fileprivate mutating func doubt(contradictedBy other: Mailbox) {
    if other.ownerName != ownerName { ownerName = "" }
    if other.status != status { status = .unknown }
    if other.units != units { units = [] }
    if other.alternates != alternates { alternates = [] }
    if other.forwarding != forwarding || other.unresolvedForwarding != unresolvedForwarding {
      forwarding = []
      unresolvedForwarding = []
      hidden.insert(.forwarding)
    }
    guard other.password != password else { return }
    let dn = shown(other.entry.dn)
    password = .unknown(
      reason: LocalizedText(
        vi: "một mục khác có cùng địa chỉ này ghi khác: \(dn)",
        en: "another entry with this address says otherwise: \(dn)"))
  }
}

/// What one page of entries came to.
package struct MailboxPage: Sendable {
  package var mailboxes: [Mailbox] = []
  /// Mailboxes with the address of an earlier one; the ledger counts them as skipped.
  package var doubles: [Mailbox] = []
}

/// Reads a directory and hands over its mailboxes page by page.
package func read(
  _ source: DirectorySource, asOf: Day?, progress: @Sendable (Int) -> Void,
  deliver: (MailboxPage) async throws -> Void
) async throws -> DirectoryLedger {
  let directory = try await source.opened()
  if directory.first.isEmpty { throw await directory.faultOfNoEntry(source) }
  return try await directory.read(source, asOf: asOf, progress: progress, deliver: deliver)
}

extension OpenedDirectory {
  /// - Parameter see: told of each mailbox and the entry it was read from.
  func read(
    _ source: DirectorySource, asOf: Day?, progress: @Sendable (Int) -> Void,
    see: (Entry, Mailbox) -> Void = { _, _ in },
    deliver: (MailboxPage) async throws -> Void
  ) async throws -> DirectoryLedger {
    let context = ReadingContext(
      source: source.location,
      asOf: asOf.flatMap { Timestamp(day: $0, hour: 0, minute: 0, second: 0) }
        ?? Timestamp(secondsSinceEpoch: .min))
    let schema = recognition.schema
    var hidden = HiddenAttributes(schema)
    var count = EntryCount()
    var seen = AddressSet()
    var page: [Entry]? = first.isEmpty ? nil : first
    while let current = page {
      // The next page is decoded while this one is read.
      async let following = entries.nextPage()
      var mailboxes = MailboxPage()
      for entry in current {
        switch reader.read(entry, context) {
        case .skipped(let reason): count.skip(entry.dn, reason)
        case .mailbox(var mailbox, let leftOut, let lacksPasswordTime):
          for words in leftOut { count.leaveOut(entry.dn, words) }
          if lacksPasswordTime {
            let isHidden = search != nil && schema.alwaysPresent.contains(schema.passwordTime)
            mailbox.password = .missing(schema.passwordTime, isHidden ? .notReadable : .untold)
          }
          if search != nil {
            let kept = try await hidden.hidden(of: entry, in: self)
            if kept == nil {
              count.leaveOut(
                entry.dn, "what is hidden was not asked: there are too many containers")
            }
            for (purpose, type) in kept ?? hidden.lacking(in: entry) {
              mailbox.doubt(hidden: type, for: purpose, schema, entry)
              if kept != nil { count.leaveOut(entry.dn, "\(type): not readable by this account") }
            }
          }
          if case .elsewhere(let system) = mailbox.password {
            count.leaveOut(entry.dn, "password: kept elsewhere (\(shown(system)))")
          }
          if seen.insert(mailbox.primary) {
            see(entry, mailbox)
            mailboxes.mailboxes.append(mailbox)
          } else {
            count.skip(entry.dn, sameAddress)
            mailboxes.doubles.append(mailbox)
          }
        }
      }
      count.entries += current.count
      progress(count.entries)
      try await deliver(mailboxes)
      page = try await following
    }
    return count.ledger(
      of: self, source: source.location, mailboxes: seen.count, await entries.summary)
  }

  func faultOfNoEntry(_ source: DirectorySource) async -> DirectoryFault {
    if source.isFile {
      return DirectoryFault(.commandLine, "\(source.location): this LDIF file holds no entry.")
    }
    if let truncation = await entries.summary.truncation {
      return DirectoryFault(.outsideWorld, "\(place): \(loss(truncation, entries: 0))")
    }
    return DirectoryFault(
      .outsideWorld,
      "\(place): the search below \"\(shown(base))\" gave no entry.\n"
        + "Ask the server's administrator to let this account read the mailboxes.")
  }
}

/// Why an entry is skipped that an earlier one contradicts or repeats.
package let sameAddress = "another entry came first with the same address"

/// Counts entries by what became of them.
private struct EntryCount {
  var entries = 0
  private var skipped: [String: DirectoryLedger.Skipped] = [:]
  private var leftOut: [String: DirectoryLedger.Skipped] = [:]

  mutating func skip(_ dn: String, _ reason: String) {
    EntryCount.note(dn, reason, in: &skipped)
  }

  mutating func leaveOut(_ dn: String, _ reason: String) {
    EntryCount.note(dn, reason, in: &leftOut)
  }

  private static func note(
    _ dn: String, _ reason: String, in counts: inout [String: DirectoryLedger.Skipped]
  ) {
    var line =
      counts[reason] ?? DirectoryLedger.Skipped(reason: reason, entries: 0, examples: [])
    line.entries += 1
    if line.examples.count < 3 { line.examples.append(shown(dn)) }
    counts[reason] = line
  }

  func ledger(
    of directory: OpenedDirectory, source: String, mailboxes: Int, _ summary: SearchSummary
  ) -> DirectoryLedger {
    var ledger = DirectoryLedger(
      source: source, schema: directory.recognition.schema.name.rawValue, base: directory.base,
      entries: entries, mailboxes: mailboxes,
      skipped: skipped.values.sorted { $0.reason < $1.reason },
      leftOut: leftOut.values.sorted { $0.reason < $1.reason }, referrals: summary.references)
    var losses: [String] = []
    if let truncation = summary.truncation { losses.append(loss(truncation, entries: entries)) }
    if let loss = directory.reader.loss { losses.append(loss) }
    ledger.truncated = !losses.isEmpty
    if let unclear = skipped[EntryParts.noClass] {
      losses.append(
        "\(unclear.entries) entries with an address came without their object classes, and may be "
          + "anything: ask for objectClass too")
    } else if mailboxes == 0, losses.isEmpty {
      losses.append("none of \(entries) entries has an address that this account may read")
    }
    if !losses.isEmpty { ledger.loss = losses.joined(separator: "; ") }
    return ledger
  }
}
