import Audit
import Directory
import MailLog
import OfficialMail
import Policy

extension SampleResult {
  /// What strangers write into names, addresses, log lines and DNs.
  static let attacks = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'><svg/onload=alert(1)>",
    // Read as one grapheme cluster with what stands before it.
    "<\u{301}script>alert(1)</script\u{301}>",
    "\"\u{301} onmouseover=alert(1) x=\"\u{301}",
    "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\tTAB", "\rCR",
    "\u{1B}[2J\u{1B}]0;owned\u{7}", "\u{9B}31m",
    "\u{202E}moc.liamg@na", "\u{2066}x\u{2069}", "line\nbreak", "line\u{2028}break", "nul\u{0}byte",
    "a,b\"c", "{{w.title}}{{{script}}}", "</style><script>alert(1)</script>", "--><b>", "]]>",
    "\u{FEFF}bom\u{200B}",
  ]

  /// The attack in every text that does not come from the program itself.
  static func hostile(_ attack: String, _ language: Language = .en) throws -> AuditResult {
    var result = try mixed(language)
    let text = LocalizedText(verbatim: attack)
    result.run.toolVersion = attack
    result.run.policy = attack
    result.run.policyTitle = text
    result.office.parent = attack
    result.office.name = attack
    for index in result.rules.indices {
      result.rules[index].title = text
      result.rules[index].statement = text
      result.rules[index].limit = text
      result.rules[index].remedy.text = text
      result.rules[index].source.file = attack
      for basis in result.rules[index].basis.indices {
        result.rules[index].basis[basis].text.number = attack
        result.rules[index].basis[basis].text.title = text
        result.rules[index].basis[basis].article = text
        result.rules[index].basis[basis].ownDecision = text
      }
    }
    result.agencies[0].agency.name = attack
    result.agencies[0].agency.code = attack
    let proofs: [Evidence] = [
      .directory(DirectoryEvidence(source: attack, dn: attack, attribute: attack)),
      .log(
        LogEvidence(
          file: attack, offset: 1, line: 2, queueID: attack, time: Timestamp(secondsSinceEpoch: 0))),
    ]
    for index in result.findings.indices {
      result.findings[index].subject = attack
      result.findings[index].observed = text
      result.findings[index].observedInWords = text
      result.findings[index].limit = text
      result.findings[index].basis = text
      result.findings[index].detail = text
      result.findings[index].evidence = proofs
    }
    result.findings[0].agency = attack
    result.findings[0].rule = attack
    result.coverage.losses = [attack]
    result.coverage.directories = [
      DirectoryLedger(
        source: attack, schema: attack, base: attack,
        skipped: [.init(reason: attack, entries: 1, examples: [attack])], loss: attack)
    ]
    let now = Timestamp(secondsSinceEpoch: 0)
    result.coverage.logs = LogLedger(
      files: [
        .init(
          path: attack, format: attack, hosts: [attack], unrecognised: 1,
          firstUnrecognised: [.init(line: 1, offset: 0, excerpt: attack)], loss: attack)
      ],
      silences: [.init(host: attack, first: now, last: now, silentHours: 3, longest: [])])
    result.coverage.daysWithoutLogs = [DaysWithoutLogs(host: attack, days: [result.run.asOf])]
    result.inputs = [FileDigest(path: attack, size: 1, sha256: "00")]
    return result
  }
}
