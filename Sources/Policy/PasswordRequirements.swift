public import OfficialMail

extension Requirement {
  /// The owner changed the password within the span before the audit date. Issued passwords are
  /// another rule's; a password in another system is not applicable.
  public static func passwordChanged(within span: CalendarSpan) -> Requirement {
    Requirement(limit: span.text, needs: [.directory]) { facts, standpoint in
      switch facts.mailbox.password {
      case .changed(let time) where standpoint.isWithin(span, time):
        return .compliant
      case .changed(let time):
        let day = standpoint.day(of: time)
        return .violation(
          Observation(
            LocalizedText(verbatim: day.description),
            LocalizedText(
              vi: "Mật khẩu đổi lần cuối ngày \(day), quá \(span.text.vi) trước ngày kiểm tra "
                + "\(standpoint.asOf).",
              en: "The password was last changed on \(day), more than \(span.text.en) before the "
                + "audit date \(standpoint.asOf)."),
            evidence: [facts.mailbox.entry.saying("password changed: \(time)")],
            inWords: LocalizedText(vi: "đổi lần cuối \(day)", en: "last changed \(day)")))
      case .unknown(let reason):
        return .cannotTell(
          Observation(
            LocalizedText(vi: "không rõ", en: "unknown"),
            LocalizedText(
              vi: "Danh bạ không cho biết ngày đổi mật khẩu: \(reason.vi).",
              en: "The directory does not say when the password was changed: \(reason.en)."),
            evidence: [facts.mailbox.entry.saying("password changed: unknown")]))
      case .mustChange, .neverSet, .elsewhere:
        return .notApplicable
      }
    }
  }

  /// A password issued by an administrator was replaced by the owner within the span after its
  /// issue.
  public static func issuedPasswordChanged(within span: CalendarSpan) -> Requirement {
    Requirement(limit: span.text, needs: [.directory]) { facts, standpoint in
      switch facts.mailbox.password {
      case .mustChange(let issued?), .neverSet(let issued?):
        if standpoint.isWithin(span, issued) { return .compliant }
        let day = standpoint.day(of: issued)
        return .violation(
          Observation(
            LocalizedText(verbatim: day.description),
            LocalizedText(
              vi: "Mật khẩu được cấp ngày \(day) và chưa được chủ hộp thư đổi sau hơn "
                + "\(span.text.vi), tính đến ngày kiểm tra \(standpoint.asOf).",
              en: "The password issued on \(day) had not been changed by its owner after more than "
                + "\(span.text.en), on the audit date \(standpoint.asOf)."),
            evidence: [facts.mailbox.entry.saying("password issued: \(issued)")],
            inWords: LocalizedText(vi: "cấp ngày \(day)", en: "issued \(day)")))
      case .mustChange(nil), .neverSet(nil):
        return .cannotTell(
          Observation(
            LocalizedText(vi: "không rõ ngày cấp", en: "issue date unknown"),
            LocalizedText(
              vi: "Mật khẩu được cấp chưa được đổi, nhưng danh bạ không cho biết ngày cấp.",
              en: "The issued password was not changed, but the directory does not say when it "
                + "was issued."),
            evidence: [facts.mailbox.entry.saying("password issued: unknown")]))
      case .changed, .elsewhere, .unknown:
        return .notApplicable
      }
    }
  }
}

extension DirectoryEvidence {
  /// The entry with the words that are the point.
  func saying(_ words: String) -> Evidence {
    var entry = self
    entry.attribute = words
    return .directory(entry)
  }
}
