import Foundation

/// An authority and a server's certificate, made by the `openssl` program.
package struct ServerCertificates: Sendable {
  /// PEM files.
  package let authority: String
  package let certificate: String
  package let key: String

  /// - Parameters:
  ///   - folder: where the files go.
  ///   - address: the IP address that a valid certificate is for.
  package init(
    _ variant: PrivateDirectoryServer.Certificate, in folder: String,
    for address: String = "127.0.0.1"
  ) throws {
    authority = folder + "/ca.pem"
    certificate = folder + "/server.pem"
    key = folder + "/server.key"
    let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    try Program.openssl.run(
      ["req", "-x509"] + curve + [
        "-keyout", folder + "/ca.key", "-out", authority, "-days", "30",
        "-subj", "/CN=Sample authority", "-addext", "basicConstraints=critical,CA:TRUE",
      ])
    try Program.openssl.run(
      ["req"] + curve + [
        "-keyout", key, "-out", folder + "/server.csr", "-subj", "/CN=sample server",
      ])
    let name = variant == .wrongName ? "DNS:elsewhere.example" : "IP:\(address)"
    try "subjectAltName=\(name)\n".write(
      toFile: folder + "/server.ext", atomically: false, encoding: .utf8)
    try Program.openssl.run([
      "x509", "-req", "-in", folder + "/server.csr", "-CA", authority,
      "-CAkey", folder + "/ca.key", "-CAcreateserial", "-out", certificate,
      "-days", variant == .expired ? "-1" : "30", "-extfile", folder + "/server.ext",
    ])
  }
}
