import ArgumentParser
import Directory
import Foundation
import OfficialMail

extension DirectoryCommand {
  struct Agencies: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Draft an agency register from the directory's own units.",
      discussion: """
        Prints a CSV file to read, correct and keep: name the recipients, join what is one agency, \
        take out what is none. Keep the codes as they are: quarters compare by them.

          mailaudit directory agencies --directory ldaps://ldap.gov.example … > agencies.csv
        """)

    @OptionGroup var options: DirectoryOptions

    @Option(help: "What makes an agency: unit (the nearest of each mailbox) or domain.")
    var by = "unit"

    func run() async throws {
      guard let ground = AgencyDraft.Ground(rawValue: by) else {
        let known = AgencyDraft.Ground.allCases.map(\.rawValue).joined(separator: " or ")
        throw UsageFault("--by \(by): it is \(known).")
      }
      let sources = try options.namedSources()
      let line = ProgressLine()
      defer { line.finish() }
      var draft = AgencyDraft(by: ground)
      let day = try Day.audit(nil, in: try AuditProgram.running.defaultZone())
      let ledgers = try await eachPage(of: sources, asOf: day, line) { mailboxes in
        for mailbox in mailboxes { draft.add(mailbox) }
      }
      line.finish()
      let register = draft.register()
      try StandardOutput.write(register.csv)
      StandardError.print(
        "\(register.agencies) agencies drafted; \(register.without) mailboxes have no \(by)"
          + (register.without > 0 && ground == .unit ? " of their own (try --by domain). " : ". ")
          + "Fill in the recipients and check every row.")
      if !register.shared.isEmpty {
        StandardError.print(
          "Units of one name in several places were taken into those above them: "
            + register.shared.prefix(10).joined(separator: "; ")
            + (register.shared.count > 10 ? "; …" : ""))
      }
      try report(losses: ledgers)
    }
  }
}
