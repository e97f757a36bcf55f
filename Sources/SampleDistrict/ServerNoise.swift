/// Lines that a mail host writes besides its mail.
enum ServerNoise {
  static func write(to log: HostLog, at time: Moment, _ random: inout SplitMix64) {
    let stranger = "198.51.100.\(random.below(256))"
    switch random.below(12) {
    case 0:
      log.write(
        time, log.process("postfix/anvil"),
        "statistics: max connection rate \(random.within(1...9))/60s for (smtp:\(stranger))")
    case 1:
      let screen = log.process("postfix/postscreen")
      log.write(time, screen, "CONNECT from [\(stranger)]:40112 to [\(log.host.address)]:25")
      log.write(time + 6_000, screen, "PASS NEW [\(stranger)]:40112")
    case 2, 3:
      log.write(time, log.process("zmconfigd"), "Fetching All configs")
      log.write(time + 240, log.process("zmconfigd"), "All configs fetched in 0.24 seconds")
    case 4:
      log.write(
        time, log.process("dovecot"),
        "imap-login: Disconnected (no auth attempts in 0 secs): user=<>, rip=\(stranger)")
    case 5, 6: reject(log, at: time, stranger, &random)
    case 7, 8: guess(log, at: time, stranger, &random)
    case 9:
      log.write(
        time, log.process("opendkim"),
        "\(random.hex(11).uppercased()): DKIM-Signature field added (s=2026, d=songma.gov.example)")
    case 10:
      log.write(
        time, log.process("amavis"), "extra modules loaded: Mail/SpamAssassin/Plugin/URIDetail.pm")
    default:
      log.write(
        time, log.process("postfix/smtpd"),
        "warning: hostname static.\(random.below(9_999)).example does not resolve to address "
          + stranger)
    }
  }

  /// Refused at the door: no message, no queue id.
  private static func reject(
    _ log: HostLog, at time: Moment, _ stranger: String, _ random: inout SplitMix64
  ) {
    let smtpd = log.process("postfix/smtpd")
    let target = "\(random.hex(6))@\(SampleDistrict.domain)"
    log.write(time, smtpd, "connect from unknown[\(stranger)]")
    log.write(
      time + 300, smtpd,
      "NOQUEUE: reject: RCPT from unknown[\(stranger)]: 550 5.1.1 <\(target)>: Recipient address "
        + "rejected: User unknown in virtual mailbox table; from=<khuyenmai\(random.below(99))"
        + "@gmail.com> to=<\(target)> proto=ESMTP helo=<\(stranger)>")
    log.write(time + 420, smtpd, "lost connection after RCPT from unknown[\(stranger)]")
    log.write(time + 421, smtpd, "disconnect from unknown[\(stranger)] ehlo=1 mail=1 rcpt=0/1")
  }

  /// Somebody guesses passwords; syslog folds the repetitions.
  private static func guess(
    _ log: HostLog, at time: Moment, _ stranger: String, _ random: inout SplitMix64
  ) {
    let smtpd = log.process("postfix/submission/smtpd")
    let line =
      "warning: unknown[\(stranger)]: SASL LOGIN authentication failed: authentication failure"
    log.write(time, smtpd, line)
    log.write(
      time + 900, smtpd, "message repeated \(random.within(2...9)) times: [ \(line)]")
  }
}
