import OfficialMail
import Policy

/// A policy and its rules in words, for `policy show`.
struct PolicyExplanation {
  let policy: Policy
  let language: Language

  var text: String {
    var lines = [
      "\(policy.id): \(policy.title[language])",
      label(vi: "Múi giờ", en: "Time zone") + policy.timeZone,
      label(vi: "Tên miền công vụ", en: "Official domains")
        + policy.officialDomains.map(\.name).joined(separator: ", "),
      label(vi: "Tên miền thư miễn phí", en: "Free mail domains")
        + String(policy.webmail.entries.count),
      "",
    ]
    let width = policy.rules.map(\.id.count).max() ?? 0
    lines += policy.rules.map { rule in
      let id = rule.id + String(repeating: " ", count: width - rule.id.count)
      return "\(id)  \(name(of: rule.description.severity))  \(rule.description.title[language])"
    }
    lines += policy.waivers.map(line)
    return lines.joined(separator: "\n")
  }

  func text(of rule: Rule) -> String {
    let about = rule.description
    var lines = [
      "\(about.id): \(about.title[language])",
      about.statement[language],
      label(vi: "Mức độ", en: "Severity") + name(of: about.severity),
      label(vi: "Giới hạn", en: "Limit") + about.limit[language],
    ]
    lines += about.basis.map { label(vi: "Căn cứ", en: "Basis") + line($0) }
    lines += [
      label(vi: "Khắc phục", en: "Remedy")
        + "\(about.remedy.text[language]) (\(about.remedy.deadline.text[language]))",
      label(vi: "Cần dữ liệu", en: "Needs")
        + about.needs.map(\.rawValue).sorted().joined(separator: ", "),
      label(vi: "Mã nguồn", en: "Source") + "\(about.source.file):\(about.source.line)",
      LocalizedText(vi: "Ví dụ:", en: "Examples:")[language],
    ]
    for example in rule.examples {
      lines.append("  \(example.expected.rawValue): \(example.name[language])")
      if let sentence = example.sentence { lines.append("    \(sentence[language])") }
    }
    lines += policy.waivers.filter { $0.rule == rule.id }.map(line)
    return lines.joined(separator: "\n")
  }

  private func line(_ basis: LegalBasis) -> String {
    var parts = [basis.text.name[language]]
    if let article = basis.article { parts.append(article[language]) }
    if let own = basis.ownDecision { parts.append(own[language]) }
    parts.append(name(of: basis.text.reading))
    return parts.joined(separator: "; ")
  }

  private func line(_ waiver: Waiver) -> String {
    let subject =
      switch waiver.subject {
      case .mailbox(let address): address
      case .agency(let code): code
      }
    return label(vi: "Miễn trừ", en: "Waiver")
      + "\(waiver.rule), \(subject), \(waiver.from)..\(waiver.until), \(waiver.decision), "
      + "\(waiver.approver): \(waiver.reason[language])"
  }

  private func label(vi: String, en: String) -> String {
    LocalizedText(vi: vi, en: en)[language] + ": "
  }

  private func name(of severity: Severity) -> String {
    let text =
      switch severity {
      case .low: LocalizedText(vi: "thấp", en: "low")
      case .medium: LocalizedText(vi: "trung bình", en: "medium")
      case .high: LocalizedText(vi: "cao", en: "high")
      case .critical: LocalizedText(vi: "nghiêm trọng", en: "critical")
      }
    return text[language]
  }

  private func name(of reading: LegalText.Reading) -> String {
    let text =
      switch reading {
      case .full: LocalizedText(vi: "đã đọc toàn văn", en: "read in full")
      case .part: LocalizedText(vi: "mới đọc một phần", en: "read in part")
      case .restated:
        LocalizedText(vi: "chỉ biết qua bản thuật lại", en: "known by a restatement only")
      }
    return text[language]
  }
}
