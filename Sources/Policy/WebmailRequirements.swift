public import OfficialMail

private func forwardingHidden(_ entry: DirectoryEvidence) -> Verdict {
  .cannotTell(
    Observation(
      LocalizedText(vi: "không rõ", en: "unknown"),
      LocalizedText(
        vi: "Danh bạ không cho tài khoản kiểm tra đọc nơi thư được chuyển tiếp, hoặc ghi hai điều "
          + "khác nhau.",
        en: "The directory does not let the auditing account read where mail is forwarded, or says "
          + "it in two ways."),
      evidence: [entry.saying("forwarding: not told")]))
}

extension Requirement {
  /// The mailbox's primary address is not on a webmail domain.
  public static let primaryAddressIsNoWebmail = Requirement(
    limit: .noneAllowed, needs: [.directory]
  ) { facts, standpoint in
    let primary = facts.mailbox.primary
    guard let entry = standpoint.webmail[primary.domain] else { return .compliant }
    return .violation(
      Observation(
        LocalizedText(verbatim: primary.description),
        LocalizedText(
          vi: "Địa chỉ chính đăng ký trong danh bạ là \(primary), thuộc dịch vụ thư miễn phí "
            + "\(entry.domain).",
          en: "The primary address in the directory is \(primary), on the free mail domain "
            + "\(entry.domain)."),
        evidence: [facts.mailbox.entry.saying("primary address: \(primary)")]))
  }

  /// The directory forwards no mail of the mailbox to webmail.
  public static let noForwardingToWebmail = Requirement(
    limit: .noneAllowed, needs: [.directory]
  ) { facts, standpoint in
    let targets = facts.mailbox.forwarding.filter { standpoint.webmail.contains($0.domain) }
    let entry = facts.mailbox.evidence(of: .forwarding)
    guard !targets.isEmpty else {
      guard let dn = facts.mailbox.unresolvedForwarding.first else {
        return facts.mailbox.hidden.contains(.forwarding) ? forwardingHidden(entry) : .compliant
      }
      return .cannotTell(
        Observation(
          LocalizedText(verbatim: dn),
          LocalizedText(
            vi:
              "Danh bạ đặt chuyển tiếp thư của hộp thư này tới \(dn), không đọc được thành địa chỉ "
              + "thư.",
            en:
              "The directory forwards the mail of this mailbox to \(dn), of which no mail address "
              + "could be made."),
          evidence: [entry.saying("forwarding: \(dn)")]))
    }
    let listed = targets.listed
    return .violation(
      Observation(
        listed,
        LocalizedText(
          vi: "Danh bạ đặt chuyển tiếp thư của hộp thư này tới \(listed.vi).",
          en: "The directory forwards the mail of this mailbox to \(listed.en)."),
        evidence: targets.prefix(evidenceKept).map { entry.saying("forwarding: \($0)") }))
  }

  /// No more than `limit` messages in one direction between the mailbox and webmail, whoever's.
  ///
  /// Where mail is forwarded to is the point, and is named; of mail to strangers the domains are
  /// enough, since citizens' addresses are personal data.
  public static func atMost(
    _ limit: MessageCount, _ direction: Correspondence.Direction, beyond weight: Weight
  ) -> Requirement {
    Requirement(limit: limit.asLimit, needs: [.logs]) { facts, standpoint in
      var counted: [Int] = []
      for index in facts.correspondence.indices
      where facts.correspondence[index].direction == direction
        && standpoint.webmail.contains(facts.correspondence[index].webmail.domain)
      {
        counted.append(index)
      }
      guard !counted.isEmpty else { return .compliant }
      let pairs = counted.map { facts.correspondence[$0] }
      let messages = pairs.messages
      guard messages > limit.count else { return .compliant }
      let listed = direction == .forwarded ? pairs.addresses.listed : pairs.domains.listed
      let what = direction.words(messages)
      return weight.verdict(
        Observation(
          LocalizedText(verbatim: String(messages)),
          LocalizedText(
            vi: "\(what.vi) \(listed.vi) \(pairs.span(in: standpoint).vi); "
              + "mức cho phép: \(limit.count).",
            en: "\(what.en) \(listed.en) \(pairs.span(in: standpoint).en); "
              + "allowed: \(limit.count)."),
          evidence: pairs.firstEvidence,
          inWords: MessageCount.messages(messages).text.joined(with: listed, by: ": ")))
    }
  }

