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
  private let ownLocalParts: [[UInt8]]
  private let fullNames: [[UInt8]]
  private let givenNameFirst: [UInt8]
  private let abbreviations: [[UInt8]]
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
      (fullNames, givenNameFirst, abbreviations) = ([], [], [])
      return
    }
    let given = names.order == .familyFirst ? words[words.count - 1] : words[0]
    let rest = names.order == .familyFirst ? words.dropLast() : words.dropFirst()
    let initials = rest.compactMap(\.first)
    fullNames = [words.reduce([], +), words.reversed().reduce([], +)]
    givenNameFirst = rest.reduce(given, +)
    // Initials say nothing of an office, and "Phòng Tài chính" has no given name.
    let isPerson = mailbox.kind == .personal && given.count > 1
    abbreviations = isPerson ? [given + initials, initials + given] : []
  }

  /// What `webmail` has in common with the owner. Separators, case and a plus tag do not count.
  public func match(_ webmail: EmailAddress) -> OwnerMatch {
    let address = webmail.withoutTag
    if listed.contains(address) { return .strong(.listed) }
    guard address.localPart.utf8.count <= 128,
      let local = NameFolding.compact(localPart: address.localPart)
    else { return .none }
    if isListedWithoutSeparators(local, at: address.domain) { return .strong(.listed) }
    let match = wholeMatch(local) ?? weakMatch(local)
    return match == .none || names.isRole(local) ? .none : match
  }

  private func wholeMatch(_ local: [UInt8]) -> OwnerMatch? {
    if ownLocalParts.contains(local) {
      return isDistinctive(local, letters: 3) ? .strong(.ownLocalPart) : .weak(.tooShort)
    }
    if fullNames.contains(local) {
      return isDistinctive(local, letters: 5) ? .strong(.fullName) : .weak(.tooShort)
    }
    return nil
  }

  private func weakMatch(_ local: [UInt8]) -> OwnerMatch {
    let stem = Array(local.prefix { !isDigit($0) })
    let hasDigits = stem.count < local.count
    // Four letters: what is shorter is a word or somebody else's name.
    if stem.count >= 4, local[stem.count...].allSatisfy(isDigit) {
      if stem == givenNameFirst { return .weak(.givenNameFirst) }
      if abbreviations.contains(stem) { return .weak(.initials) }
      if hasDigits, fullNames.contains(stem) { return .weak(.digitsAdded) }
    }
    return hasDigits && isOwnLocalPartWithDigits(local) ? .weak(.digitsAdded) : .none
  }

  // An own local part may end in digits itself: `annv2` and then `annv21`.
  private func isOwnLocalPartWithDigits(_ local: [UInt8]) -> Bool {
    ownLocalParts.contains { own in
      local.count > own.count && local.starts(with: own) && isDistinctive(own, letters: 3)
        && local[own.count...].allSatisfy(isDigit)
    }
  }

  private func isListedWithoutSeparators(_ local: [UInt8], at domain: MailDomain) -> Bool {
    listed.contains {
      $0.domain == domain && NameFolding.compact(localPart: $0.localPart) == local
    }
  }

  /// Whether it has that many letters, or enough digits to be a telephone number.
  private func isDistinctive(_ compact: [UInt8], letters: Int) -> Bool {
    let digits = compact.count(where: isDigit)
    return compact.count - digits >= letters || digits >= 9
  }
}
