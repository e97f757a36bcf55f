import Foundation
import Letters
import OfficialMail
import Testing

struct LettersTests {
  @Test(arguments: [Language.vi, .en])
  func `the PDF and the DOCX hold the same words`(language: Language) throws {
    let letter = LetterDocument.sample(language: language)
    let press = try LetterPress()
    let drawn = try text(ofPDF: press.pdf(of: letter)).words
    let typed = try text(ofDOCX: press.docx(of: letter)).words
    #expect(drawn == typed)
    for part in [letter.subject, letter.recipients[0]] + letter.body.dropLast() {
      #expect(drawn.contains(sequence: part.words))
    }
  }

  @Test func `the words of the form are those of the decree`() throws {
    let text = try text(ofPDF: LetterPress().pdf(of: .sample()))
    for words in [
      "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
      "ỦY BAN NHÂN DÂN", "PHÒNG VĂN HÓA - XÃ HỘI", "Số: 05/UBND-VHXH",
      "Sông Mã, ngày 05 tháng 02 năm 2026", "V/v khắc phục", "Kính gửi: Ủy ban nhân dân xã Mường",
      "phối hợp thực hiện./.", "Nơi nhận:", "- Như trên;", "- Lưu: VT, VHXH.", "Phụ lục",
      "(Kèm theo Công văn số 05/UBND-VHXH ngày 05 tháng 02 năm 2026 của Phòng Văn hóa - Xã hội)",
    ] {
      #expect(text.words.contains(sequence: words.words), "\(words)")
    }
  }

  @Test(arguments: [
    ("2026-02-05", "ngày 05 tháng 02 năm 2026"), ("2026-03-10", "ngày 10 tháng 3 năm 2026"),
    ("2026-12-31", "ngày 31 tháng 12 năm 2026"),
  ])
  func `days below 10 and the months 1 and 2 have a zero`(day: String, words: String) throws {
    #expect(try #require(Day(day)).official(in: .vi) == words)
  }

  @Test func `the registry's number and date may be blank`() throws {
    var letter = LetterDocument.sample()
    letter.number = nil
    letter.date = nil
    let xml = try unzip(LetterPress().docx(of: letter), "word/document.xml")
    #expect(xml.contains("Số:      /UBND-VHXH<"))
    #expect(xml.contains("Sông Mã, ngày    tháng    năm 2026<"))
    let words = try text(ofPDF: LetterPress().pdf(of: letter)).words
    #expect(words.contains(sequence: "Số: /UBND-VHXH Sông Mã, ngày tháng năm 2026".words))
  }

  @Test func `several recipients stand one on a line`() throws {
    var letter = LetterDocument.sample()
    letter.recipients = ["UBND xã Mường", "UBND xã Chiềng"]
    let words = try text(ofPDF: LetterPress().pdf(of: letter)).words
    #expect(words.contains(sequence: "Kính gửi: - UBND xã Mường; - UBND xã Chiềng.".words))
  }

  @Test func `a subject and an issuer of two lines stay whole`() throws {
    var letter = LetterDocument.sample()
    letter.issuer = "Trung tâm Điều hành thông minh và Chuyển đổi số tỉnh Sơn La"
    letter.subject = String(repeating: "khắc phục vi phạm trong sử dụng thư điện tử ", count: 3)
    let words = try text(ofPDF: LetterPress().pdf(of: letter)).words
    #expect(words.contains(sequence: letter.issuer.uppercased().words))
    #expect(words.contains(sequence: ("V/v " + letter.subject).words))
  }

  @Test func `a list of copies may be written as it stands in a letter`() throws {
    var letter = LetterDocument.sample()
    letter.copies = ["Như trên;", "- Sở Khoa học và Công nghệ;", "Chủ tịch."]
    let words = try text(ofPDF: LetterPress().pdf(of: letter)).words
    let list = "- Như trên; - Sở Khoa học và Công nghệ; - Chủ tịch; - Lưu: VT, VHXH."
    #expect(words.contains(sequence: list.words))
  }

  @Test func `two presses make the same bytes`() throws {
    let letter = LetterDocument.sample(rows: 40)
    let (one, other) = (try LetterPress(), try LetterPress())
    #expect(try one.pdf(of: letter) == other.pdf(of: letter))
    #expect(try one.docx(of: letter) == other.docx(of: letter))
    #expect(try one.pdf(of: letter) == other.pdf(of: letter))
  }

