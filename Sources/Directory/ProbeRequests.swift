import LDAP
import OfficialMail

/// What to ask the server's administrator for after a probe.
///
/// - Parameter reader: the account as an access rule names it.
func requests(
  _ probe: DirectoryProbe, _ schema: DirectorySchema, identity: AttributeType, reader: String
) -> [DirectoryProbe.Request] {
  func grant(_ attributes: [AttributeType], hidesEntries: Bool = false) -> AccessAdvice.Grant {
    AccessAdvice.Grant(
      reader: reader, base: probe.ledger.base, attributes: attributes, hidesEntries: hidesEntries)
  }
  var requests: [DirectoryProbe.Request] = []
  if probe.ledger.truncated {
    requests.append(
      DirectoryProbe.Request(
        reason: "the server stops before the end", lines: schema.advice.limits(grant([]))))
  }
  guard probe.ledger.mailboxes > 0 else {
    guard let server = probe.server else { return requests }
    // A rule that names what the server does not know keeps it from starting.
    let types = (schema.attributes.flatMap(\.types) + [identity]).filter {
      server.attributeTypes?.contains($0.key.text) ?? true
    }
    requests.append(
      DirectoryProbe.Request(
        reason: "no mailbox is to be seen",
        lines: schema.advice.reading(grant(types, hidesEntries: true))))
    return requests
  }
  let hidden = probe.attributes.filter { $0.readability == .notReadable }.map {
    AttributeType($0.name)
  }
  if !hidden.isEmpty {
    requests.append(
      DirectoryProbe.Request(
        reason: "hidden from this account: \(hidden.map(\.name).joined(separator: ", "))",
        lines: schema.advice.reading(grant(hidden))))
  }
  if let request = requestForDates(probe, schema) { requests.append(request) }
  return requests
}

/// What to do about passwords of which the date is not hidden, but not there.
private func requestForDates(
  _ probe: DirectoryProbe, _ schema: DirectorySchema
) -> DirectoryProbe.Request? {
  guard let lacking = probe.passwords["unknown"],
    let time = probe.attributes.first(where: { $0.name == schema.passwordTime.name }),
    time.readability != .notReadable
  else { return nil }
  let named = probe.withoutDate.map(\.description).joined(separator: ", ")
  let reason =
    "\(lacking) of \(probe.ledger.mailboxes) mailboxes have no usable date of their password ("
    + named + (lacking > probe.withoutDate.count ? ", …)" : ")")
  if time.readability == .notInSchema {
    return DirectoryProbe.Request(
      reason: reason,
      lines: "This server knows no \(time.name): is it another product (--schema)?")
  }
  if time.mailboxes > 0 {
    return DirectoryProbe.Request(
      reason: reason,
      lines: "They were last set before the server kept dates, or beside it: "
        + "let the owners change them.")
  }
  if probe.server == nil {
    return DirectoryProbe.Request(
      reason: reason,
      lines: "Was the file made without operational attributes? Export it again with '*' '+'.")
  }
  return DirectoryProbe.Request(reason: reason, lines: schema.advice.passwordTime + ".")
}
