/// The formats that `--log-format` may force.
package enum LogFormat: String, Sendable, CaseIterable {
  /// Told from each file's content.
  case auto
  /// Postfix, Zimbra's and Carbonio's MTA.
  case postfix
  case exim
  case sendmail
  case opensmtpd
  /// Exchange's message tracking log.
  case exchange
  /// Microsoft 365's message trace.
  case m365
  /// Google Workspace's Gmail logs in BigQuery.
  case google
  /// Zeek's smtp.log.
  case zeek
  case mdaemon
  /// Zimbra's audit.log and mailbox.log.
  case zimbra
}

extension LogFormat {
  /// Its place in `allCases`.
  var number: Int {
    switch self {
    case .auto: 0
    case .postfix: 1
    case .exim: 2
    case .sendmail: 3
    case .opensmtpd: 4
    case .exchange: 5
    case .m365: 6
    case .google: 7
    case .zeek: 8
    case .mdaemon: 9
    case .zimbra: 10
    }
  }

  /// All that are read, the first of equals goes first.
  static let grammars: [any LogGrammar.Type] = [
    ExchangeGrammar.self, M365Grammar.self, GoogleWorkspaceGrammar.self, ZeekGrammar.self,
    ZeekJSONGrammar.self, ZimbraGrammar.self, MDaemonGrammar.self, EximGrammar.self,
    SyslogGrammar.self,
  ]
}
