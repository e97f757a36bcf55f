import LDAP
import OfficialMail

/// What a product says of the account behind a person's entry.
struct AccountState: Sendable {
  var status: Mailbox.Status
  var password: Mailbox.Password
  var lastLogin: Timestamp?
  /// The stored value that the password's age was read from.
  var evidence: String?
}

extension DirectorySchema {
  /// A product whose mailboxes are entries of persons (RFC 2798) with Netscape's mail attributes, so
  /// that it differs from others in what it says of the account alone.
  ///
  /// - Parameters:
  ///   - passwordTime: without it nothing is known of a password's age.
  ///   - addresses: where the mailbox's own addresses stand, the primary first.
  ///   - noMailbox: why an entry with an address is none after all.
  ///   - forwards: whether forwarding addresses are in force.
  static func ofPersons(
    name: SchemaName, product: String, passwordTime: AttributeType,
    password: [AttributeType] = [], status: [AttributeType],
    lastLogin: [AttributeType] = [], addresses: [AttributeType] = [.mail],
    forwardingBy: [AttributeType] = [.mailForwardingAddress], identity: AttributeType,
    mark: @escaping @Sendable (_ entry: Entry) -> String?,
    hint: @escaping @Sendable (_ entry: Entry) -> String? = { _ in nil }, advice: AccessAdvice,
    noMailbox: @escaping @Sendable (_ parts: EntryParts) -> String? = { $0.reasonForNoMailbox() },
    kind: @escaping @Sendable (_ parts: EntryParts) -> Mailbox.Kind = { $0.kind },
    forwards: @escaping @Sendable (_ parts: EntryParts) -> Bool = { _ in true },
    account: @escaping @Sendable (_ parts: EntryParts, _ moment: Timestamp) -> AccountState
  ) -> DirectorySchema {
    DirectorySchema(
      name: name, product: product,
      attributes: [
        (.entry, [.objectClass, .employeeType]),
        (.addresses, addresses + [.mailAlternateAddress]),
        (.owner, [.displayName, .cn]),
        (.agency, [.ou]),
        (.password, [passwordTime] + password),
        (.status, status),
        (.created, [.createTimestamp]),
        (.lastLogin, lastLogin),
        (.forwarding, forwardingBy),
      ].filter { !$0.1.isEmpty },
      identity: identity, passwordTime: passwordTime,
      forwardingGates: [.mailDeliveryOption], mark: mark, hint: hint, advice: advice
    ) { _ in
      EntryReader { entry, context in
        var parts = EntryParts(entry)
        if let reason = noMailbox(parts) { return .skipped(reason: reason) }
        var own = parts.addresses(addresses)
        guard !own.isEmpty else { return .skipped(reason: parts.reasonForNoAddress(addresses)) }
        // A list or a contact that was exported without its class would look like a mailbox.
        guard
          parts.hasClass
            || (password + status + [passwordTime]).contains(where: {
              entry.contains($0.key)
            })
        else { return .skipped(reason: EntryParts.noClass) }
        let primary = own.removeFirst()
        let state = account(parts, context.asOf)
        if state.status == .unknown { parts.leaveOut("status: what it says cannot be read") }
        // Where the policy's own record is there too, either may be the one that counted.
        let records =
          passwordTime == .pwdChangedTime
          ? [state.evidence] : [state.evidence, parts.evidence(.pwdChangedTime)]
        let evidence = records.compactMap(\.self).joined(separator: "; ")
        let targets = forwards(parts) ? parts.forwarding([.mailForwardingAddress]) : ([], [])
        let mailbox = Mailbox(
          primary: primary, aliases: own, alternates: parts.addresses([.mailAlternateAddress]),
          forwarding: targets.0, unresolvedForwarding: targets.1, ownerName: parts.ownerName(),
          units: parts.units([.ou]),
          kind: kind(parts), status: state.status, password: state.password,
          created: parts.latest([.createTimestamp]), lastLogin: state.lastLogin,
          entry: DirectoryEvidence(
            source: context.source, dn: entry.dn, attribute: evidence.isEmpty ? nil : evidence))
        return .mailbox(
          mailbox, leftOut: parts.leftOut,
          lacksPasswordTime: state.password == .missing(passwordTime))
      }
    }
  }
}
