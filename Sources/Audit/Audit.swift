import Directory
import Foundation
import MailLog
import OfficialMail
import Policy

extension AuditPlan {
  /// Gathers the facts, judges them and says what could not be seen.
  ///
  /// What the command line names is checked before the first connection is made.
  ///
  /// - Throws: a `Fault` where the audit cannot be held at all. What is lost on the way stands in
  ///   the result's coverage.
  package func result(
    toolVersion: String, progress: @escaping @Sendable (AuditProgress) -> Void
  ) async throws -> AuditResult {
    let zone = try policyZone()
    let register = try register.map { try AgencyRegister(file: $0) } ?? .empty

    let pull = try await pulled(progress)
    var assignments = AgencyAssignments(register: register, on: asOf)
    let agencyCodes = pull.mailboxes.map { assignments.code(of: $0) }
    if let path = self.register { try assignments.check(register: path) }
    let settled = try logs.map { paths in
      try findings(
        inLogs: paths, logReading(register: register, mailboxes: pull.mailboxes, zone: zone)
      ) { progress(.logs($0)) }
    }
    let silent = settled?.daysWithoutLines(in: period, zone: zone) ?? [:]
    let hosts = settled?.ledger.silences.map(\.host) ?? []
    // Logs of another time tell nothing of this one: nobody can claim clean from them.
    let hasLogs = hosts.contains { silent[$0]?.count ?? 0 < period.days }
    progress(.judging(mailboxes: pull.mailboxes.count))

    let index = MailboxIndex(pull.mailboxes)
    var facts = zip(pull.mailboxes, agencyCodes).map { MailboxFacts(mailbox: $0, agency: $1) }
    var unknown: Set<EmailAddress> = []
    var charged: [EmailAddress: Int] = [:]
    for correspondence in settled?.correspondence ?? [] {
      if let owner = index[correspondence.mailbox] {
        facts[owner].correspondence.append(correspondence)
      } else if index.ambiguous[correspondence.mailbox] != nil {
        charged[correspondence.mailbox, default: 0] += correspondence.messages
      } else {
        unknown.insert(correspondence.mailbox)
      }
    }
    let judgement = policy.judgement(
      on: Facts(
        mailboxes: facts, agencies: register.agencies,
        sources: hasLogs ? [.directory, .logs] : [.directory], period: period, asOf: asOf))

    var losses = lossSentences(of: pull.ledgers, logs: settled?.ledger)
    if settled != nil, !hasLogs {
      losses.append(
        "the logs hold no line of the period \(period); check --period, --year and the export")
    }
    for (alias, messages) in charged.sorted(by: { $0.key < $1.key }) {
      let owners = index.ambiguous[alias, default: []].sorted().map(\.description)
      losses.append(
        "\(alias) is an alias of \(owners.joined(separator: " and ")): "
          + "its \(messages) messages with webmail are charged to nobody")
    }
    let coverage = Coverage(
      directories: pull.ledgers, logs: settled?.ledger,
      daysWithoutLogs: silent.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
        .map { DaysWithoutLogs(host: $0.key, days: $0.value) },
      unknownOfficialAddresses: unknown.count,
      unassigned: facts.filter { $0.agency == Agency.unassigned }.map(\.mailbox.primary).sorted(),
      losses: losses)
    return AuditResult(
      run: RunFacts(
        toolVersion: toolVersion, policy: policy.id, policyTitle: policy.title, period: period,
        asOf: asOf, timeZone: policy.timeZone, language: language, failOn: failOn),
      rules: policy.rules.map(\.description), office: policy.office,
      agencies: agencyResults(register: register, facts: facts, judgement: judgement),
      findings: judgement.findings, countsByRule: judgement.countsByRule, coverage: coverage,
      inputs: try inputDigests(logs: settled?.ledger))
  }

  private func policyZone() throws -> TimeZone {
    guard let zone = TimeZone(identifier: policy.timeZone) else {
      throw PlanFault.unknownTimeZone(policy.timeZone, policy: policy.id)
    }
    return zone
  }

  private func pulled(
    _ progress: @escaping @Sendable (AuditProgress) -> Void
  ) async throws -> (mailboxes: [Mailbox], ledgers: [DirectoryLedger]) {
    var pulls: [DirectoryPull] = []
    for source in directories {
      pulls.append(
        try await pull(source, asOf: asOf) { entries in
          progress(.directory(source: source.location, entries: entries))
        })
    }
    return (merged(pulls), pulls.map(\.ledger))
  }

  /// Official is what the policy, the register or the directory itself says, and never webmail.
  private func logReading(
    register: AgencyRegister, mailboxes: [Mailbox], zone: TimeZone
  ) -> LogReading {
    var official = Set(policy.officialDomains)
    official.formUnion(register.agencies.flatMap(\.mailDomains))
    for mailbox in mailboxes { official.formUnion(mailbox.addresses.map(\.domain)) }
    var reading = LogReading(
      officialDomains: official.filter { !policy.webmail.contains($0) }.sorted(),
      webmail: policy.webmail, timeZone: zone, firstYear: firstYear,
      window: period.first.start(in: zone)..<period.last.adding(days: 1).start(in: zone),
      format: logFormat, threads: threads, digests: true)
    reading.memory = store?.memory
    return reading
  }

  private func agencyResults(
    register: AgencyRegister, facts: [MailboxFacts], judgement: Judgement
  ) -> [AgencyResult] {
    let mailboxes = Dictionary(grouping: facts, by: \.agency).mapValues(\.count)
    let unassigned = Agency(code: Agency.unassigned, name: "")
    return (register.agencies + [unassigned]).sorted { $0.code < $1.code }.map {
      AgencyResult(
        agency: $0, mailboxes: mailboxes[$0.code] ?? 0,
        counts: judgement.counts[$0.code] ?? VerdictCounts())
    }
  }

  private func lossSentences(of ledgers: [DirectoryLedger], logs: LogLedger?) -> [String] {
    ledgers.filter { $0.truncated || $0.loss != nil }
      .map { "\($0.source): \($0.loss ?? "not read to the end")" }
      + (logs?.losses ?? [])
  }

  private func inputDigests(logs: LogLedger?) throws -> [FileDigest] {
    let local = directories.filter(\.isFile).map(\.location)
    let files = try (local + [register].compactMap(\.self)).map { try FileDigest(contentsOf: $0) }
    let logFiles = (logs?.files ?? []).map {
      FileDigest(path: $0.path, size: $0.size, sha256: $0.sha256)
    }
    return (files + logFiles).sorted { $0.path < $1.path }
  }
}
