import OfficialMail
import Testing

@Test(arguments: [
  ("An.Nguyen@SongMa.gov.vn", "an.nguyen@songma.gov.vn"),
  ("an@gmail.com.", "an@gmail.com"), ("\"a@b\"@example.org", "\"a@b\"@example.org"),
  ("\"a\\\"@b\"@example.org", "\"a\\\"@b\"@example.org"), ("a@b@c.example", "a@b@c.example"),
  ("o'brien@example.org", "o'brien@example.org"), ("an@bücher.example", "an@xn--bcher-kva.example"),
  ("ĐỨC@example.org", "đức@example.org"), ("\"An.Le\"@example.org", "an.le@example.org"),
  ("\"an..le\"@example.org", "\"an..le\"@example.org"), ("\"\"@example.org", "\"\"@example.org"),
])
func `two spellings are one address`(text: String, expected: String) throws {
  #expect(try #require(EmailAddress(text)).description == expected)
}

@Test(arguments: [
  "", "an", "@example.org", "an@", "an@.org", "\"an@example.org", "a\u{0}n@example.org",
  "a\u{1B}[2Jn@example.org", "an@exa mple.org", "a\nn@example.org", "a\u{7F}@example.org",
  "a\u{9B}2J@example.org",
])
func `text that is no address is none`(text: String) {
  #expect(EmailAddress(text) == nil)
}

@Test(arguments: [
  ("an+news@example.org", "an@example.org"), ("an+a+b@example.org", "an@example.org"),
  ("+an@example.org", "+an@example.org"), ("\"an+x\"@example.org", "an@example.org"),
  ("an@example.org", "an@example.org"),
])
func `a plus tag is folded`(text: String, expected: String) throws {
  #expect(try #require(EmailAddress(text)).withoutTag.description == expected)
}
