/// One mailbox's owner, ready to be compared with many addresses.
public struct Owner: Sendable {
  private let listed: [Listed]
  /// The strongest first.
  private let forms: [Form]
  private let names: OwnerNames

  public init(of mailbox: Mailbox, names: OwnerNames) {
    self.names = names
    listed = (mailbox.addresses + mailbox.alternates).map(Listed.init)
    let own = mailbox.addresses.compactMap {
      NameFolding.compact(localPart: $0.withoutTag.localPart)
    }
    // An office has no name that is somebody's, whoever sits there.
    let isPerson = mailbox.kind == .personal && !own.prefix(1).contains(where: names.isRole)
    let name = isPerson ? DisplayName(mailbox.ownerName, names: names) : nil
    let words = name?.words ?? []
    var forms = own.map { Form(ownLocalPart: $0, words: words) }
    // One word is a name that thousands share.
    if let name, (2...12).contains(words.count) {
      forms += Form.forms(of: name, names: names)
    }
    self.forms = forms.filter(\.whole.isStrong) + forms.filter(\.whole.isWeak)
  }

  /// What `webmail` has in common with the owner. Separators, case and a plus tag do not count.
  public func match(_ webmail: EmailAddress) -> OwnerMatch {
    let webmail = webmail.withoutTag
    let isBounded = webmail.localPart.utf8.count <= 128
    let local = isBounded ? NameFolding.compact(localPart: webmail.localPart) : nil
    if listed.contains(where: { $0.isSame(as: webmail, folded: local) }) { return .strong(.listed) }
    guard let local else { return .none }
    let match = bestForm(of: local)
    return match == .none || names.isRole(local) ? .none : match
  }

  // MARK: Claims

  /// A number for the local part of `address`, the same for all that are spelled alike; nil where it
  /// is nobody's name. That two others have the same number is possible and no matter: they would be
  /// taken for shared.
  package static func claim(to address: EmailAddress) -> UInt64? {
    NameFolding.compact(localPart: address.withoutTag.localPart).map(mixed)
  }

  /// The numbers of the mailbox's own local parts and of its owner's full name, forwards and
  /// backwards; of a name that the directory numbers too. Cheaper than the owner's forms: of a big
  /// directory all are asked for.
  package static func strongClaims(of mailbox: Mailbox, names: OwnerNames) -> [UInt64] {
    var claims = mailbox.addresses.compactMap { claim(to: $0) }
    guard mailbox.kind == .personal else { return claims }
    let name = mailbox.ownerName
    let plain = name.utf8.allSatisfy { $0 == 0x20 || $0 >= 0x80 || ($0 | 0x20) &- 0x61 < 26 }
    var words = plain ? NameFolding.words(name) : []
    if !plain || names.mayHaveTitle(words) { words = DisplayName(name, names: names).words }
    guard words.count > 1 else { return claims }
    claims.append(mixed(Array(words.joined())))
    claims.append(mixed(Array(words.reversed().joined())))
    return claims
  }

  // FNV-1a
  private static func mixed(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }

  private func bestForm(of local: [UInt8]) -> OwnerMatch {
    var match = OwnerMatch.none
    for form in forms where local.starts(with: form.bytes) {
      if local.count == form.bytes.count { return form.whole }
      // An own local part may end in digits itself: `annv2` and then `annv21`.
      if match == .none, local[form.bytes.count...].allSatisfy(isDigit) { match = form.numbered }
    }
    return match
  }
}

/// An address of the owner's, as the directory has it.
private struct Listed {
  let address: EmailAddress
  let folded: [UInt8]?

  init(_ address: EmailAddress) {
    self.address = address.withoutTag
    folded = NameFolding.compact(localPart: self.address.localPart)
  }

  func isSame(as other: EmailAddress, folded otherFolded: [UInt8]?) -> Bool {
    address.domain == other.domain
      && (address == other || (folded != nil && folded == otherFolded))
  }
}

/// A local part that the owner may have elsewhere, folded and without separators.
private struct Form {
  let bytes: [UInt8]
  /// What that local part is worth.
  let whole: OwnerMatch
  /// What it is worth with digits after it: never more.
  let numbered: OwnerMatch
}

extension Form {
  init(ownLocalPart bytes: [UInt8], words: [[UInt8]]) {
    self.bytes = bytes
    let letters = bytes.count { !isDigit($0) }
    let stem = Array(bytes.prefix { !isDigit($0) })
    let isBareName = isSyllable(stem) || words.contains(stem)
    // Nine digits are a telephone number; with more after it, it is another one.
    if letters < 4, bytes.count - letters < 9 {
      whole = .weak(.tooShort)
    } else {
      whole = isBareName ? .weak(.sharedName) : .strong(.ownLocalPart)
    }
    numbered = letters < 3 || isBareName ? .none : .weak(.digitsAdded)
  }

  private init(fullName words: [[UInt8]], isShared: Bool) {
    bytes = Array(words.joined())
    // Hồ An is `hoan` and Hồ Anh is `hoanh`: words, and names of others.
    if bytes.count < 5 {
      whole = .weak(.tooShort)
    } else {
      whole = isShared || isSyllable(bytes) ? .weak(.sharedName) : .strong(.fullName)
    }
    numbered = bytes.count < 4 || isSyllable(bytes) ? .none : .weak(.digitsAdded)
  }

  private init(_ bytes: [UInt8], _ ground: OwnerMatch.Weak) {
    self.bytes = bytes
    // What is shorter, or a syllable, is a word or somebody else's name.
    whole = bytes.count < 4 || isSyllable(bytes) ? .none : .weak(ground)
    numbered = whole
  }

  /// All forms of a name of two words or more.
  static func forms(of name: DisplayName, names: OwnerNames) -> [Form] {
    let words = name.words
    let ordered = names.ordered(words)
    let backwards: [[UInt8]] = words.reversed()
    var forms = [Form(fullName: words, isShared: name.isShared)]
    // Of "An Nguyen Van" nobody would read the words backwards.
    if ordered == words || ordered == backwards {
      forms.append(Form(fullName: backwards, isShared: name.isShared))
    }
    for first in words.indices {
      let turned = (ordered[first...] + ordered[..<first]).joined()
      forms.append(Form(Array(turned), .givenNameFirst))
    }
    // Of four words and more, the last two may be the given name: Nguyễn Thị Thanh Hương.
    let givenCounts = names.order == .familyFirst && words.count > 3 ? 1...2 : 1...1
    for count in givenCounts {
      let isLast = names.order == .familyFirst
      let given = Array((isLast ? ordered.suffix(count) : ordered.prefix(count)).joined())
      let rest = isLast ? ordered.dropLast(count) : ordered.dropFirst(count)
      let initials = rest.compactMap(\.first)
      guard given.count > 1 else { continue }
      forms.append(Form(given + initials, .initials))
      forms.append(Form(initials + given, .initials))
    }
    return forms
  }
}
