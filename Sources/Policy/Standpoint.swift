import Foundation
public import OfficialMail

/// From where an audit judges: its date, the policy's calendar, and what the policy calls what.
public struct Standpoint: Sendable {
  public let asOf: Day
  public let webmail: WebmailCatalogue
  public let ownerNames: OwnerNames
  private let namesakes: Namesakes
  private let zone: TimeZone

  /// An unknown zone is reported by `Policy.failures()`; days then count in UTC.
  ///
  /// - Parameter mailboxes: all of the audit, among which an owner may have namesakes.
  init(policy: Policy, asOf: Day, mailboxes: [MailboxFacts]) {
    self.asOf = asOf
    namesakes = Namesakes(of: mailboxes, names: policy.ownerNames)
    webmail = policy.webmail
    ownerNames = policy.ownerNames
    zone = TimeZone(identifier: policy.timeZone) ?? .gmt
  }

  /// What a webmail address has in common with a mailbox's owner. What it has in common with the
  /// owner of another mailbox too is no proof against either, unless the directory lists it.
  func match(_ owner: Owner, _ webmail: EmailAddress) -> OwnerMatch {
    let match = owner.match(webmail)
    guard match.isStrong, match != .strong(.listed), namesakes.share(webmail) else { return match }
    return .weak(.sharedName)
  }

  /// The civil day of an instant in the policy's zone.
  public func day(of time: Timestamp) -> Day { time.day(in: zone) }

  /// Whether `time` falls on the day `span` before the audit date or later. That day is in time;
  /// so is everything after the audit date.
  public func isWithin(_ span: CalendarSpan, _ time: Timestamp) -> Bool {
    let first = asOf.subtracting(span)
    let utc = time.utcDay
    // No zone is a whole day away from UTC, so that its rules are asked near the border only.
    if utc > first.adding(days: 1) { return true }
    if utc < first.adding(days: -1) { return false }
    return day(of: time) >= first
  }

  /// The same of a day of UTC that was recorded without an hour: it counts as its last second,
  /// which is the next day already in countries to the east.
  public func isWithin(_ span: CalendarSpan, _ day: Day) -> Bool {
    let midnight = Int64(day.adding(days: 1).daysSinceEpoch) * 86_400
    return isWithin(span, Timestamp(secondsSinceEpoch: midnight - 1))
  }
}