  @Test(arguments: [0, 1, 40, 400])
  func `an annex of any length is whole and repeats its titles`(rows: Int) throws {
    let letter = LetterDocument.sample(rows: rows)
    let press = try LetterPress()
    let pdf = try press.pdf(of: letter)
    let words = try text(ofPDF: pdf).words
    let numbers = words.filter { $0.hasPrefix("hop.thu.") }
    #expect(numbers.count == rows)
    #expect(Set(numbers).count == rows)
    let pages = try pages(ofPDF: pdf)
    let annex = try #require(pages.firstIndex { $0.contains("Phụ lục\n") })
    for (index, page) in pages[annex...].enumerated() {
      #expect(page.words.contains(sequence: "TT Hộp thư Ghi nhận".words))
      // The annex counts its own pages and does not number the first.
      #expect(page.hasPrefix("\(index + 1)\n") == (index > 0))
    }
    #expect((pages.count - annex > 1) == (rows > 30))
    let xml = try unzip(press.docx(of: letter), "word/document.xml")
    #expect(xml.split(separator: "<w:tblHeader/>").count == 2)
    #expect(xml.split(separator: "@xa.songma.example").count == rows + 1)
  }

  @Test func `no word leaves the room between the margins but the page numbers`() throws {
    var letter = LetterDocument.sample(rows: 200)
    letter.issuer = "Trung tâm Điều hành thông minh và Chuyển đổi số tỉnh Sơn La"
    letter.annex?.parts[0].rows[3][1] = String(repeating: "W", count: 300)
    letter.annex?.parts[0].rows[4][1] = String(repeating: "dai.", count: 80) + "@xa.example"
    let pdf = try LetterPress().pdf(of: letter)
    let boxes = try boxes(ofPDF: pdf)
    #expect(boxes.count > 800)
    // A4, 30 mm at the left, 15 mm at the right, 20 mm above and below.
    let outside = boxes.filter {
      $0.left < 85 || $0.right > 595.3 - 42.5 + 0.5 || $0.top < 56 || $0.bottom > 842 - 56.6
    }
    // All pages but the letter's first and the annex's first have a number.
    #expect(try outside.count == pages(ofPDF: pdf).count - 2)
    for box in outside {
      let middle = (box.left + box.right) / 2
      #expect(abs(middle - (85 + 552.8) / 2) < 1 && box.bottom < 56.7, "\(box)")
    }
  }

  @Test func `the signature stands with the last lines of the text`() throws {
    let press = try LetterPress()
    for paragraphs in 10...34 {
      var letter = LetterDocument.sample()
      letter.annex = nil
      letter.body =
        Array(repeating: "Nội dung.", count: paragraphs) + ["Áp chót.", "Trân trọng."]
      let last = try #require(try pages(ofPDF: press.pdf(of: letter)).last)
      #expect(last.contains("Áp chót.\nTrân trọng./.\nNơi nhận:"), "\(paragraphs)")
      #expect(last.contains("Lò Thị Minh Hạnh"))
    }
  }
}

struct LetterFaultTests {
  @Test func `a missing font says where it was looked for and what to install`() throws {
    let fault = #expect(throws: LetterFault.self) {
      try LetterPress(fontFolders: ["/nonexistent/fonts"])
    }
    #expect(fault == .fontsMissing(searched: ["/nonexistent/fonts"]))
    #expect(fault?.description.contains("apt-get install fonts-liberation2") == true)
    #expect(fault?.blame == .outsideWorld)
  }

  @Test func `a character that the font lacks is a fault that names it`() throws {
    var letter = LetterDocument.sample()
    letter.body[0] = "Căn cứ 😀 quyết định"
    let press = try LetterPress()
    #expect(throws: LetterFault.characterMissing(0x1F600, text: letter.body[0])) {
      try press.pdf(of: letter)
    }
    let fault = #expect(throws: LetterFault.self) { try press.docx(of: letter) }
    #expect(fault?.description.contains("U+1F600") == true)
  }

  @Test func `a control character in the form's own words is a fault`() throws {
    var letter = LetterDocument.sample()
    letter.signatory = "Lò\u{0}Hạnh"
    #expect(throws: LetterFault.characterMissing(0, text: "Lò\u{0}Hạnh")) {
      try LetterPress().docx(of: letter)
    }
  }

  @Test func `a box taller than a page is a fault`() throws {
    var letter = LetterDocument.sample()
    letter.issuer = String(repeating: "cơ quan ", count: 2000)
    let fault = #expect(throws: LetterFault.self) { try LetterPress().pdf(of: letter) }
    #expect(fault?.description.contains("taller than a page") == true)
  }
}
