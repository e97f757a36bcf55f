import Audit
import Foundation
import OfficialMail
import Reports
import Testing

@Suite struct OutputFolderTests {
  private func write(
    _ result: AuditResult, to path: String, codes: [String] = ["XA-01"]
  ) throws -> WrittenOutput {
    try OutputFolder.write(result, to: path) { add in
      for code in codes { try add(code, Array("%PDF \(code)".utf8), Array("PK".utf8)) }
    }
  }

  private func names(in folder: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
  }

  @Test func `a folder holds every output and the manifest their digests`() throws {
    try withTemporaryFolder { (place) throws -> Void in
      let written = try write(try SampleResult.mixed(), to: "\(place)/q3")
      #expect(
        try names(in: "\(place)/q3") == [
          "agencies.csv", "coverage.json", "findings.csv", "findings.json", "letters",
          "letters/XA-01.docx", "letters/XA-01.pdf", "manifest.json", "report.html",
        ])
      #expect(written.report.hasSuffix("/q3/report.html"))
      #expect(written.letters.count == 2)
      let check = """
        import hashlib, json, os, sys
        root = sys.argv[1]
        outputs = json.load(open(root + "/manifest.json"))["outputs"]
        for item in outputs:
            data = open(os.path.join(root, item["path"]), "rb").read()
            assert len(data) == item["size"], item
            assert hashlib.sha256(data).hexdigest() == item["sha256"], item
        print(len(outputs))
        """
      #expect(try output(of: "python3", ["-c", check, "\(place)/q3"]) == "7\n")
      #expect(try names(in: place).filter { $0.hasPrefix(".") }.isEmpty)
    }
  }

  @Test func `files are for their owner alone`() throws {
    try withTemporaryFolder { (place) throws -> Void in
      _ = try write(try SampleResult.mixed(), to: "\(place)/q3")
      for name in try [""] + names(in: "\(place)/q3") {
        let path = "\(place)/q3/\(name)"
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        let folder = attributes[.type] as? FileAttributeType == .typeDirectory
        #expect(attributes[.posixPermissions] as? Int == (folder ? 0o700 : 0o600), "\(name)")
      }
    }
  }

  @Test func `the same result gives the same bytes`() throws {
    try withTemporaryFolder { (place) throws -> Void in
      for folder in ["a", "b"] {
        _ = try write(try SampleResult.mixed(.vi), to: place + "/" + folder)
      }
      for name in try names(in: "\(place)/a") where name != "letters" {
        #expect(
          FileManager.default.contentsEqual(
            atPath: "\(place)/a/\(name)", andPath: "\(place)/b/\(name)"))
      }
    }
  }

  @Test func `an empty folder gives way to the results`() throws {
    try withTemporaryFolder { (place) throws -> Void in
      try FileManager.default.createDirectory(
        atPath: "\(place)/q3", withIntermediateDirectories: false)
      _ = try write(try SampleResult.mixed(), to: "\(place)/q3/", codes: [])
      #expect(try names(in: "\(place)/q3").count == 6)
    }
  }

  @Test func `whatever cannot become the folder is refused in one line`() throws {
    try withTemporaryFolder { (place) throws -> Void in
      let files = FileManager.default
      try files.createDirectory(atPath: "\(place)/full", withIntermediateDirectories: false)
      try Data().write(to: URL(filePath: "\(place)/full/file"))
      try files.createDirectory(atPath: "\(place)/empty", withIntermediateDirectories: false)
      try files.createSymbolicLink(atPath: "\(place)/link", withDestinationPath: "\(place)/empty")
      let cases: [(String, OutputFault)] = [
        ("\(place)/full", .notEmpty("\(place)/full")),
        ("\(place)/full/file", .notAFolder("\(place)/full/file")),
        ("\(place)/link", .symbolicLink("\(place)/link")),
        ("\(place)/no/q3", .noParent(folder: "\(place)/no/q3", parent: "\(place)/no")),
        (
          "\(place)/full/file/q3",
          .noParent(folder: "\(place)/full/file/q3", parent: "\(place)/full/file")
        ),
        ("/", .notEmpty("/")), ("", .refused(folder: "", code: ENOENT)),
      ]
      let before = try names(in: place)
      for (path, fault) in cases {
        #expect(throws: fault) { try OutputFolder.check(path) }
        #expect(throws: fault) { try write(try SampleResult.mixed(), to: path) }
        #expect(fault.blame == .commandLine)
        #expect(!fault.description.contains("\n"))
      }
      #expect(try names(in: place) == before)
    }
  }

  @Test func `a folder filled meanwhile is left alone`() throws {
    try withTemporaryFolder { (place) throws -> Void in
      #expect(throws: OutputFault.notEmpty("\(place)/q3")) {
        try OutputFolder.write(try SampleResult.mixed(), to: "\(place)/q3") { _ in
          try FileManager.default.createDirectory(
            atPath: "\(place)/q3", withIntermediateDirectories: false)
          try Data("x".utf8).write(to: URL(filePath: "\(place)/q3/other"))
        }
      }
      #expect(try names(in: place) == ["q3", "q3/other"])
    }
  }

  @Test func `a letter that fails leaves nothing behind`() throws {
    struct NoFont: Error {}
    try withTemporaryFolder { (place) throws -> Void in
      #expect(throws: NoFont.self) {
        try OutputFolder.write(try SampleResult.mixed(), to: "\(place)/q3") { add in
          try add("XA-01", [1], [2])
          throw NoFont()
        }
      }
      #expect(try names(in: place).isEmpty)
    }
  }

  @Test func `a full disk leaves nothing behind`() async throws {
    // A limit on file sizes stands for the full disk; it holds for a whole process, so for one of
    // its own.
    await #expect(processExitsWith: .success) {
      var limit = rlimit(rlim_cur: 4096, rlim_max: 4096)
      signal(SIGXFSZ, SIG_IGN)
      let result = try SampleResult.mixed()
      try withTemporaryFolder { (place) throws -> Void in
        try #require(unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
        var fault: OutputFault?
        do {
          _ = try OutputFolder.write(result, to: "\(place)/q3") { _ in }
        } catch let error as OutputFault {
          fault = error
        }
        let found = try #require(fault)
        try #require(found.description.contains("the disk is full"))
        try #require(found.blame == .commandLine)
        try #require(FileManager.default.subpathsOfDirectory(atPath: place).isEmpty)
      }
    }
  }

  @Test func `a umask neither opens nor closes the results`() async throws {
    await #expect(processExitsWith: .success) {
      let result = try SampleResult.mixed()
      for mask: mode_t in [0, 0o777] {
        try withTemporaryFolder { (place) throws -> Void in
          umask(mask)
          defer { umask(0o022) }
          _ = try OutputFolder.write(result, to: "\(place)/q3") { try $0("XA-01", [1], [2]) }
          for (name, mode) in [("", 0o700), ("/letters", 0o700), ("/report.html", 0o600)] {
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(place)/q3\(name)")
            try #require(attributes[.posixPermissions] as? Int == mode)
          }
        }
      }
    }
  }

  @Test func `the folder the program runs in is not replaced`() async throws {
    await #expect(processExitsWith: .success) {
      try withTemporaryFolder { (place) throws -> Void in
        try #require(FileManager.default.changeCurrentDirectoryPath(place))
        try OutputFolder.check("q3")
        try #require(throws: OutputFault.inUse(".")) { try OutputFolder.check(".") }
      }
    }
  }

  @Test func `codes become safe names, each its own`() throws {
    try withTemporaryFolder { (place) throws -> Void in
      let codes = [
        "XA-01", "xa-01", "../../etc/passwd", "a/b", "a_b", "nul\u{0}", "NUL", "", ".", "..", "-rf",
        "Xã 1", String(repeating: "x", count: 5000), "a:b", "\u{202E}fdp", "COM1.x", "dot.",
      ]
      let written = try write(try SampleResult.clean(), to: "\(place)/q3", codes: codes)
      let files = try names(in: "\(place)/q3/letters")
      #expect(files.count == codes.count * 2)
      #expect(Set(files.map { $0.lowercased() }).count == files.count)
      #expect(files.contains("XA-01.pdf"))
      #expect(files.contains("a_b.pdf"))
      for file in files {
        #expect(file.utf8.count <= 110)
        #expect(file.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") })
        #expect(!file.hasPrefix(".") && !file.hasPrefix("-"))
      }
      #expect(written.letters.count == files.count)
      #expect(written.letters.allSatisfy { FileManager.default.fileExists(atPath: $0) })
      #expect(try names(in: place).filter { !$0.hasPrefix("q3") }.isEmpty)
    }
  }

  @Test func `two letters for one agency are refused`() throws {
    try withTemporaryFolder { (place) throws -> Void in
      #expect(throws: OutputFault.twoLetters(agency: "XA-01")) {
        try write(try SampleResult.clean(), to: "\(place)/q3", codes: ["XA-01", "XA-01"])
      }
      #expect(try names(in: place).isEmpty)
    }
  }
}
