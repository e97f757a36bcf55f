import Foundation
import LDAP

extension Secret {
  /// Reads a password from a file of one line that its owner alone may read.
  ///
  /// - Throws: a `UsageFault` that never shows what the file holds.
  init(passwordFile: String) throws {
    let facts: [FileAttributeKey: Any]
    do {
      facts = try FileManager.default.attributesOfItem(
        atPath: URL(fileURLWithPath: passwordFile).resolvingSymlinksInPath().path)
    } catch {
      throw UsageFault("--password-file \(passwordFile): there is no such readable file.")
    }
    let rights = (facts[.posixPermissions] as? NSNumber)?.intValue ?? 0o777
    guard rights & 0o077 == 0 else {
      throw UsageFault(
        "--password-file \(passwordFile): others than its owner may read it.\n"
          + "Make it private first: chmod 600 \(passwordFile)")
    }
    guard (facts[.size] as? NSNumber)?.intValue ?? 0 <= 4096,
      let data = FileManager.default.contents(atPath: passwordFile),
      var text = String(data: data, encoding: .utf8)
    else { throw UsageFault("--password-file \(passwordFile): not one line of text.") }
    if text.hasSuffix("\r\n") || text.hasSuffix("\n") { text.removeLast() }
    guard !text.contains(where: \.isNewline) else {
      throw UsageFault("--password-file \(passwordFile): more than one line.")
    }
    guard !text.isEmpty else {
      throw UsageFault("--password-file \(passwordFile): it is empty; write the password into it.")
    }
    self.init(text)
  }
}
