import LDAP
import OfficialMail

extension EntryParts {
  /// What an attribute with the date of the last change says by itself.
  func changed(_ type: AttributeType, as form: TimeForm = .generalized) -> Mailbox.Password {
    switch time(type, as: form) {
    case nil: .missing(type)
    case .success(let time): .changed(time)
    case .failure(let problem): .unknown(reason: problem.reason)
    }
  }

  /// The password by the attributes of draft-behera-ldap-password-policy-10: `pwdReset` says that
  /// an administrator issued the password of `pwdChangedTime`.
  func passwordByPolicyOverlay() -> Mailbox.Password {
    issued(if: flag(.pwdReset), changed(.pwdChangedTime), .pwdReset)
  }

  /// A password that was changed, or issued where a flag says so.
  ///
  /// - Parameter isIssued: nil where the flag is neither TRUE nor FALSE.
  func issued(
    if isIssued: Bool?, _ changed: Mailbox.Password, _ flag: AttributeType
  ) -> Mailbox.Password {
    switch (isIssued, changed) {
    case (true?, .changed(let time)): .mustChange(issued: time)
    case (true?, _): .mustChange(issued: nil)
    case (false?, _): changed
    case (nil, _):
      .unknown(
        reason: LocalizedText(
          vi: "\(flag) không phải là TRUE hay FALSE", en: "\(flag) is neither TRUE nor FALSE"))
    }
  }

  /// The product's own record of the password, or the password policy's where that is later: who
  /// changes the password by LDAP leaves the product's own date as it is, and the other way round.
  func orLaterByPolicyOverlay(_ own: Mailbox.Password) -> Mailbox.Password {
    guard entry.contains(AttributeType.pwdChangedTime.key) || flag(.pwdReset) != false else {
      return own
    }
    let overlay = passwordByPolicyOverlay()
    switch (own, overlay) {
    case (.changed(let time), .changed(let other)): return time >= other ? own : overlay
    case (.changedOn(let day), .changed(let other)): return day >= other.utcDay ? own : overlay
    case (.changed(let time), .mustChange(let issued?)): return time > issued ? own : overlay
    case (.changedOn(let day), .mustChange(let issued?)):
      return day > issued.utcDay ? own : overlay
    case (.mustChange(let issued?), .changed(let time)): return time > issued ? overlay : own
    case (.changed, _), (.changedOn, _), (.unknown, _): return overlay
    case (.mustChange, _), (.neverSet, _), (.elsewhere, _): return own
    }
  }

  /// Any lock of the password policy locks; an end that has passed expires and goes first.
  func statusByPolicyOverlay(on moment: Timestamp) -> Mailbox.Status {
    .of(
      expired: isPast(.pwdEndTime, on: moment),
      locked: entry.contains(AttributeType.pwdAccountLockedTime.key))
  }
}

extension Mailbox.Status {
  /// Of several states the one that says most: disabled, then expired, then locked; unknown where
  /// one of them cannot be read (nil) and no other holds.
  static func of(disabled: Bool? = false, expired: Bool? = false, locked: Bool? = false) -> Self {
    if disabled == true { return .disabled }
    if expired == true { return .expired }
    if locked == true { return .locked }
    return disabled == nil || expired == nil || locked == nil ? .unknown : .active
  }

  /// The same of states that are each one of the words.
  static func of(_ states: [Mailbox.Status]) -> Self {
    .of(
      disabled: states.contains(.disabled), expired: states.contains(.expired),
      locked: states.contains(.locked) ? true : states.contains(.unknown) ? nil : false)
  }
}

extension Mailbox.Password {
  /// The directory served no such attribute.
  static func missing(_ type: AttributeType) -> Self {
    .unknown(
      reason: LocalizedText(vi: "không có thuộc tính \(type)", en: "no \(type)"))
  }

  /// The same, with what the server says of this account's rights.
  static func missing(_ type: AttributeType, _ readability: Readability) -> Self {
    switch readability {
    case .notReadable:
      .unknown(
        reason: LocalizedText(
          vi: "tài khoản kiểm tra không được quyền đọc \(type)",
          en: "\(type) is not readable by this account"))
    case .notInSchema:
      .unknown(
        reason: LocalizedText(
          vi: "máy chủ không có thuộc tính \(type)", en: "the server knows no \(type)"))
    case .readable, .untold: missing(type)
    }
  }
}
