import ArgumentParser
import Audit
import Directory
import Foundation
import OfficialMail

extension DirectoryCommand {
  struct Probe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say what a directory is, what this account may read, and what to ask for.",
      discussion: """
        Reads the directory once, as an audit would, and writes nothing to it.

          mailaudit directory probe --directory ldaps://ldap.gov.example \\
            --bind-dn cn=auditor,dc=gov,dc=example --password-file auditor.password

        Ends with 0 when an audit can be held in full, and with 3 when entries or attributes are \
        missing; what to ask the server's administrator for then stands at the end.
        """)

    @OptionGroup var options: DirectoryOptions

    @Option(
      name: .customLong("as-of"),
      help: ArgumentHelp("Day to look from; today by default.", valueName: "YYYY-MM-DD"))
    var asOf: String?

    func run() async throws {
      let sources = try options.namedSources()
      let day = try Day.audit(asOf, in: try AuditProgram.running.defaultZone())
      let line = ProgressLine()
      defer { line.finish() }
      var probes: [DirectoryProbe] = []
      for source in sources {
        let found = try await probe(
          source, asOf: day,
          now: { Timestamp(secondsSinceEpoch: Int64(Date().timeIntervalSince1970)) },
          keepingMailboxes: sources.count > 1,
          progress: { line.show(.directory(source: source.location, entries: $0)) })
        line.finish()
        try StandardOutput.write(
          ProbeText(found, source, isAlone: sources.count == 1).text)
        if sources.count > 1 { try StandardOutput.print("") }
        probes.append(found)
      }
      if sources.count > 1 {
        try StandardOutput.write(ProbeText(together: probes, sources).text)
      }
      if !probes.allSatisfy(\.isSufficient) { throw ExitCode(3) }
    }
  }
}
