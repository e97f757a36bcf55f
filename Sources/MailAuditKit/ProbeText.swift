import Directory
import Foundation
import LDAP
import OfficialMail

/// One screen on a directory, for a person.
struct ProbeText {
  private(set) var text = ""

  /// - Parameter isAlone: whether no other directory was probed beside it.
  init(_ probe: DirectoryProbe, _ source: DirectorySource, isAlone: Bool) {
    line(source.location)
    server(probe, source)
    entries(probe)
    attributes(probe)
    sample(probe)
    requests(probe, isAlone: isAlone)
    if isAlone { next(isSufficient: probe.isSufficient, [source], probe.ledger.mailboxes) }
  }

  /// What several directories come to together.
  init(together probes: [DirectoryProbe], _ sources: [DirectorySource]) {
    let pulls = probes.map(\.pull)
    let mailboxes = merged(pulls)
    let all = pulls.reduce(0) { $0 + $1.mailboxes.count }
    line("Together")
    row("mailboxes", "\(mailboxes.count), \(all - mailboxes.count) of them in more than one")
    let words = Dictionary(grouping: mailboxes, by: \.password.word).mapValues(\.count)
    row("passwords", counts(words.map { ($0.key, $0.value) }))
    for word in ["unknown", "elsewhere"] {
      let open = mailboxes.filter { $0.password.word == word }
      guard !open.isEmpty else { continue }
      let named = open.prefix(3).map(\.primary.description).joined(separator: ", ")
      row("", "\(word): \(named)\(open.count > 3 ? ", …" : "")")
    }
    line()
    next(isSufficient: probes.allSatisfy(\.isSufficient), sources, mailboxes.count)
  }

  private mutating func line(_ words: String = "") {
    text += words.visible + "\n"
  }

  /// A name in a column and what is said of it.
  private mutating func row(_ name: String, _ words: String) {
    line("  " + name.padding(toLength: 12, withPad: " ", startingAt: 0) + words)
  }

  /// The same in as many lines as it takes; a part is not broken.
  private mutating func rows(_ name: String, _ parts: [String], indent: Int, column: Int) {
    var head = name
    var rest = parts[...]
    repeat {
      var words = ""
      while let part = rest.first, words.isEmpty || words.count + part.count < 76 - column {
        words += (words.isEmpty ? "" : " ") + part
        rest.removeFirst()
      }
      line(
        String(repeating: " ", count: indent)
          + head.padding(toLength: max(column, head.count), withPad: " ", startingAt: 0) + words)
      head = ""
    } while !rest.isEmpty
  }

  // MARK: - The server

  private mutating func server(_ probe: DirectoryProbe, _ source: DirectorySource) {
    let ledger = probe.ledger
    if let server = probe.server {
      row("server", maker(server))
    }
    row("schema", "\(ledger.schema) (\(probe.product)),")
    let reason = "because \(probe.reason)".split(separator: " ").map(String.init)
    rows("", reason, indent: 2, column: 12)
    guard let server = probe.server else { return }
    row("base", (ledger.base.isEmpty ? "the root" : ledger.base) + baseReason(source))
    row("account", account(server, source))
    row("connection", protection(source))
    row("clock", clock(probe))
  }

  private func maker(_ server: ServerDescription) -> String {
    let vendor = [server.vendorName, server.vendorVersion].compactMap(\.self)
    if !vendor.isEmpty { return vendor.joined(separator: ", ") }
    let classes = server.rootDSE.values("objectclass")
    return classes.contains { $0.isWord("openldaprootdse") }
      ? "OpenLDAP" : "does not name its maker"
  }

  private func baseReason(_ source: DirectorySource) -> String {
    source.base == nil ? " (the server's own; --base says otherwise)" : ""
  }

  private func account(_ server: ServerDescription, _ source: DirectorySource) -> String {
    let asked: String? =
      if case .simple(let dn, _) = source.credentials { dn } else { nil }
    switch server.identity {
    case "": return "nobody: the server takes this connection for an anonymous one"
    case let identity?:
      return identity.hasPrefix("dn:")
        ? String(identity.dropFirst(3).drop { $0 == " " }) : identity
    case nil: return asked ?? "nobody in particular; the server does not tell"
    }
  }

  private func protection(_ source: DirectorySource) -> String {
    if source.location.lowercased().hasPrefix("ldaps") { return "TLS, the certificate verified" }
    if source.startTLS { return "StartTLS, the certificate verified" }
    if source.location.lowercased().hasPrefix("ldapi") { return "a socket of this machine" }
    if case .kerberos = source.credentials { return "encrypted by Kerberos" }
    return "not protected by TLS"
  }

  private func clock(_ probe: DirectoryProbe) -> String {
    guard let ahead = probe.clockAhead else { return "the server does not tell its time" }
    if abs(ahead) < 2 { return "the same as this machine's" }
    let words = "\(abs(ahead)) s \(ahead > 0 ? "ahead of" : "behind") this machine's"
    // Kerberos' usual bound.
    return abs(ahead) > 300 ? "\(words): one of the two is wrong" : words
  }

  // MARK: - The entries

  private mutating func entries(_ probe: DirectoryProbe) {
    let ledger = probe.ledger
    row("entries", "\(ledger.entries) read, \(ledger.mailboxes) of them mailboxes")
    for skipped in ledger.skipped.sorted(by: { $0.entries > $1.entries }).prefix(6) {
      row("", "\(skipped.entries) no mailbox: \(skipped.reason)")
    }
    if ledger.referrals > 0 {
      row("", "\(ledger.referrals) references to other servers, not followed")
    }
    row("limits", ledger.loss.map { "NOT COMPLETE: \($0)" } ?? "none met: read to the end")
    guard ledger.mailboxes > 0 else { return }
    row("status", counts(probe.statuses.map { ($0.key.rawValue, $0.value) }))
    row("passwords", counts(probe.passwords.map { ($0.key, $0.value) }))
    for left in ledger.leftOut.sorted(by: { $0.entries > $1.entries }).prefix(6) {
      row("left out", "\(left.entries) × \(left.reason)")
    }
  }

