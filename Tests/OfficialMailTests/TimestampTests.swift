import Foundation
import OfficialMail
import Testing

@Test(arguments: [
  ("2026-02-27T16:59:59Z", "Asia/Ho_Chi_Minh", "2026-02-27"),
  ("2026-02-27T17:00:00Z", "Asia/Ho_Chi_Minh", "2026-02-28"),
  ("2026-02-28T00:00:00Z", "UTC", "2026-02-28"),
  ("2026-03-29T00:59:59Z", "Europe/Berlin", "2026-03-29"),
  ("2026-07-01T22:30:00Z", "Europe/Berlin", "2026-07-02"),
  ("2026-01-01T22:30:00Z", "Europe/Berlin", "2026-01-01"),
  ("1969-12-31T23:00:00Z", "Asia/Ho_Chi_Minh", "1970-01-01"),
])
func `a day is counted on the wall calendar of the zone`(
  time: String, zone: String, expected: String
) throws {
  let timestamp = try #require(Timestamp(time))
  let zone = try #require(TimeZone(identifier: zone))
  #expect(timestamp.day(in: zone).description == expected)
}

@Test(arguments: [
  "2026-02-28T24:00:00Z", "2026-02-28T10:60:00Z", "2026-02-30T10:00:00Z", "2026-02-28 10:00:00Z",
  "2026-02-28T10:00:00+07:00", "2026-02-28T10:00:00", "2026-02-28T10:00:00.5Z", "", "now",
])
func `text that is no UTC time is no timestamp`(text: String) {
  #expect(Timestamp(text) == nil)
}

@Test(arguments: ["1969-12-31T23:59:59Z", "2026-07-01T00:00:00Z", "2100-12-31T12:34:56Z"])
func `a timestamp reads back as it was written`(text: String) throws {
  #expect(try #require(Timestamp(text)).description == text)
}

@Test func `a leap second rolls over`() throws {
  let leap = try #require(Timestamp("2016-12-31T23:59:60Z"))
  #expect(leap.description == "2017-01-01T00:00:00Z")
}
