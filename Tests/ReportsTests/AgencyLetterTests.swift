import Audit
import Directory
import Letters
import OfficialMail
import Policy
import Reports
import Testing

struct AgencyLetterTests {
  @Test func `a letter names the mailboxes of its own agency alone`() throws {
    let result = AuditResult.ofTwoAgencies()
    let letter = try #require(agencyLetter(for: "H01", in: result))
    let words = letter.allWords
    #expect(words.contains("an.nguyen@muong.songma.example"))
    #expect(!words.contains("chieng"))
    #expect(!words.contains("lac@songma.example"))
    let other = try #require(agencyLetter(for: "H02", in: result))
    #expect(!other.allWords.contains("muong"))
  }

  @Test(arguments: ["unassigned", "H03", "H99", ""])
  func `who breaks nothing, or is nobody, gets no letter`(code: String) {
    #expect(agencyLetter(for: code, in: .ofTwoAgencies()) == nil)
  }

  @Test(arguments: [Language.vi, .en])
  func `each verdict stands in a part of its own`(language: Language) throws {
    let result = AuditResult.ofTwoAgencies(language: language)
    let annex = try #require(agencyLetter(for: "H01", in: result)?.annex)
    let headings =
      switch language {
      case .vi:
        [
          "I. Vi phạm", "II. Dấu hiệu, chưa kết luận vi phạm", "III. Chưa xác định được",
          "IV. Được miễn trừ",
        ]
      case .en:
        [
          "I. Violation", "II. Indicator, not a finding of violation", "III. Cannot tell",
          "IV. Waived",
        ]
      }
    #expect(annex.parts.map(\.heading) == headings)
    let mailboxes = annex.parts.map { $0.rows.map { $0[1] } }
    #expect(
      mailboxes == [
        [
          "binh.tran@muong.songma.example", "an.nguyen@muong.songma.example",
          "binh.tran@muong.songma.example",
        ],
        ["cuong.lo@muong.songma.example"], ["vanthu@muong.songma.example"],
        ["mayquet@muong.songma.example"],
      ])
    for part in annex.parts {
      #expect(part.rows.allSatisfy { $0.count == part.columns.count })
      #expect(part.rows.map { $0[0] } == (1...part.rows.count).map(String.init))
    }
  }

  @Test func `an indicator is never called a violation`() throws {
    let letter = try #require(agencyLetter(for: "H01", in: .ofTwoAgencies()))
    let about = letter.body.filter { $0.contains("Trao đổi nhiều") || $0.contains("dấu hiệu tại") }
    #expect(about.count == 2)
    #expect(about[0].hasPrefix("- Dấu hiệu, chưa kết luận vi phạm: "))
    #expect(about[1].hasSuffix("đây chưa phải là kết luận vi phạm."))
  }

  @Test func `the figures are those of the annex`() throws {
    let letter = try #require(agencyLetter(for: "H01", in: .ofTwoAgencies()))
    #expect(
      letter.body.contains(
        "Tổng số hộp thư của UBND xã Mường Hung: 12; số vi phạm: 3, tại 2 hộp thư (một hộp thư vi "
          + "phạm nhiều quy định được tính theo từng quy định); số dấu hiệu, chưa kết luận vi phạm: "
          + "1; số nội dung chưa xác định được do thiếu dữ liệu: 1; số nội dung được miễn trừ theo "
          + "quyết định: 1."))
    #expect(
      letter.body.contains(
        "- Vi phạm quy định “Đổi mật khẩu định kỳ” (giới hạn: 3 tháng): 2 hộp thư."))
  }

  @Test func `a mailbox found twice under one rule counts as one mailbox`() throws {
    var result = AuditResult.ofTwoAgencies()
    result.findings += result.findings.filter { $0.rule == "FWD-OUT" }
    let letter = try #require(agencyLetter(for: "H01", in: result))
    #expect(letter.body.contains { $0.contains("số vi phạm: 4, tại 2 hộp thư") })
    #expect(
      letter.body.contains(
        "- Vi phạm quy định “Chuyển tiếp” (giới hạn: không được): 1 hộp thư."))
  }

  @Test(arguments: [
    (Language.vi, "thực hiện trong thời hạn 3 ngày kể từ ngày ký công văn.", "3 ngày"),
    (.en, "to be done within 3 days of the date of this letter.", "3 days"),
  ])
  func `without a date a deadline is a span after the signing`(
    language: Language, end: String, cell: String
  ) throws {
    let result = AuditResult.ofTwoAgencies(language: language)
    let letter = try #require(agencyLetter(for: "H01", in: result))
    let requests = letter.body.filter { $0.first?.isNumber == true }
    #expect(requests[0].hasSuffix(end))
    #expect(requests[4].contains(language == .vi ? "10 ngày kể từ" : "within 10 days of"))
    #expect(try #require(letter.annex).parts[0].rows[0][5] == cell)
  }

  @Test func `in a dated letter deadlines are days, counted from its date`() throws {
    let result = AuditResult.ofTwoAgencies()
    let date = try #require(Day("2026-10-30"))
    let letter = try #require(agencyLetter(for: "H01", in: result, date: date))
    let requests = letter.body.filter { $0.first?.isNumber == true }
    #expect(requests.count == 5)
    #expect(requests[0].hasPrefix("1. Tắt chuyển tiếp."))
    #expect(requests[0].hasSuffix("thực hiện chậm nhất ngày 02 tháng 11 năm 2026."))
    #expect(requests[1].hasSuffix("thực hiện chậm nhất ngày 09 tháng 11 năm 2026."))
    // The report is due when the last of the violations is to be mended.
    #expect(requests[4].contains("về Phòng Văn hóa chậm nhất ngày 09 tháng 11 năm 2026."))
    let days = try #require(letter.annex).parts[0].rows.map { $0[5] }
    #expect(days == ["02/11/2026", "09/11/2026", "09/11/2026"])
  }

  @Test(arguments: [
    ("2026-02-27", "27/02/2026"),
    ("đổi ngày 2026-02-27, quá hạn (2026-05-31).", "đổi ngày 27/02/2026, quá hạn (31/05/2026)."),
    ("2026-02-30", "2026-02-30"), ("log-2026-02-27", "log-2026-02-27"), (".", "."), ("", ""),
  ])
  func `dates in findings are written as in the letter`(seen: String, written: String) throws {
    var result = AuditResult.ofTwoAgencies()
    for index in result.findings.indices {
      result.findings[index].observed = LocalizedText(verbatim: seen)
    }
    let letter = try #require(agencyLetter(for: "H01", in: result))
    #expect(letter.annex?.parts[0].rows[0][3] == written)
    result.run.language = .en
    let english = try #require(agencyLetter(for: "H01", in: result))
    #expect(english.annex?.parts[0].rows[0][3] == seen)
  }

  @Test func `a text that is no longer in force is not cited`() throws {
    var result = AuditResult.ofTwoAgencies()
    let letter = try #require(agencyLetter(for: "H01", in: result))
    #expect(
      letter.body[0] == "Căn cứ Quyết định 7/2025/QĐ-UBND ngày 23 tháng 11 năm 2025, Quy chế thư "
        + "điện tử: Điều 8.")
    #expect(letter.body[1].contains("do Phòng Văn hóa - Xã hội tự quyết định"))
    #expect(
      letter.body[2] == "- Quy định “Đổi mật khẩu định kỳ”: 3 tháng là quyết định của cơ quan.")
    for index in result.rules.indices {
      result.rules[index].basis[0].text.inForceUntil = result.run.asOf.adding(days: -1)
    }
    let later = try #require(agencyLetter(for: "H01", in: result))
    #expect(!later.allWords.contains("Quyết định 7/2025"))
  }

  @Test(arguments: [
    (Language.vi, "Theo bài báo về thư điện tử: Điều 8."),
    (.en, "Following the press article on e-mail: Article 8."),
  ])
  func `what is no legal act is not cited as a legal ground`(
    language: Language, citation: String
  ) throws {
    var result = AuditResult.ofTwoAgencies(language: language)
    for index in result.rules.indices {
      result.rules[index].basis[0].text.kind = .other
      result.rules[index].basis[0].text.title = LocalizedText(
        vi: "bài báo về thư điện tử", en: "press article on e-mail")
    }
    let letter = try #require(agencyLetter(for: "H01", in: result))
    #expect(letter.body[0] == citation)
    #expect(!letter.allWords.contains("Căn cứ"))
    #expect(!letter.allWords.contains("Pursuant"))
  }

  @Test func `the annex says what a date or number is`() throws {
    var result = AuditResult.ofTwoAgencies()
    for index in result.findings.indices {
      result.findings[index].observedInWords = LocalizedText(
        vi: "đổi lần cuối 2026-02-27", en: "last changed 2026-02-27")
    }
    let letter = try #require(agencyLetter(for: "H01", in: result))
    #expect(letter.annex?.parts[0].rows[0][3] == "đổi lần cuối 27/02/2026")
    #expect(result.findingsCSV.contains(",2026-02-27,"))
    #expect(!result.findingsCSV.contains("đổi lần cuối"))
  }

  @Test func `an incomplete audit says so in one sentence`() throws {
    var result = AuditResult.ofTwoAgencies()
    let sentence = "Dữ liệu kiểm tra chưa đầy đủ"
    #expect(agencyLetter(for: "H01", in: result)?.allWords.contains(sentence) == false)
    result.coverage.losses = ["mail.log.3.gz is damaged"]
    let letter = try #require(agencyLetter(for: "H01", in: result))
    #expect(letter.body.filter { $0.hasPrefix(sentence) }.count == 1)
  }

  @Test func `the letter goes to the recipient of the register, else to the agency`() throws {
    let result = AuditResult.ofTwoAgencies()
    #expect(
      agencyLetter(for: "H01", in: result)?.recipients == ["Ủy ban nhân dân xã Mường Hung"])
    #expect(agencyLetter(for: "H02", in: result)?.recipients == ["UBND xã Chiềng Khoong"])
  }

  @Test(arguments: [
    ("2026-Q3", "quý III năm 2026"), ("2026-02", "tháng 02 năm 2026"), ("2026", "năm 2026"),
    ("2026-07-05..2026-08-01", "từ ngày 05 tháng 7 năm 2026 đến ngày 01 tháng 8 năm 2026"),
  ])
  func `the subject names the period`(period: String, words: String) throws {
    var result = AuditResult.ofTwoAgencies()
    result.run.period = try #require(Period(period))
    #expect(agencyLetter(for: "H01", in: result)?.subject.hasSuffix(words) == true)
  }

  @Test func `the registry's number and date are taken or left blank`() throws {
    let result = AuditResult.ofTwoAgencies()
    let blank = try #require(agencyLetter(for: "H01", in: result))
    #expect(blank.number == nil && blank.date == nil)
    let day = Day("2026-10-02")
    let letter = try #require(agencyLetter(for: "H01", in: result, number: "7", date: day))
    #expect(letter.number == "7" && letter.date == day)
    #expect(letter.archive == "VHXH")
  }

  @Test(arguments: [
    "😀一\u{0}\u{202E}@muong.songma.example", "<w:p/>&\"'@muong.songma.example",
    String(repeating: "ộ", count: 10_000),
  ])
  func `names that strangers chose don't stop a letter`(name: String) throws {
    var result = AuditResult.ofTwoAgencies()
    for index in result.findings.indices {
      result.findings[index].subject = name
      result.findings[index].observed = LocalizedText(verbatim: name)
      result.findings[index].limit = LocalizedText(verbatim: name)
      result.findings[index].detail = LocalizedText(verbatim: name)
    }
    result.agencies[0].agency.name = name
    result.agencies[0].agency.recipient = name
    let letter = try #require(agencyLetter(for: "H01", in: result, number: name))
    let press = try LetterPress()
    #expect(try press.pdf(of: letter).starts(with: Array("%PDF-".utf8)))
    #expect(try press.docx(of: letter).starts(with: Array("PK".utf8)))
  }

  @Test func `a rule that the result does not describe is still shown`() throws {
    var result = AuditResult.ofTwoAgencies()
    result.rules = []
    let letter = try #require(agencyLetter(for: "H01", in: result))
    #expect(letter.annex?.parts[0].rows.count == 3)
    #expect(letter.allWords.contains("PW-AGE"))
  }
}

extension LetterDocument {
  fileprivate var allWords: String {
    let rows = (annex?.parts ?? []).flatMap { [$0.heading] + $0.rows.flatMap { $0 } }
    return ([subject, annex?.title ?? ""] + recipients + body + rows).joined(separator: "\n")
  }
}
