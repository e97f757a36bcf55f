import OfficialMail
import Testing

@testable import MailLog

/// Addresses that were rewritten on the way, and what they were.
@Suite struct RewrittenAddressTests {
  @Test(arguments: [
    ("IMCEASMTP-b+40gmail+2Ecom@gov.example", "b@gmail.com"),
    ("imceaex-an+40gov+2eexample@mail.example", "an@gov.example"),
    ("IMCEAMAILTO-nguyen+5Fan+40gmail+2Ecom@gov.example", "nguyen_an@gmail.com"),
    ("SRS0=HHH=TT=gov.example=IMCEASMTP-b+40gmail+2Ecom@far.example", "b@gmail.com"),
    ("imceateam@gov.example", "imceateam@gov.example"),
    ("imcea-team@gov.example", "imcea-team@gov.example"),
    ("imceasport-club@gov.example", "imceasport-club@gov.example"),
  ])
  func `an address that Exchange encapsulated is taken back`(
    written: String, meant: String
  ) throws {
    let address = try #require(EmailAddress(written))
    #expect(RewrittenAddress.original(of: address)?.description == meant)
  }

  @Test(arguments: [
    "IMCEAEX-_O=GOV_OU=FIRST+20ADMINISTRATIVE+20GROUP_CN=RECIPIENTS_CN=AN@gov.example",
    "IMCEAEX-_O=GOV_CN=AN+40GMAIL+2ECOM@gov.example", "IMCEASMTP-an@gov.example",
    "IMCEASMTP-an+4@gov.example", "IMCEASMTP-an+zz+40x@gov.example", "IMCEASMTP-@gov.example",
    "IMCEASMTP-+FF+40gmail+2Ecom@gov.example", "IMCEAINVALID-an@gov.example",
    "IMCEAFAX-+2B84+40x@gov.example", "IMCEASMTP-+0D+0A+40gmail+2Ecom@gov.example",
  ])
  func `an encapsulated entry of a directory stays unknown`(written: String) throws {
    let address = try #require(EmailAddress(written))
    #expect(RewrittenAddress.original(of: address) == nil)
  }

  @Test func `the book knows an encapsulated address by its original`() {
    var book = AddressBook(testReading().classes)
    let kinds = [
      "IMCEASMTP-b+40gmail+2Ecom@gov.example", "IMCEAEX-_O=GOV_CN=AN@gov.example", "an@gov.example",
    ].map { text -> AddressKey.Kind in
      let bytes = Array(text.utf8)
      return book.kind(bytes.span, 0..<bytes.count)
    }
    #expect(kinds == [.webmail, .other, .official])
  }
}
