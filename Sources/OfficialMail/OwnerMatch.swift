/// How surely a webmail address is the own address of a mailbox's owner.
///
/// Strong is proof enough to accuse somebody of, so that short or shared names never are.
public enum OwnerMatch: Sendable, Hashable {
  case strong(Strong)
  case weak(Weak)
  case none

  public enum Strong: Sendable, Hashable {
    /// The directory lists the address as the mailbox's or its owner's.
    case listed
    /// The local part is one of the mailbox's own.
    case ownLocalPart
    /// The local part is the whole name, forwards or backwards.
    case fullName
  }

  public enum Weak: Sendable, Hashable {
    /// The given name with the initials of the rest, in either order: `annv`, `nvan`.
    case initials
    /// The given name, then the rest: `annguyenvan`.
    case givenNameFirst
    /// The whole name or an own local part with digits after it.
    case digitsAdded
    /// As a strong match, but so short that strangers share it.
    case tooShort
  }

  public var isStrong: Bool {
    if case .strong = self { true } else { false }
  }

  public var isWeak: Bool {
    if case .weak = self { true } else { false }
  }
}

/// One mailbox's owner, ready to be compared with many addresses.
public struct Owner: Sendable {
  private let listed: [EmailAddress]
  private let ownLocalParts: [String]
  private let fullNames: [String]
  private let givenNameFirst: String?
  private let abbreviations: [String]
  private let names: OwnerNames

  public init(of mailbox: Mailbox, names: OwnerNames) {
    self.names = names
    listed = (mailbox.addresses + mailbox.alternates).map(\.withoutTag)
    ownLocalParts = mailbox.addresses.compactMap {
      NameFolding.compact(localPart: $0.withoutTag.localPart)
    }
    // One word is a name that thousands share.
    let words = NameFolding.words(mailbox.ownerName)
    guard words.count > 1, words.count <= 12 else {
      (fullNames, givenNameFirst, abbreviations) = ([], nil, [])
      return
    }
    let given = names.order == .familyFirst ? words[words.count - 1] : words[0]
    let rest = names.order == .familyFirst ? words.dropLast() : words.dropFirst()
    let initials = String(rest.compactMap(\.first))
    fullNames = [words.joined(), words.reversed().joined()]
    givenNameFirst = given + rest.joined()
    // Initials say nothing of an office, and "Phòng Tài chính" has no given name.
    let isPerson = mailbox.kind == .personal && given.utf8.count > 1
    abbreviations = isPerson ? [given + initials, initials + given] : []
  }

  /// What `webmail` has in common with the owner. Separators, case and a plus tag do not count.
  public func match(_ webmail: EmailAddress) -> OwnerMatch {
    let address = webmail.withoutTag
    if listed.contains(address) { return .strong(.listed) }
    guard let local = NameFolding.compact(localPart: address.localPart), local.utf8.count <= 128
    else { return .none }
    if isListedWithoutSeparators(local, at: address.domain) { return .strong(.listed) }
    if names.isRole(local) { return .none }
    if ownLocalParts.contains(local) {
      return isDistinctive(local, length: 3) ? .strong(.ownLocalPart) : .weak(.tooShort)
    }
    if fullNames.contains(local) {
      return isDistinctive(local, length: 5) ? .strong(.fullName) : .weak(.tooShort)
    }
    return weakMatch(local)
  }

  private func weakMatch(_ local: String) -> OwnerMatch {
    let stem = String(local.prefix { !$0.isNumber })
    let tail = local.dropFirst(stem.count)
    guard tail.allSatisfy(\.isNumber) else { return endsInDigitsAfterOwn(local) }
    if names.isRole(stem) { return .none }
    // Four letters: what is shorter is a word or somebody else's name.
    if stem.utf8.count >= 4 {
      if stem == givenNameFirst { return .weak(.givenNameFirst) }
      if abbreviations.contains(stem) { return .weak(.initials) }
    }
    if fullNames.contains(stem), isDistinctive(stem, length: 5) { return .weak(.digitsAdded) }
    return endsInDigitsAfterOwn(local)
  }

  // An own local part may end in digits itself: `annv2` and then `annv21`.
  private func endsInDigitsAfterOwn(_ local: String) -> OwnerMatch {
    let added = ownLocalParts.contains { own in
      local.utf8.count > own.utf8.count && local.hasPrefix(own)
        && isDistinctive(own, length: 3) && !names.isRole(own)
        && local.utf8.dropFirst(own.utf8.count).allSatisfy(isDigit)
    }
    return added ? .weak(.digitsAdded) : .none
  }

  private func isListedWithoutSeparators(_ local: String, at domain: MailDomain) -> Bool {
    listed.contains {
      $0.domain == domain && NameFolding.compact(localPart: $0.localPart) == local
    }
  }

  /// Whether it has that many letters, or enough digits to be a telephone number.
  private func isDistinctive(_ compact: String, length: Int) -> Bool {
    let digits = compact.utf8.count(where: isDigit)
    return compact.utf8.count - digits >= length || digits >= 9
  }
}

private func isDigit(_ byte: UInt8) -> Bool {
  byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
}
