import Audit
import Directory
import MailLog
import OfficialMail

/// The part of report.html that lists every directory and log file read.
struct SourcesView {
  private let coverage: Coverage
  private let forms: LocalForms

  init(_ coverage: Coverage, forms: LocalForms) {
    self.coverage = coverage
    self.forms = forms
  }

  var page: [String: Any] {
    [
      "directoryRows": coverage.directories.map(directory),
      "logRows": (coverage.logs?.files ?? []).map(file),
      "totals": coverage.logs.map { logs in
        [
          [
            "lineCount": forms.number(logs.lines), "known": forms.number(logs.recognised),
            "other": forms.number(logs.irrelevant), "unknown": forms.number(logs.unrecognised),
            "fileCount": forms.number(logs.files.count),
          ]
        ]
      } ?? [],
    ]
  }

  private func directory(_ ledger: DirectoryLedger) -> [String: Any] {
    [
      "sourceText": ledger.source.visible,
      "base": ledger.base.visible,
      "schemaName": ledger.schema.visible,
      "entryCount": forms.number(ledger.entries),
      "boxCount": forms.number(ledger.mailboxes),
      "damaged": ledger.truncated || ledger.loss != nil,
      "lossText": (ledger.loss ?? (forms.language == .vi ? "bị cắt" : "truncated")).visible,
      "skips": (ledger.skipped + ledger.leftOut).map {
        [
          "reasonText": $0.reason.visible, "skipCount": forms.number($0.entries),
          "examples": $0.examples.map(\.visible).joined(separator: "; "),
        ]
      },
    ]
  }

  private func file(_ file: LogLedger.File) -> [String: Any] {
    [
      "path": file.path.visible,
      "hosts": file.hosts.map(\.visible).joined(separator: ", "),
      "span": [file.first, file.last].compactMap { $0.map(forms.time) }.joined(separator: " – "),
      "lineCount": forms.number(file.lines),
      "known": forms.number(file.recognised),
      "other": forms.number(file.irrelevant),
      "unknown": forms.number(file.unrecognised),
      "damaged": file.loss != nil,
      "lossText": (file.loss ?? "").visible,
      "strange": file.firstUnrecognised.map {
        ["lineNumber": String($0.line), "excerpt": $0.excerpt.visible]
      },
    ]
  }
}
