import OfficialMail
import Testing

@Test(arguments: [
  ("SongMa.Gov.VN", "songma.gov.vn"), ("gmail.com.", "gmail.com"),
  ("bücher.example", "xn--bcher-kva.example"), ("BÜCHER.example", "xn--bcher-kva.example"),
  ("bu\u{308}cher.example", "xn--bcher-kva.example"), ("例え.jp", "xn--r8jz45g.jp"),
  ("việtnam.example", "xn--vitnam-jk8b.example"), ("mañana.com", "xn--maana-pta.com"),
  ("пример.рф", "xn--e1afmkfd.xn--p1ai"), ("xn--bcher-kva.example", "xn--bcher-kva.example"),
  ("[192.0.2.1]", "[192.0.2.1]"), ("mail_1.example", "mail_1.example"),
])
func `a domain has one comparable form`(text: String, expected: String) throws {
  #expect(try #require(MailDomain(text)).name == expected)
}

@Test(arguments: [
  "", ".", "a..b", ".gov.vn", "gov.vn..", "a b.vn", "gov\u{0}.vn", "gov\n.vn", "a@b.vn",
  String(repeating: "a", count: 64) + ".vn",
  Array(repeating: "abcdefgh", count: 30).joined(separator: "."),
])
func `text that is no domain is none`(text: String) {
  #expect(MailDomain(text) == nil)
}

@Test(arguments: [
  ("gov.vn", "gov.vn", true), ("songma.gov.vn", "gov.vn", true), ("a.b.gov.vn", "gov.vn", true),
  ("evilgov.vn", "gov.vn", false), ("gov.vn.example", "gov.vn", false), ("vn", "gov.vn", false),
  ("gov-vn.com", "gov.vn", false),
])
func `official is the suffix itself or below it on a dot`(
  domain: String, suffix: String, expected: Bool
) throws {
  let domain = try #require(MailDomain(domain))
  #expect(domain.isAtOrBelow(try #require(MailDomain(suffix))) == expected)
}