  /// No message in these directions between the mailbox and a webmail address of its own owner.
  ///
  /// - Parameters:
  ///   - strong: what a strong owner match comes to.
  ///   - weak: what a weak match alone comes to; nil where it says nothing.
  public static func noOwnWebmail(
    _ directions: Set<Correspondence.Direction>, strong: Weight, weak: Weight?
  ) -> Requirement {
    let directions = Array(directions)
    return Requirement(limit: .noneAllowed, needs: [.logs]) { facts, standpoint in
      var owner: Owner?
      var strongOnes: [Match] = []
      var weakOnes: [Match] = []
      // By index: copying what is skipped would cost more than judging it.
      for index in facts.correspondence.indices
      where directions.contains(facts.correspondence[index].direction)
        && facts.correspondence[index].messages > 0
        && standpoint.webmail.contains(facts.correspondence[index].webmail.domain)
      {
        let pair = facts.correspondence[index]
        let known = owner ?? Owner(of: facts.mailbox, names: standpoint.ownerNames)
        owner = known
        switch standpoint.match(known, pair.webmail) {
        case .strong(let ground): strongOnes.append(Match(pair: pair, ground: .strong(ground)))
        case .weak(let ground): weakOnes.append(Match(pair: pair, ground: .weak(ground)))
        case .none: continue
        }
      }
      if !strongOnes.isEmpty {
        return strong.verdict(observation(of: strongOnes, from: standpoint))
      }
      guard let weak, !weakOnes.isEmpty else { return .compliant }
      return weak.verdict(observation(of: weakOnes, from: standpoint))
    }
  }

  private struct Match {
    let pair: Correspondence
    let ground: OwnerMatch
  }

  private static func observation(
    of matches: [Match], from standpoint: Standpoint
  ) -> Observation {
    let pairs = matches.map(\.pair)
    let directions = Set(pairs.map(\.direction)).sorted()
    let whats = directions.map { direction in
      let ones = pairs.filter { $0.direction == direction }
      return direction.words(ones.messages).joined(
        with: ones.addresses.listed, by: " ")
    }
    let what = whats.dropFirst().reduce(whats[0]) { $0.joined(with: $1, by: "; ") }
    let reasons = matches.map(\.ground.reason).reduce(into: [LocalizedText]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    let why = reasons.dropFirst().reduce(reasons[0]) { $0.joined(with: $1, by: "; ") }
    let span = pairs.span(in: standpoint)
    return Observation(
      LocalizedText(verbatim: String(pairs.messages)),
      LocalizedText(
        vi: "\(what.vi) \(span.vi); \(why.vi).", en: "\(what.en) \(span.en); \(why.en)."),
      evidence: pairs.firstEvidence,
      inWords: MessageCount.messages(pairs.messages).text
        .joined(with: pairs.addresses.listed, by: ": "))
  }
}

/// How many pieces of evidence and addresses a finding names.
private let evidenceKept = 5
private let addressesKept = 3

extension [EmailAddress] {
  /// The first few, and how many there are beside.
  fileprivate var listed: LocalizedText {
    LocalizedText(
      vi: shortened(self, rest: "địa chỉ khác", one: "địa chỉ khác", and: "và"),
      en: shortened(self, rest: "other addresses", one: "other address", and: "and"))
  }
}

extension [MailDomain] {
  /// The first few, and how many there are beside.
  fileprivate var listed: LocalizedText {
    LocalizedText(
      vi: shortened(self, rest: "tên miền khác", one: "tên miền khác", and: "và"),
      en: shortened(self, rest: "other domains", one: "other domain", and: "and"))
  }
}

private func shortened(
  _ names: [some CustomStringConvertible], rest: String, one: String, and: String
) -> String {
  let named = names.prefix(addressesKept).map(\.description).joined(separator: ", ")
  let more = names.count - addressesKept
  return more > 0 ? "\(named) \(and) \(more) \(more == 1 ? one : rest)" : named
}

extension [Correspondence] {
  fileprivate var messages: Int {
    reduce(0) { sum, pair in
      let (total, overflow) = sum.addingReportingOverflow(pair.messages)
      return overflow ? Int.max : total
    }
  }

