import OfficialMail

/// Addresses that a host on the way rewrote, taken back to the one that was written: SRS0 and SRS1
/// (sender rewriting scheme), BATV (`prvs=`, draft-levine-smtp-batv), Barracuda's `btv1==`, and
/// Exchange's `IMCEASMTP-` and its kin (MS-OXCMAIL, encapsulated addresses).
enum RewrittenAddress {
  /// The original of `address`; the address itself where nothing was rewritten; nil where it was
  /// and the original cannot be told.
  static func original(of address: EmailAddress) -> EmailAddress? {
    var current = address
    // Each turn makes the local part shorter, so that the bound is only for hostile depth.
    for _ in 0..<16 {
      switch unwrapped(current) {
      case .plain: return current
      case .rewritten(let inner): current = inner
      case .unreadable: return nil
      }
    }
    return nil
  }

  /// Whether a local part in lower case might be rewritten.
  static func isSuspect(_ local: some Collection<UInt8>) -> Bool {
    ["srs0", "srs1", "prvs=", "btv1=", "imcea"].contains { local.starts(with: $0.utf8) }
  }

  private enum Step {
    case plain
    case rewritten(EmailAddress)
    case unreadable
  }

  private static func unwrapped(_ address: EmailAddress) -> Step {
    let local = address.localPart
    guard let four = local.index(local.startIndex, offsetBy: 4, limitedBy: local.endIndex),
      four < local.endIndex
    else { return .plain }
    let separator = local[four]
    let rest = local[local.index(after: four)...]
    if local.starts(with: "imcea") { return imcea(local.dropFirst(5)) }
    switch local[..<four] {
    case "srs0" where "=+-".contains(separator): return srs0(rest)
    case "srs1" where "=+-".contains(separator): return srs1(rest)
    case "prvs" where separator == "=": return batv(rest, address.domain)
    case "btv1" where separator == "=":
      guard let end = rest.dropFirst().firstRange(of: "==") else { return .unreadable }
      return .rewritten(
        EmailAddress(localPart: String(rest[end.upperBound...]), domain: address.domain))
    default: return .plain
    }
  }

  // HASH=TIME=domain=local
  private static func srs0(_ text: Substring) -> Step {
    let parts = text.split(separator: "=", maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 4, !parts[3].isEmpty,
      let original = EmailAddress("\(parts[3])@\(parts[2])")
    else { return .unreadable }
    return .rewritten(original)
  }

  // HASH=first-relay={separator}HASH=TIME=domain=local
  private static func srs1(_ text: Substring) -> Step {
    let parts = text.split(separator: "=", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let separator = parts[2].first, "=+-".contains(separator) else {
      return .unreadable
    }
    return srs0(parts[2].dropFirst())
  }

  // TAG=local, and of old local/TAG.
  private static func batv(_ text: Substring, _ domain: MailDomain) -> Step {
    let local: Substring
    if let equals = text.firstIndex(of: "=") {
      local = text[text.index(after: equals)...]
    } else if let slash = text.lastIndex(of: "/") {
      local = text[..<slash]
    } else {
      return .unreadable
    }
    guard !local.isEmpty else { return .unreadable }
    return .rewritten(EmailAddress(localPart: String(local), domain: domain))
  }

  // TYPE-text, where `+xx` is a byte and `_` a slash. What is no SMTP address, such as the path of
  // a directory's entry, names nobody that could be told.
  private static func imcea(_ text: Substring) -> Step {
    guard let hyphen = text.firstIndex(of: "-"), types.contains(String(text[..<hyphen])) else {
      return .plain
    }
    guard ["ex", "smtp", "mailto"].contains(text[..<hyphen]),
      let decoded = decodedIMCEA(text[text.index(after: hyphen)...].utf8),
      !decoded.hasPrefix("/"), let original = EmailAddress(decoded)
    else { return .unreadable }
    return .rewritten(original)
  }

  // Of address types those that are known.
  private static let types: Set = [
    "ex", "smtp", "mailto", "invalid", "fax", "x400", "x500", "notes", "ms", "mssql", "ccmail",
    "rfc822", "sip", "mapipdl",
  ]

  private static func decodedIMCEA(_ text: Substring.UTF8View) -> String? {
    var bytes: [UInt8] = []
    var rest = text
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "_"): bytes.append(UInt8(ascii: "/"))
      case UInt8(ascii: "+"):
        guard let high = rest.popFirst().flatMap(hexDigit),
          let low = rest.popFirst().flatMap(hexDigit)
        else { return nil }
        bytes.append(high << 4 | low)
      default: bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func hexDigit(_ byte: UInt8) -> UInt8? {
    switch lowered(byte) {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - 0x30
    case UInt8(ascii: "a")...UInt8(ascii: "f"): lowered(byte) - 0x61 + 10
    default: nil
    }
  }
}
