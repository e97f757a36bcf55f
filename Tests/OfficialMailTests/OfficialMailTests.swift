import OfficialMail
import Testing

@Test(arguments: [
  ("2026-05-31", -3, "2026-02-28"), ("2024-05-31", -3, "2024-02-29"),
  ("2026-01-15", -1, "2025-12-15"), ("2026-12-31", 2, "2027-02-28"),
])
func `months are calendar months, clamped to the month's end`(
  start: String, months: Int, expected: String
) throws {
  let day = try #require(Day(start))
  #expect(day.adding(months: months).description == expected)
}
