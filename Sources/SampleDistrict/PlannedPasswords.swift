import OfficialMail
import Policy

// Passwords: PW-AGE and PW-INIT at the audit date, 1 October 2026. Three months before it is
// 1 July, one month before it 1 September; both days are still in time.
extension SamplePlan {
  mutating func plantPasswords() {
    plantOldPasswords()
    plantIssuedPasswords()
    plantUnreadable()
    plantLocked()
    if let index = index(of: SampleDistrict.waivedMailbox) {
      setChanged(index, day: "2026-02-16")
      expect("PW-AGE", .waived, of: index, because: "the policy waives this one")
    }
  }

  private mutating func plantOldPasswords() {
    // Well spread over three years, one in the unassigned mailboxes.
    for _ in 0..<38 {
      let index = takeMailbox()
      let age = random.chance(70) ? random.within(5...300) : random.within(300...1100)
      let changed = Day("2026-06-30")?.adding(days: -age)
      setChanged(index, day: changed?.description ?? "")
      expect("PW-AGE", .violation, of: index, because: "changed \(age + 93) days ago")
    }
    if let index = mailboxes.firstIndex(where: { $0.agency == Agency.unassigned }) {
      setChanged(index, day: "2025-11-04")
      expect("PW-AGE", .violation, of: index, because: "and no agency answers for it")
    }
    // 23:30 on 30 June in Vietnam: the last moment that is too late by one day.
    let late = takeMailbox()
    setChanged(late, at: "2026-06-30T16:30:00Z")
    expect("PW-AGE", .violation, of: late, because: "one day too old in the district's own zone")
    // 00:30 on 1 July in Vietnam, though 30 June in UTC.
    let inTime = takeMailbox()
    setChanged(inTime, at: "2026-06-30T17:30:00Z")
    expect("PW-AGE", .compliant, of: inTime, because: "in time in the district's own zone")
    let future = takeMailbox()
    setChanged(future, at: "2026-10-03T02:00:00Z")
    expect("PW-AGE", .compliant, of: future, because: "changed after the audit date")
  }

  private mutating func plantIssuedPasswords() {
    for age in [3, 12, 20, 33, 47, 80, 140, 400] {
      let index = takeMailbox()
      let issued = Day("2026-08-31")?.adding(days: -age)
      setIssued(index, at: "\(issued?.description ?? "")T02:10:00Z")
      expect("PW-INIT", .violation, of: index, because: "issued \(age + 31) days ago")
      expect("PW-AGE", .notApplicable, of: index, because: "PW-INIT judges an issued password")
    }
    // 08:10 on 1 September in Vietnam: one month to the day.
    for issued in ["2026-09-01T01:10:00Z", "2026-09-08T03:00:00Z", "2026-09-24T07:40:00Z"] {
      let index = takeMailbox()
      setIssued(index, at: issued)
      expect("PW-INIT", .compliant, of: index, because: "issued within the month")
    }
    for _ in 0..<2 {
      let index = takeMailbox()
      change(index) { $0.password = .issued(nil) }
      expect("PW-INIT", .cannotTell, of: index, because: "nobody knows when it was issued")
    }
  }

  private mutating func plantUnreadable() {
    for _ in 0..<6 {
      let index = takeMailbox()
      change(index) { $0.password = .unreadable }
      expect("PW-AGE", .cannotTell, of: index, because: "no pwdChangedTime")
      expect("PW-INIT", .notApplicable, of: index, because: "not known to be an issued password")
    }
  }

  private mutating func plantLocked() {
    for locked in [
      "000001010000Z", "000001010000Z", "20260812013000Z", "20260301000000Z", "20260930080000Z",
    ] {
      let index = takeMailbox()
      setChanged(index, day: "2025-01-20")
      change(index) {
        $0.locked = locked
        $0.isBusy = false
      }
      expect("PW-AGE", .notApplicable, of: index, because: "locked")
    }
  }

  mutating func setChanged(_ index: Int, day: String) {
    setChanged(index, at: "\(day)T03:\(10 + random.below(50)):00Z")
  }

  private mutating func setChanged(_ index: Int, at time: String) {
    guard let time = Timestamp(time) else { return }
    change(index) {
      $0.password = .changed(time)
      $0.created = min($0.created, time)
    }
  }

  private mutating func setIssued(_ index: Int, at time: String) {
    guard let time = Timestamp(time) else { return }
    change(index) {
      $0.password = .issued(time)
      $0.created = time
    }
  }
}
