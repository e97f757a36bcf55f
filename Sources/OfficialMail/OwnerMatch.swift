/// How surely a webmail address is the own address of a mailbox's owner.
///
/// Strong is proof enough to accuse somebody of, so that short or shared names never are; weak is
/// an indicator at most. Case, the separators `.` `_` `-` and a plus tag do not count. For Nguyễn
/// Văn An with the mailbox `an.sotc@`:
///
/// | local part | match |
/// |---|---|
/// | any that the directory lists with its domain; `an.sotc`; `nguyenvanan`, `anvannguyen` | strong |
/// | `annv`, `nvan`; `annguyenvan`, `vanannguyen`; those and the strong ones with digits | weak |
/// | `an`, `vanan`, `nguyenan`, `nguyenvan`; digits elsewhere than at the end | none |
///
/// A role word (`vanthu`, `phongtaichinh2`) is nobody's unless the directory lists the address.
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
    /// All words in another order, as where the given name stands first: `annguyenvan`.
    case givenNameFirst
    /// The whole name or an own local part with digits after it.
    case digitsAdded
    /// As a strong match, but so short that strangers share it.
    case tooShort
    /// As a strong match, but strangers bear that name: `hung` of `hung@`, one that the directory
    /// numbers, or one that would be a strong match of another mailbox's owner too.
    case sharedName
  }

  public var isStrong: Bool {
    if case .strong = self { true } else { false }
  }

  public var isWeak: Bool {
    if case .weak = self { true } else { false }
  }
}
