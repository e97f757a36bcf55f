import OfficialMail
import Testing

@Test(arguments: [
  ("2026", "2026-01-01", "2026-12-31"), ("2026-Q1", "2026-01-01", "2026-03-31"),
  ("2026-q3", "2026-07-01", "2026-09-30"), ("2026-Q4", "2026-10-01", "2026-12-31"),
  ("2024-02", "2024-02-01", "2024-02-29"), ("2026-12", "2026-12-01", "2026-12-31"),
  ("2026-07-01..2026-09-30", "2026-07-01", "2026-09-30"),
  ("2026-07-05..2026-07-05", "2026-07-05", "2026-07-05"),
])
func `a period includes both its ends`(text: String, first: String, last: String) throws {
  let period = try #require(Period(text))
  #expect(period.first.description == first)
  #expect(period.last.description == last)
  #expect(period.contains(period.first) && period.contains(period.last))
  #expect(!period.contains(period.last.adding(days: 1)))
}

@Test(arguments: [
  "2026-Q5", "2026-Q0", "2026-13", "2026-00", "26-Q1", "2026-07-02..2026-07-01", "2026-07-01..",
  "..2026-07-01", "2026-Q", "Q3", "", "2026-07-01", "2026-7", "20a6",
])
func `text that is no period is none`(text: String) {
  #expect(Period(text) == nil)
}

@Test(arguments: ["2026", "2026-Q3", "2026-07", "2026-07-01..2026-09-29"])
func `a period is written in its shortest form`(text: String) throws {
  #expect(try #require(Period(text)).description == text)
}

@Test(arguments: [
  ("2026-10-05", "2026-Q3"), ("2026-09-30", "2026-Q2"), ("2026-01-01", "2025-Q4"),
])
func `the quarter before a day ended before it`(day: String, expected: String) throws {
  #expect(Period.quarter(before: try #require(Day(day)))?.description == expected)
}
