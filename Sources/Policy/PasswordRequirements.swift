public import OfficialMail

extension Requirement {
  /// The owner changed the password within the span before the audit date. Issued passwords are
  /// another rule's; a password in another system is not applicable.
  public static func passwordChanged(within span: CalendarSpan) -> Requirement {
    Requirement(limit: span.text, needs: [.directory]) { facts, standpoint in
      switch facts.mailbox.password {
      case .changed(let time):
        if standpoint.isWithin(span, time) { return .compliant }
        return tooOld(
          standpoint.day(of: time), "\(time)", facts.mailbox, span, asOf: standpoint.asOf)
      case .changedOn(let day):
        if standpoint.isWithin(span, day) { return .compliant }
        return tooOld(day, "\(day)", facts.mailbox, span, asOf: standpoint.asOf)
      case .unknown(let reason):
        return .cannotTell(
          Observation(
            LocalizedText(vi: "không rõ", en: "unknown"),
            LocalizedText(
              vi: "Danh bạ không cho biết ngày đổi mật khẩu: \(reason.vi).",
              en: "The directory does not say when the password was changed: \(reason.en)."),
            evidence: [facts.mailbox.evidence(of: .password).recording("password changed: unknown")]
          ))
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
            evidence: [
              facts.mailbox.evidence(of: .password).recording("password issued: \(issued)")
            ],
            inWords: LocalizedText(vi: "cấp ngày \(day)", en: "issued \(day)")))
      case .mustChange(nil), .neverSet(nil):
        return .cannotTell(
          Observation(
            LocalizedText(vi: "không rõ ngày cấp", en: "issue date unknown"),
            LocalizedText(
              vi: "Mật khẩu được cấp chưa được đổi, nhưng danh bạ không cho biết ngày cấp.",
              en: "The issued password was not changed, but the directory does not say when it "
                + "was issued."),
            evidence: [facts.mailbox.evidence(of: .password).recording("password issued: unknown")])
        )
      case .changed, .changedOn, .elsewhere, .unknown:
        return .notApplicable
      }
    }
  }
}

private func tooOld(
  _ day: Day, _ recorded: String, _ mailbox: Mailbox, _ span: CalendarSpan, asOf: Day
) -> Verdict {
  .violation(
    Observation(
      LocalizedText(verbatim: day.description),
      LocalizedText(
        vi: "Mật khẩu đổi lần cuối ngày \(day), quá \(span.text.vi) trước ngày kiểm tra \(asOf).",
        en: "The password was last changed on \(day), more than \(span.text.en) before the audit "
          + "date \(asOf)."),
      evidence: [mailbox.evidence(of: .password).recording("password changed: \(recorded)")],
      inWords: LocalizedText(vi: "đổi lần cuối \(day)", en: "last changed \(day)")))
}

extension DirectoryEvidence {
  /// The entry with the words that are the point.
  func saying(_ words: String) -> Evidence {
    var entry = self
    entry.attribute = words
    return .directory(entry)
  }

  /// The entry with its value as stored, and with what that was read as.
  func recording(_ words: String) -> Evidence {
    saying(attribute.map { "\($0) (\(words))" } ?? words)
  }
}
