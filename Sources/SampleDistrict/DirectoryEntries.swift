import Foundation
import OfficialMail

/// The directory as LDIF (RFC 2849) for `slapadd`, operational attributes included.
struct DirectoryEntries {
  private var random: SplitMix64
  // No version line: slapadd takes it for an entry.
  private(set) var ldif = ""

  init(mailboxes: [SampleMailbox], seed: UInt64) {
    random = SplitMix64(seed: seed ^ 0x4C44_4946)
    addFrame()
    var containers: Set<String> = []
    for mailbox in mailboxes where containers.insert(mailbox.container).inserted {
      add(
        "ou=\(mailbox.container),\(SampleDistrict.baseDN)",
        [
          ("objectClass", "organizationalUnit"), ("ou", mailbox.container),
          ("description", mailbox.unit),
        ])
    }
    for mailbox in mailboxes { add(mailbox) }
  }

  private mutating func addFrame() {
    add(
      SampleDistrict.baseDN,
      [
        ("objectClass", "dcObject"), ("objectClass", "organization"), ("dc", "songma"),
        ("o", "Huyện Sông Mã"),
      ])
    add(
      SampleDistrict.readerDN,
      [
        ("objectClass", "organizationalRole"), ("objectClass", "simpleSecurityObject"),
        ("cn", "auditor"), ("description", "Tài khoản chỉ đọc cho kiểm tra"),
        // Salted SHA-1 of `readerPassword`.
        ("userPassword", "{SSHA}iHC+XmHtveTzfWYeMK+fOW8AqKJzb25nbWEyNg=="),
      ])
  }

  private mutating func add(_ mailbox: SampleMailbox) {
    var lines: [(String, String)] = [
      ("objectClass", "inetOrgPerson"), ("objectClass", "officialMailbox"), ("uid", mailbox.uid),
      ("cn", mailbox.name), ("displayName", mailbox.name),
      ("sn", mailbox.owner?.family ?? mailbox.name), ("ou", mailbox.unit),
    ]
    if let owner = mailbox.owner { lines.append(("givenName", owner.given)) }
    if mailbox.kind != .personal { lines.append(("employeeType", mailbox.kind.rawValue)) }
    lines += mailbox.mail.map { ("mail", $0) }
    lines += mailbox.alternates.map { ("mailAlternateAddress", $0) }
    lines += mailbox.forwarding.map { ("mailForwardingAddress", $0) }
    switch mailbox.password {
    case .changed(let time):
      lines.append(("pwdChangedTime", generalized(time)))
    case .issued(let time):
      lines += time.map { [("pwdChangedTime", generalized($0))] } ?? []
      lines.append(("pwdReset", "TRUE"))
    case .unreadable: break
    }
    if let locked = mailbox.locked { lines.append(("pwdAccountLockedTime", locked)) }
    lines.append(("createTimestamp", generalized(mailbox.created)))
    add("uid=\(mailbox.uid),ou=\(mailbox.container),\(SampleDistrict.baseDN)", lines)
  }

  private mutating func add(_ dn: String, _ lines: [(String, String)]) {
    ldif += "\ndn: \(dn)\n"
    for (name, value) in lines { ldif += DirectoryEntries.line(name, value) }
    // Version 4, variant 1 (RFC 9562).
    let (clock, node) = ("4\(random.hex(3))-8\(random.hex(3))", random.hex(12))
    let uuid = "\(random.hex(8))-\(random.hex(4))-\(clock)-\(node)"
    ldif += "entryUUID: \(uuid)\n"
  }

  /// One attribute line: base64 where the value is not safe text, folded at 76 columns.
  private static func line(_ name: String, _ value: String) -> String {
    let isSafe =
      value.utf8.allSatisfy { (0x20...0x7E).contains($0) }
      && !value.hasPrefix(" ") && !value.hasPrefix(":") && !value.hasPrefix("<")
      && !value.hasSuffix(" ")
    let whole =
      isSafe ? "\(name): \(value)" : "\(name):: \(Data(value.utf8).base64EncodedString())"
    var rest = whole[...]
    var text = String(rest.prefix(76))
    rest = rest.dropFirst(76)
    while !rest.isEmpty {
      text += "\n \(rest.prefix(75))"
      rest = rest.dropFirst(75)
    }
    return text + "\n"
  }

  /// `20260701063000Z`.
  private func generalized(_ time: Timestamp) -> String {
    time.description.filter { $0.isNumber } + "Z"
  }
}

extension SampleDistrict {
  /// The two attributes that the directory needs beyond core, cosine and inetOrgPerson, in the
  /// syntax of slapd.conf. Their numbers lie below the arc set aside for examples, 2.999.
  package static let schema = """
    attributetype ( 2.999.1.1.1 NAME 'mailForwardingAddress'
      DESC 'Where a copy or all of the mail is sent on to'
      EQUALITY caseIgnoreIA5Match SUBSTR caseIgnoreIA5SubstringsMatch
      SYNTAX 1.3.6.1.4.1.1466.115.121.1.26{256} )
    attributetype ( 2.999.1.1.2 NAME 'mailAlternateAddress'
      DESC 'An address of the owner elsewhere'
      EQUALITY caseIgnoreIA5Match SUBSTR caseIgnoreIA5SubstringsMatch
      SYNTAX 1.3.6.1.4.1.1466.115.121.1.26{256} )
    objectclass ( 2.999.1.2.1 NAME 'officialMailbox'
      DESC 'A mailbox of a public body' SUP top AUXILIARY
      MAY ( mailForwardingAddress $ mailAlternateAddress ) )

    """
}
