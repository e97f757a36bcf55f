import OfficialMail
import Testing

@Test(arguments: [
  ("2026-05-31", -3, "2026-02-28"), ("2024-05-31", -3, "2024-02-29"),
  ("2026-01-15", -1, "2025-12-15"), ("2026-12-31", 2, "2027-02-28"),
  ("2026-03-31", -1, "2026-02-28"), ("2024-02-29", -12, "2023-02-28"),
  ("2024-02-29", -48, "2020-02-29"), ("2026-07-31", 0, "2026-07-31"),
  ("2000-01-01", -1, "1999-12-01"), ("1970-01-31", -1, "1969-12-31"),
])
func `months are calendar months, clamped to the month's end`(
  start: String, months: Int, expected: String
) throws {
  let day = try #require(Day(start))
  #expect(day.adding(months: months).description == expected)
}

@Test(arguments: [
  ("2026-03-01", -1, "2026-02-28"), ("2024-03-01", -1, "2024-02-29"),
  ("2025-12-31", 1, "2026-01-01"), ("1970-01-01", -1, "1969-12-31"),
  ("2026-09-30", -90, "2026-07-02"),
])
func `days cross months and years`(start: String, days: Int, expected: String) throws {
  let day = try #require(Day(start))
  #expect(day.adding(days: days).description == expected)
}

@Test(arguments: [
  "2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-4-30", "26-04-30", "2026/04/30",
  "2026-04-30 ", "2026-04-30T00:00:00Z", "", "+026-04-30", "0000-01-01", "２026-04-30",
])
func `text that is no date of the calendar is no day`(text: String) {
  #expect(Day(text) == nil)
}

@Test func `every day of four centuries reads back as it was written`() throws {
  let first = try #require(Day("1800-01-01"))
  let last = try #require(Day("2200-01-01"))
  var day = first
  while day < last {
    let (year, month, date) = day.components
    #expect(Day(year: year, month: month, day: date) == day)
    #expect(Day(day.description) == day)
    day = day.adding(days: 1)
  }
}

@Test(arguments: [
  (CalendarSpan.months(3), "3 tháng", "3 months"), (.months(1), "1 tháng", "1 month"),
  (.days(1), "1 ngày", "1 day"), (.days(90), "90 ngày", "90 days"),
])
func `a span says its unit`(span: CalendarSpan, vi: String, en: String) {
  #expect(span.text == LocalizedText(vi: vi, en: en))
}