  /// Every webmail address once, sorted.
  fileprivate var addresses: [EmailAddress] { Set(map(\.webmail)).sorted() }

  /// Every webmail domain once, sorted.
  fileprivate var domains: [MailDomain] { Set(map(\.webmail.domain)).sorted() }

  fileprivate var firstEvidence: [Evidence] {
    let all = flatMap(\.evidence).sorted {
      ($0.time, $0.file, $0.offset) < ($1.time, $1.file, $1.offset)
    }
    return all.prefix(evidenceKept).map { .log($0) }
  }

  /// From the first message's day to the last one's.
  fileprivate func span(in standpoint: Standpoint) -> LocalizedText {
    guard let first = map(\.first).min(), let last = map(\.last).max() else {
      return LocalizedText(verbatim: "")
    }
    let days = (standpoint.day(of: first), standpoint.day(of: last))
    return days.0 == days.1
      ? LocalizedText(vi: "ngày \(days.0)", en: "on \(days.0)")
      : LocalizedText(
        vi: "từ ngày \(days.0) đến ngày \(days.1)", en: "from \(days.0) to \(days.1)")
  }
}

extension Correspondence.Direction {
  /// "3 messages sent to": the addresses follow.
  fileprivate func words(_ count: Int) -> LocalizedText {
    let messages = count == 1 ? "1 message" : "\(count) messages"
    switch self {
    case .sent:
      return LocalizedText(vi: "Gửi \(count) thư tới", en: "\(messages) sent to")
    case .received:
      return LocalizedText(vi: "Nhận \(count) thư từ", en: "\(messages) received from")
    case .forwarded:
      return LocalizedText(
        vi: "Chuyển tiếp \(count) thư của hộp thư tới", en: "\(messages) forwarded to")
    case .sentAs:
      return LocalizedText(
        vi: "Đăng nhập bằng hộp thư này và gửi \(count) thư với địa chỉ người gửi",
        en: "\(messages) sent while logged in as this mailbox with the sender address")
    }
  }
}

extension OwnerMatch {
  /// Why the address is, or may be, the owner's.
  fileprivate var reason: LocalizedText {
    switch self {
    case .strong(.listed):
      LocalizedText(
        vi: "địa chỉ này được ghi trong danh bạ là của hộp thư",
        en: "the directory lists the address with this mailbox")
    case .strong(.ownLocalPart):
      LocalizedText(
        vi: "phần trước @ trùng với địa chỉ công vụ của hộp thư",
        en: "the part before @ is that of the mailbox's own address")
    case .strong(.fullName):
      LocalizedText(
        vi: "phần trước @ là họ tên đầy đủ của chủ hộp thư",
        en: "the part before @ is the owner's full name")
    case .weak(.initials):
      LocalizedText(
        vi: "chỉ là dấu hiệu: phần trước @ gồm tên và chữ đầu của họ, đệm, người khác cũng có thể "
          + "dùng",
        en: "only an indicator: the part before @ is the given name with initials, which others "
          + "may share")
    case .weak(.givenNameFirst):
      LocalizedText(
        vi: "chỉ là dấu hiệu: phần trước @ là họ tên của chủ hộp thư xếp theo thứ tự khác",
        en: "only an indicator: the part before @ is the owner's name in another order")
    case .weak(.digitsAdded):
      LocalizedText(
        vi: "chỉ là dấu hiệu: phần trước @ là tên hoặc địa chỉ của hộp thư thêm chữ số",
        en: "only an indicator: the part before @ is the owner's name or address with digits added")
    case .weak(.tooShort):
      LocalizedText(
        vi: "chỉ là dấu hiệu: phần trước @ trùng nhưng quá ngắn để chắc chắn",
        en: "only an indicator: the part before @ is the same but too short to be sure")
    case .weak(.sharedName):
      LocalizedText(
        vi: "chỉ là dấu hiệu: phần trước @ trùng nhưng là tên nhiều người cùng mang",
        en: "only an indicator: the part before @ is the same but a name that others bear too")
    case .none:
      LocalizedText(vi: "", en: "")
    }
  }
}
