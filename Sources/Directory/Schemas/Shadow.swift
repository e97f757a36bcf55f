import LDAP
import OfficialMail

/// RFC 2307, section 2.2; the numbers are those of shadow(5).
extension AttributeType {
  fileprivate static let shadowExpire = AttributeType("shadowExpire")
  fileprivate static let shadowLastChange = AttributeType("shadowLastChange")
}

extension DirectorySchema {
  /// POSIX accounts with shadow attributes, in any LDAP server.
  static let shadow = ofPersons(
    name: .shadow, product: "POSIX accounts with shadow attributes",
    passwordTime: .shadowLastChange,
    password: [.pwdChangedTime, .pwdReset],
    status: [.shadowExpire, .pwdAccountLockedTime, .pwdEndTime], identity: .entryUUID,
    mark: having(.shadowLastChange, .shadowExpire),
    advice: .slapd(
      passwordTime: "passwd writes shadowLastChange where it may write to the directory "
        + "(rootbinddn); changes by LDAP itself leave it as it is")
  ) { parts, moment in
    let (password, day) = shadowPassword(parts)
    return AccountState(
      status: .of([shadowStatus(parts, on: moment), parts.statusByPolicyOverlay(on: moment)]),
      password: parts.orLaterByPolicyOverlay(password),
      evidence: parts.evidence(.shadowLastChange).map { stored in
        day.map { "\(stored) (\($0))" } ?? stored
      })
  }
}

/// Days since 1970-01-01; 0 makes the owner change the password at the next login.
private func shadowPassword(_ parts: EntryParts) -> (Mailbox.Password, Day?) {
  guard let value = parts.entry.first(AttributeType.shadowLastChange.key) else {
    return (.missing(.shadowLastChange), nil)
  }
  if value.integer == 0 { return (.mustChange(issued: nil), nil) }
  do throws(UnusableTime) {
    let day = try TimeForm.day(value)
    return (.changedOn(day), day)
  } catch {
    return (.unknown(reason: parts.unreadable(.shadowLastChange, error, value).reason), nil)
  }
}

private func shadowStatus(_ parts: EntryParts, on moment: Timestamp) -> Mailbox.Status {
  guard let value = parts.entry.first(AttributeType.shadowExpire.key) else { return .active }
  // 0 means never to some programs, and 1970 to others.
  guard let number = value.integer, number != 0 else { return .unknown }
  // 1 is how usermod(8) has accounts locked; a negative number is never.
  return number > 0 && number <= Int64(moment.utcDay.daysSinceEpoch) ? .expired : .active
}
