import Directory
import OfficialMail
import Testing

@Test(arguments: [
  ("20200101000000Z", "2020-01-01T00:00:00Z"), ("2020010100Z", "2020-01-01T00:00:00Z"),
  ("202001010000+0230", "2019-12-31T21:30:00Z"),
  ("20200101000000,5-0100", "2020-01-01T01:00:00Z"),
  ("20200101000000.123456Z", "2020-01-01T00:00:00Z"),
  ("20161231235960Z", "2017-01-01T00:00:00Z"), ("2020010112.25Z", "2020-01-01T12:15:00Z"),
  ("202001011230.5Z", "2020-01-01T12:30:30Z"), ("20200101000000+07", "2019-12-31T17:00:00Z"),
  ("2020-01-01T00:00:00Z", "2020-01-01T00:00:00Z"),
  ("2020-01-01T07:00:00.25+07:00", "2020-01-01T00:00:00Z"),
  ("20240229120000Z", "2024-02-29T12:00:00Z"),
  ("20200101000000.999999999Z", "2020-01-01T00:00:00Z"),
])
func `a time in any shape met is read in UTC`(text: String, expected: String) throws {
  #expect(try GeneralizedTime.read(Array(text.utf8)[...]).description == expected)
}

@Test(arguments: [
  ("20200101000000", UnusableTime.noZone), ("2020-01-01T00:00:00", .noZone),
  ("000001010000Z", .implausible), ("19700101000000Z", .implausible),
  ("16010101000000Z", .implausible), ("18991230000000Z", .implausible),
  ("19921231235959Z", .implausible), ("99991231235959Z", .implausible),
  ("20230229000000Z", .unreadable), ("20201301000000Z", .unreadable),
  ("2020010124Z", .unreadable), ("20200101000061Z", .unreadable), ("", .unreadable),
  ("20200101", .unreadable), ("20200101000000.Z", .unreadable), ("20200101000000Zx", .unreadable),
  ("20200101000000+2400", .unreadable), ("２０２００１０１０００００0Z", .unreadable),
  ("20200101000000z1", .unreadable), ("-0200101000000Z", .unreadable), ("1767225600", .noZone),
])
func `what is no time to judge by says why`(text: String, problem: UnusableTime) {
  #expect(throws: problem) { try GeneralizedTime.read(Array(text.utf8)[...]) }
}