  private func counts(_ counts: [(name: String, count: Int)]) -> String {
    counts.sorted { ($1.count, $0.name) < ($0.count, $1.name) }.map { "\($0.count) \($0.name)" }
      .joined(separator: ", ")
  }

  private mutating func attributes(_ probe: DirectoryProbe) {
    guard probe.ledger.mailboxes > 0 else { return }
    line()
    line("  What an audit reads, and in how many of the \(probe.ledger.mailboxes) mailboxes:")
    let purposes = probe.attributes.reduce(into: [String]()) {
      if $0.last != $1.purpose { $0.append($1.purpose) }
    }
    for purpose in purposes {
      let own = probe.attributes.filter { $0.purpose == purpose }
      let states = own.enumerated().map { index, attribute in
        "\(attribute.name) \(state(attribute, probe))\(index < own.count - 1 ? ";" : "")"
      }
      rows(purpose, states, indent: 4, column: 18)
    }
  }

  private func state(_ attribute: DirectoryProbe.Attribute, _ probe: DirectoryProbe) -> String {
    let isAll = attribute.mailboxes == probe.ledger.mailboxes
    let count = isAll ? "all" : String(attribute.mailboxes)
    switch attribute.readability {
    case .notReadable where attribute.mailboxes == 0: return "HIDDEN"
    case .notReadable: return "\(count), HIDDEN in others"
    case .notInSchema: return "unknown to this server"
    case .readable where attribute.mailboxes == 0: return "none"
    case .untold where attribute.mailboxes == 0:
      return probe.server == nil ? "none" : "none or hidden"
    case .readable, .untold: return count
    }
  }

  private mutating func sample(_ probe: DirectoryProbe) {
    guard let mailbox = probe.sample else { return }
    line()
    line("  A mailbox as it is read:")
    line("    \(mailbox.primary), \(mailbox.ownerName.isEmpty ? "no name" : mailbox.ownerName)")
    line("    \(mailbox.entry.dn)")
    let password =
      switch mailbox.password {
      case .changed(let time): "password changed \(time)"
      case .changedOn(let day): "password changed \(day)"
      case .mustChange(let issued): "password issued \(issued?.description ?? "at an unknown time")"
      case .neverSet: "password never set"
      case .elsewhere(let system): "password elsewhere: \(system)"
      case .unknown(let reason): "password unknown: \(reason.en)"
      }
    let login = mailbox.lastLogin.map { "last login \($0)" } ?? "no last login"
    line("    \(mailbox.status.rawValue); \(password); \(login)")
    if !mailbox.units.isEmpty { line("    units: \(mailbox.units.joined(separator: "; "))") }
  }

  // MARK: - What to do

  private mutating func requests(_ probe: DirectoryProbe, isAlone: Bool) {
    if isAlone || !probe.requests.isEmpty { line() }
    if !probe.requests.isEmpty {
      line("  \(probe.server == nil ? "What is missing" : "Ask the server's administrator"):")
    }
    for request in probe.requests {
      line("  - \(request.reason):")
      // At the margin, so that it can be copied as it stands.
      for words in request.lines.split(separator: "\n") { line(String(words)) }
    }
    if probe.issuedUnknownWhen > 0 {
      line(
        "  \(probe.issuedUnknownWhen) passwords must be changed by their owners; since when, the "
          + "directory does not say.")
    }
    if let clock = probe.clockAhead, abs(clock) > 300 {
      line("  Set the clocks of both machines by one source (NTP).")
    }
    if isAlone, !probe.otherSystems.isEmpty {
      line(
        "  \(probe.passwords["elsewhere"] ?? 0) passwords are kept elsewhere "
          + "(\(probe.otherSystems.sorted().joined(separator: ", "))), and their age is not judged: "
          + "name that directory too.")
    }
  }

  private mutating func next(isSufficient: Bool, _ sources: [DirectorySource], _ mailboxes: Int) {
    guard mailboxes > 0 else { return }
    if isSufficient {
      line("  All that an audit reads can be read. Draft the agency register next:")
      let options = sources.count == 1 ? arguments(sources[0]) : "(the same options)"
      line("mailaudit directory agencies \(options) > agencies.csv")
    } else {
      line("  As it is, an audit says \"cannot tell\" where it cannot, and ends with 3.")
    }
  }

  /// The options of the probe for the next command; secrets are never among them.
  private func arguments(_ source: DirectorySource) -> String {
    var words = ["--directory", quoted(source.location)]
    if case .named(let name) = source.schema { words += ["--schema", name.rawValue] }
    if let base = source.base { words += ["--base", quoted(base)] }
    switch source.credentials {
    case .simple(let dn, _): words += ["--bind-dn", quoted(dn), "--password-file …"]
    case .external: words += ["--sasl", "external"]
    case .kerberos: words += ["--sasl", "gssapi"]
    case .anonymous: break
    }
    if source.startTLS { words.append("--start-tls") }
    if source.allowPlaintext { words.append("--allow-plaintext") }
    if source.timeout != 60 { words += ["--timeout", String(source.timeout)] }
    if let file = source.caCertificate { words += ["--ca-certificate", quoted(file)] }
    return words.joined(separator: " ")
  }

  private func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
        || (0x61...0x7A).contains(byte) || ",=._-/:".utf8.contains(byte)
    }
    return isPlain ? text : "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
