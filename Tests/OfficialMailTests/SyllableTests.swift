import OfficialMail
import Testing

private func match(ofOwn local: String) throws -> OwnerMatch {
  let mailbox = Mailbox(
    primary: try #require(EmailAddress("\(local)@xa.gov.example")),
    password: .unknown(reason: "-"), entry: DirectoryEvidence(source: "test", dn: "cn=test"))
  return Owner(of: mailbox, names: OwnerNames(order: .familyFirst, roleWords: []))
    .match(try #require(EmailAddress("\(local)@gmail.com")))
}

@Test(arguments: [
  "hung", "huong", "thanh", "nghia", "nguyen", "giang", "quyen", "quoc", "khuyen", "phuong", "thuy",
  "oanh", "kieu", "huou", "loan", "hoanh", "duoc", "ngoc", "giau",
])
func `one syllable as the own local part is a name that strangers bear`(word: String) throws {
  #expect(try match(ofOwn: word) == .weak(.sharedName))
}

@Test(arguments: [
  "annv", "nvan", "nguyenan", "losang", "main", "hungp", "berger", "lean", "smith", "tckh", "skhcn",
  "anhh", "hungan", "hoaian",
])
func `abbreviations and several syllables are the mailbox's own`(letters: String) throws {
  #expect(try match(ofOwn: letters) == .strong(.ownLocalPart))
}
