import Foundation
import SampleDistrict
import Testing

@Suite struct SlapaddTests {
  @Test func `slapadd loads the directory with its own schema and the ppolicy overlay`() throws {
    let sample = try SampleFolder(traffic: 0)
    let folder = sample.url.path
    try FileManager.default.createDirectory(
      atPath: "\(folder)/db", withIntermediateDirectories: false)
    let configuration = """
      include /etc/ldap/schema/core.schema
      include /etc/ldap/schema/cosine.schema
      include /etc/ldap/schema/inetorgperson.schema
      include \(folder)/\(SampleDistrict.schemaFile)
      modulepath /usr/lib/ldap
      moduleload back_mdb
      moduleload ppolicy
      database mdb
      suffix "\(SampleDistrict.baseDN)"
      rootdn "cn=admin,\(SampleDistrict.baseDN)"
      directory \(folder)/db
      maxsize 67108864
      overlay ppolicy

      """
    let file = "\(folder)/slapd.conf"
    try Data(configuration.utf8).write(to: URL(filePath: file))
    let load = try run(
      "/usr/sbin/slapadd",
      ["-q", "-f", file, "-l", "\(folder)/\(SampleDistrict.directoryFile)"])
    #expect(load.status == 0, "\(load.output)")
    let dump = try run("/usr/sbin/slapcat", ["-f", file])
    #expect(dump.status == 0)
    let lines = dump.output.split(separator: "\n")
    #expect(lines.count { $0 == "objectClass: officialMailbox" } == 285)
    #expect(lines.count { $0 == "pwdReset: TRUE" } == 13)
    #expect(lines.count { $0.hasPrefix("pwdAccountLockedTime: ") } == 5)
    #expect(lines.count { $0.hasPrefix("pwdChangedTime: ") } == 285 - 8)
    // The primary address is the first value served.
    #expect(
      dump.output.contains(
        "mail: tramyte.bohoa@gmail.com\nmail: tramyte@bohoa.songma.gov.example\n"))
  }

  private func run(_ tool: String, _ arguments: [String]) throws -> (status: Int32, output: String)
  {
    let process = Process()
    process.executableURL = URL(filePath: tool)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
