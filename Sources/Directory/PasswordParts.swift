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
    if let reset = entry.first(AttributeType.pwdReset.key) {
      if reset.isWord("true") { return .mustChange(issued: try? time(.pwdChangedTime)?.get()) }
      guard reset.isWord("false") else {
        return .unknown(
          reason: LocalizedText(
            vi: "pwdReset không phải là TRUE hay FALSE",
            en: "pwdReset is neither TRUE nor FALSE"))
      }
    }
    return changed(.pwdChangedTime)
  }

  /// Any lock of the password policy locks; an end that has passed expires and goes first.
  func statusByPolicyOverlay(on moment: Timestamp) -> Mailbox.Status {
    .of(
      expired: isPast(.pwdEndTime, on: moment),
      locked: entry.contains(AttributeType.pwdAccountLockedTime.key))
  }
}

extension Mailbox.Status {
  /// Of several states the one that says most: disabled, then expired, then locked.
  static func of(disabled: Bool = false, expired: Bool = false, locked: Bool = false) -> Self {
    if disabled { return .disabled }
    if expired { return .expired }
    return locked ? .locked : .active
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
