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
  /// All that are read, the first of equals goes first.
  static let grammars: [any LogGrammar.Type] = [
    SyslogGrammar.self
  ]
}
