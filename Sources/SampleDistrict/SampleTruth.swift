package import OfficialMail
package import Policy

/// What was planted in a sample: the verdicts a right audit must reach, and no others.
package struct SampleTruth: Sendable, Hashable {
  /// The verdict of one rule on one mailbox.
  package struct Verdict: Sendable, Hashable, Comparable {
    package var rule: String
    package var verdict: VerdictKind
    package var agency: String
    /// The mailbox's primary address.
    package var subject: String
    /// What makes this case worth planting.
    package var reason: String

    package static func < (left: Verdict, right: Verdict) -> Bool {
      (left.rule, left.agency, left.subject) < (right.rule, right.agency, right.subject)
    }
  }

  package struct Pair: Sendable, Hashable, Comparable {
    package var mailbox: EmailAddress
    package var webmail: MailDomain
    package var direction: Correspondence.Direction

    package static func < (left: Pair, right: Pair) -> Bool {
      (left.mailbox, left.webmail, left.direction)
        < (right.mailbox, right.webmail, right.direction)
    }
  }

  package struct Volume: Sendable, Hashable {
    package var messages: Int
    package var first: Timestamp
    package var last: Timestamp
  }

  /// Violations, indicators, waivers and cannot-tells: the rows of findings.csv, sorted like them.
  package var findings: [Verdict] = []
  /// Cases that look like a breach and are none, each with its reason: compliant or notApplicable.
  package var innocent: [Verdict] = []
  package var mailboxes = 0
  /// Mailboxes by the code of the agency that answers for them, `unassigned` among them.
  package var mailboxesByAgency: [String: Int] = [:]
  /// All correspondence in the logs, as `logs tally` must count it.
  package var correspondence: [Pair: Volume] = [:]
  /// Official addresses with correspondence that no directory entry has.
  package var strangers: [EmailAddress] = []
  package var lines = 0
  package var bytes = 0

  /// The tally as `logs tally` prints it.
  package var tallyCSV: String {
    let rows = correspondence.sorted { $0.key < $1.key }.map { pair, volume in
      "\(pair.mailbox),\(pair.webmail),\(pair.direction.rawValue),\(volume.messages),"
        + "\(volume.first),\(volume.last)"
    }
    return (["mailbox,webmail,direction,messages,first,last"] + rows).joined(separator: "\n")
      + "\n"
  }
}

extension SampleTruth {
  /// Counts one delivery between addresses as they are meant, whatever the log writes for them.
  mutating func count(
    author: String, authenticated: String?, addressed: String?, delivered: String, at time: Moment
  ) {
    let author = Party(author)
    let delivered = Party(delivered)
    if let addressed = addressed.map({ Party($0) }), addressed.isOfficial, delivered.isWebmail {
      add(addressed, delivered, .forwarded, time)
    } else if author.isOfficial, delivered.isWebmail {
      add(author, delivered, .sent, time)
    } else if author.isWebmail, delivered.isOfficial {
      add(delivered, author, .received, time)
    }
    if let user = authenticated.map({ Party($0) }), user.isOfficial, author.isWebmail {
      add(user, author, .sentAs, time)
    }
  }

  private mutating func add(
    _ official: Party, _ webmail: Party, _ direction: Correspondence.Direction, _ time: Moment
  ) {
    guard let mailbox = official.address, let domain = webmail.address?.domain else { return }
    let pair = Pair(mailbox: mailbox, webmail: domain, direction: direction)
    let stamp = time.timestamp
    var volume = correspondence[pair] ?? Volume(messages: 0, first: stamp, last: stamp)
    volume.messages += 1
    volume.first = min(volume.first, stamp)
    volume.last = max(volume.last, stamp)
    correspondence[pair] = volume
  }
}

/// One side of a message, as the sample means it.
struct Party {
  var address: EmailAddress?

  init(_ text: String) {
    address = EmailAddress(text)?.withoutTag
  }

  var isOfficial: Bool {
    guard let domain = address?.domain, let district = MailDomain(SampleDistrict.domain) else {
      return false
    }
    return domain.isAtOrBelow(district)
  }

  var isWebmail: Bool {
    (address?.domain.name).map { SampleDistrict.webmailDomains.contains($0) } ?? false
  }
}

/// An instant of the sample: milliseconds of local time since 1970-01-01T00:00 local.
struct Moment: Sendable, Hashable, Comparable {
  var milliseconds: Int

  init(milliseconds: Int) {
    self.milliseconds = milliseconds
  }

  /// `day` counts from the first of July.
  init(day: Int, hour: Int, minute: Int = 0) {
    milliseconds = ((SampleDistrict.firstDay + day) * 24 + hour) * 3_600_000 + minute * 60_000
  }

  /// In UTC; Vietnam has had no daylight saving since 1975 and is 7 hours ahead.
  var timestamp: Timestamp {
    Timestamp(secondsSinceEpoch: Int64(milliseconds / 1000 - 7 * 3600))
  }

  static func < (left: Moment, right: Moment) -> Bool { left.milliseconds < right.milliseconds }

  static func + (left: Moment, right: Int) -> Moment {
    Moment(milliseconds: left.milliseconds + right)
  }
}
