import Audit
import Foundation
import OfficialMail
import Policy
import Reports
import Testing

@Suite struct ReportHTMLTests {
  @Test(arguments: Language.allCases)
  func `the report reads as it should`(_ language: Language) throws {
    try expectGolden(SampleResult.mixed(language).reportHTML(), "report-\(language.rawValue).html")
  }

  @Test func `every tag of the template has something to say`() throws {
    let view = try SampleResult.mixed().reportView
    var tags = 0
    var open: [(name: String, view: [String: Any])] = [("", view)]
    for match in ReportTemplate.text.matches(of: /\{\{([{#^\/%]?)\s*([^}]+?)\s*\}\}/) {
      let name = String(match.2)
      switch match.1 {
      case "%": continue
      case "/":
        #expect(open.last?.name == name)
        open.removeLast()
      default:
        tags += 1
        let value = try #require(
          lookUp(name, in: open.map(\.view)), "the view has no \(name)")
        if match.1 == "#" || match.1 == "^" {
          let rows = value as? [[String: Any]] ?? (value as? [String: Any]).map { [$0] }
          #expect(rows != nil || value is Bool, "\(name) is neither a list nor a flag")
          #expect(rows?.isEmpty != true, "the sample has no row of \(name)")
          #expect(Set((rows ?? []).map { $0.keys.sorted() }).count <= 1, "rows of \(name) differ")
          open.append((name, merged(rows ?? [])))
        } else {
          #expect(value is String || value is Int, "\(name) is no text")
        }
      }
    }
    #expect(open.count == 1)
    #expect(tags > 150)
  }

  /// One row that has every nested row of all: of log and of directory evidence, for one.
  private func merged(_ rows: [[String: Any]]) -> [String: Any] {
    rows.reduce(into: [:]) { merged, row in
      merged.merge(row) { first, next in
        guard let first = first as? [[String: Any]], let next = next as? [[String: Any]] else {
          return first
        }
        return first + next
      }
    }
  }

  private func lookUp(_ name: String, in stack: [[String: Any]]) -> Any? {
    let parts = name.split(separator: ".").map(String.init)
    guard let first = parts.first,
      let start = stack.reversed().lazy.compactMap({ $0[first] }).first
    else { return nil }
    return parts.dropFirst().reduce(start) { value, part in
      (value as? [String: Any])?[part]
    }
  }

  /// Elements and attributes of the page as a browser's kind of reader sees them.
  private func elements(of html: String) throws -> [String] {
    let script = """
      import sys
      from html.parser import HTMLParser
      void = {"meta", "input", "br", "img", "link"}
      class Reader(HTMLParser):
          stack = []
          def handle_starttag(self, tag, attrs):
              print(tag, *sorted(k for k, v in attrs))
              if tag not in void: self.stack.append(tag)
          def handle_endtag(self, tag):
              if tag in ("p", "li", "option") and self.stack[-1] != tag: return
              assert self.stack and self.stack[-1] == tag, (tag, self.stack, self.getpos())
              self.stack.pop()
      reader = Reader()
      reader.feed(sys.stdin.buffer.read().decode("utf-8", "strict"))
      reader.close()
      assert not reader.stack, reader.stack
      """
    return try output(of: "python3", ["-c", script], input: html).split(separator: "\n")
      .map(String.init)
  }

  @Test func `every element is closed`() throws {
    let elements = try elements(of: SampleResult.mixed().reportHTML())
    #expect(elements.contains("html lang"))
    #expect(elements.contains("main id"))
    #expect(elements.count { $0 == "caption" } >= 6)
  }

  @Test(arguments: SampleResult.attacks)
  func `texts become text, never elements or attributes`(_ attack: String) throws {
    let calm = try elements(of: SampleResult.hostile("calm").reportHTML())
    let html = try SampleResult.hostile(attack).reportHTML()
    #expect(try elements(of: html) == calm)
    #expect(
      !html.unicodeScalars.contains {
        $0 != "\n" && [.control, .format].contains($0.properties.generalCategory)
      })
  }

  @Test func `the page reaches for nothing outside itself`() throws {
    let html = try SampleResult.mixed().reportHTML()
    #expect(html.contains("default-src &#39;none&#39;") || html.contains("default-src 'none'"))
    for word in ["src=", "<link", "@import", "url(", "http:", "<iframe", "style=\"", "onclick"] {
      #expect(!html.contains(word), "\(word)")
    }
  }

  @Test func `the browser runs the script and sees every finding`() throws {
    try withTemporaryFolder { (place) throws -> Void in
      let page = "\(place)/report.html"
      try Data(SampleResult.mixed().reportHTML().utf8).write(to: URL(filePath: page))
      let dom = try output(
        of: "chromium",
        [
          "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=\(place)/profile",
          "--dump-dom", "file://\(page)",
        ])
      // Both are the script's doing; a policy that refused it would leave the page as it was.
      #expect(dom.contains("<b id=\"shown\">7</b>"))
      #expect(
        dom.contains("<form id=\"filter\" role=\"search\" aria-label=\"Filter the findings\">"))
    }
  }

  @Test func `every finding stands in the report, that of an unknown agency too`() throws {
    var result = try SampleResult.mixed()
    result.findings[0].agency = "GONE"
    let html = try result.reportHTML()
    #expect(html.components(separatedBy: "<tr class=\"finding\"").count - 1 == 7)
    #expect(html.contains("<small>GONE</small>"))
  }

  @Test func `a report without logs says so`() throws {
    var result = try SampleResult.clean()
    #expect(try !result.reportHTML().contains("No mail logs were given."))
    result.coverage.logs = nil
    #expect(try result.reportHTML().contains("No mail logs were given."))
  }

  @Test func `every reason for not telling is counted`() throws {
    var result = try SampleResult.clean()
    result.findings = (0..<100).map { number in
      var finding = SampleResult.finding("USE", .cannotTell, .low, "XA-01", "a@b.example", [])
      finding.detail = LocalizedText(verbatim: "reason \(number / 2)")
      return finding
    }
    let html = try result.reportHTML()
    #expect(html.contains("<td>reason 3</td>\n<td class=\"n\">2</td>"))
    #expect(html.contains("<td>other reasons</td>\n<td class=\"n\">20</td>"))
  }

  @Test func `the worst agency stands first`() throws {
    let html = try SampleResult.mixed().reportHTML()
    let codes = html.matches(of: /<small>(XA-01|XA-02|VH-01|unassigned)<\/small><\/span>/)
    #expect(codes.map { String($0.1) } == ["XA-01", "unassigned", "XA-02", "VH-01"])
  }

  @Test func `five thousand findings make one page`() throws {
    let result = try SampleResult.large(findings: 5000, agencies: 300, .vi)
    let html = try result.reportHTML()
    #expect(html.components(separatedBy: "<tr class=\"finding\"").count - 1 == 5000)
  }
}
