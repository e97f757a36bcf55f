import OfficialMail
import Policies
import Policy
import Testing

@Test(arguments: [
  ("google", "gmail.com googlemail.com"),
  ("yahoo", "yahoo.com yahoo.com.vn ymail.com rocketmail.com yahoo.co.uk yahoo.co.jp yahoo.fr"),
  ("microsoft", "hotmail.com outlook.com live.com msn.com hotmail.com.vn outlook.com.vn"),
  ("microsoft", "windowslive.com passport.com hotmail.co.uk live.co.uk outlook.jp live.nl"),
  ("apple", "icloud.com me.com mac.com privaterelay.appleid.com"),
  ("proton", "proton.me protonmail.com pm.me protonmail.ch"),
  ("zoho", "zoho.com zohomail.com zohomail.eu zohomail.in"),
  ("gmx", "gmx.de gmx.net gmx.com gmx.at gmx.ch gmx.co.uk"), ("web.de", "web.de"),
  ("mail.com", "mail.com email.com usa.com"),
  ("mail.ru", "mail.ru inbox.ru list.ru bk.ru internet.ru xmail.ru"),
  ("yandex", "yandex.ru yandex.com ya.ru yandex.kz yandex.by yandex.com.tr narod.ru"),
  ("tencent", "qq.com vip.qq.com foxmail.com"),
  ("netease", "163.com 126.com yeah.net 188.com vip.163.com vip.126.com"),
  ("sina", "sina.com sina.cn vip.sina.com"), ("naver", "naver.com"),
  ("aol", "aol.com aim.com aol.co.uk aol.de aol.fr"),
  ("tuta", "tutanota.com tutanota.de tutamail.com tuta.io tuta.com keemail.me"),
  ("fastmail", "fastmail.com fastmail.fm sent.com fastmail.net mailcan.com"),
  ("hey", "hey.com"), ("duckduckgo", "duck.com"), ("zing", "zing.vn"),
  ("rediff", "rediffmail.com"),
])
func `families are in the catalogue as webmail`(family: String, names: String) throws {
  for name in names.split(separator: " ") {
    let entry = webmailCatalogue[try #require(MailDomain(name))]
    #expect(entry?.family == family, "\(name)")
    #expect(entry?.class == .webmail, "\(name)")
  }
}

@Test(arguments: ["vnn.vn", "hcm.vnn.vn", "hn.vnn.vn", "fpt.vn", "hcm.fpt.vn", "saigonnet.vn"])
func `internet providers are a class that song-ma does not call webmail`(name: String) throws {
  let domain = try #require(MailDomain(name))
  #expect(webmailCatalogue[domain]?.class == .isp)
  #expect(!songMa.webmail.contains(domain))
}

@Test(arguments: [
  "gmail.com.vn", "mail.gmail.com", "gmail.vn", "gddp2018.edu.vn", "mail.tdc.edu.vn", "gov.vn",
  "mail.yahoo.example.org", "google.com", "microsoft.com", "apple.com", "gov-vn.com",
  "vnpt.vn", "fpt.com.vn", "viettel.com.vn", "yahoo-inc.com", "mailinator.com",
  "songma.gov.example", "appleid.com", "vnn.vn.com", "netcenter-vn.net",
])
func `look-alikes, schools, staff and throw-away domains are not`(name: String) throws {
  #expect(!webmailCatalogue.contains(try #require(MailDomain(name))))
}

@Test func `every name can be read and stands once`() {
  var seen: Set<MailDomain> = []
  for row in webmailTable {
    for name in row.names.split(whereSeparator: \.isWhitespace) {
      guard let domain = MailDomain(name), domain.name == name, name.contains(".") else {
        Issue.record("\(name) is no domain in its own form")
        continue
      }
      #expect(seen.insert(domain).inserted, "\(name) stands twice")
    }
    #expect(!row.family.isEmpty && !row.provenance.isEmpty)
  }
  #expect(webmailCatalogue.entries.count == seen.count)
  #expect(seen.count > 450)
}

@Test func `no official or educational domain is called webmail`() {
  for entry in webmailCatalogue.entries {
    let labels = entry.domain.name.split(separator: ".")
    #expect(!labels.contains("gov") && !labels.contains("edu") && !labels.contains("ac"))
  }
}
