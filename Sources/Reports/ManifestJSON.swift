package import Audit
import Crypto
import Foundation
import OfficialMail

extension AuditResult {
  /// `manifest.json`: digest and size of every input, and of every output but itself.
  ///
  /// Keys: `tool_version`, `policy`, `period`, `as_of`, `inputs` and `outputs`, both sorted by path
  /// and with `path`, `size`, `sha256`; the paths of outputs are relative to the folder.
  package func manifestJSON(outputs: [FileDigest]) throws -> String {
    try JSONDocument.text(
      of: ManifestDocument(
        toolVersion: run.toolVersion, policy: run.policy, period: run.period.description,
        asOf: run.asOf.description, inputs: DigestView.sorted(inputs),
        outputs: DigestView.sorted(outputs)))
  }
}

extension FileDigest {
  /// The digest of bytes that stand, or are to stand, at `path`.
  init(path: String, bytes: some Collection<UInt8>) {
    var hash = SHA256()
    let data = Data(bytes)
    hash.update(data: data)
    let digits = hash.finalize().map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    self.init(path: path, size: UInt64(data.count), sha256: digits.joined())
  }
}

private struct ManifestDocument: Encodable {
  let toolVersion, policy, period, asOf: String
  let inputs, outputs: [DigestView]
}

private struct DigestView: Encodable {
  let path: String
  let size: UInt64
  let sha256: String

  static func sorted(_ digests: [FileDigest]) -> [DigestView] {
    digests.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
      .map { DigestView(path: $0.path, size: $0.size, sha256: $0.sha256) }
  }
}
