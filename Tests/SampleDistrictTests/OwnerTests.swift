import Foundation
import OfficialMail
import SampleDistrict
import Testing

@Suite struct OwnerTests {
  /// Citizens' addresses are drawn, so that one might by chance be like the name of the official
  /// they write to: that would be an accusation nobody planned.
  @Test(arguments: [UInt64(2026), 5])
  func `no citizen's address looks like its official but the planted ones`(seed: UInt64) throws {
    let sample = try SampleFolder(seed: seed, traffic: 1)
    let owners = try owners(in: sample.text(SampleDistrict.directoryFile))
    var correlator = try NaiveCorrelator(reading: sample)
    var matched: [String: Set<String>] = [:]
    for row in correlator.messages(webmail: SampleDistrict.webmailDomains).keys {
      guard let owner = owners[row.mailbox] else {
        #expect(sample.truth.strangers.map(\.description) == [row.mailbox])
        continue
      }
      if owner.resembles(row.webmail) { matched[row.direction, default: []].insert(row.mailbox) }
    }
    let truth = sample.truth
    func subjects(_ rule: String) -> Set<String> {
      Set(truth.findings.filter { $0.rule == rule }.map(\.subject))
    }
    // Those like their own role word, or weakly alike where only strong matches count.
    let alike = truth.innocent.filter {
      $0.reason.hasPrefix("a role") || $0.reason.contains("weak")
    }
    func innocent(_ rule: String) -> Set<String> {
      Set(alike.filter { $0.rule == rule }.map(\.subject))
    }
    let sent = (matched["sent"] ?? []).union(matched["sentAs"] ?? [])
    #expect(sent == subjects("FREEMAIL-SELF").union(innocent("FREEMAIL-SELF")))
    #expect(
      matched["received"] == subjects("FREEMAIL-FROM").union(innocent("FREEMAIL-FROM")))
    #expect(matched["forwarded"] == nil)
  }

  private struct Owner {
    var listed: [String]
    var forms: Set<String>

    init(address: String, name: String, listed: [String]) {
      self.listed = listed
      let own = Owner.squeezed(address)
      let folded = name.lowercased().replacing("đ", with: "d")
        .decomposedStringWithCanonicalMapping.unicodeScalars.filter(\.isASCII)
      let words = String(String.UnicodeScalarView(folded)).split(separator: " ").map(String.init)
      guard words.count == 3 else {
        forms = [own]
        return
      }
      let (family, middle, given) = (words[0], words[1], words[2])
      let initials = "\(family.prefix(1))\(middle.prefix(1))"
      forms = [
        own, family + middle + given, given + middle + family, given + family + middle,
        given + initials, initials + given,
      ]
    }

    func resembles(_ webmail: String) -> Bool {
      let local = Owner.squeezed(webmail)
      let letters = String(local.reversed().drop { $0.isNumber }.reversed())
      return listed.contains(webmail) || forms.contains(local) || forms.contains(letters)
    }

    static func squeezed(_ address: String) -> String {
      address.prefix { $0 != "@" }.filter { !"._-".contains($0) }
    }
  }

  /// Owners by every address of the directory.
  private func owners(in ldif: String) throws -> [String: Owner] {
    var owners: [String: Owner] = [:]
    for entry in ldif.replacing("\n ", with: "").components(separatedBy: "\n\n") {
      var values: [String: [String]] = [:]
      for line in entry.split(separator: "\n") {
        let halves = line.split(separator: ":", maxSplits: 1)
        var value = halves[1].drop { $0 == " " }
        if value.hasPrefix(": ") {
          let data = try #require(Data(base64Encoded: String(value.dropFirst(2))))
          values["\(halves[0])", default: []].append(String(decoding: data, as: UTF8.self))
          continue
        }
        value = value.drop { $0 == " " }
        values["\(halves[0])", default: []].append(String(value))
      }
      guard let name = values["cn"]?.first else { continue }
      for address in values["mail"] ?? [] {
        owners[address] = Owner(
          address: address, name: name, listed: values["mailAlternateAddress"] ?? [])
      }
    }
    return owners
  }
}
