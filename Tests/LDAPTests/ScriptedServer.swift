import Foundation

/// An LDAP server on a loopback port that does what its script says, for what no real server does
/// on demand.
///
/// Each connection runs the script from its beginning on a thread of its own; binds are accepted
/// without it.
final class ScriptedServer: Sendable {
  struct NoPort: Error {}

  let port: UInt16
  var url: String { "ldap://127.0.0.1:\(port)" }
  private let listener: Int32

  /// - Parameter script: told the number of the connection, from 1.
  init(_ script: @escaping @Sendable (_ client: Client, _ connection: Int) throws -> Void) throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    self.listener = listener
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
        unsafe bind(listener, general, length) == 0 && listen(listener, 8) == 0
          && getsockname(listener, general, &length) == 0
      }
    }
    guard isListening else { throw NoPort() }
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread {
      var connection = 0
      while true {
        let descriptor = accept(listener, nil, nil)
        guard descriptor >= 0 else { return }
        connection += 1
        let number = connection
        Thread.detachNewThread {
          let client = Client(descriptor)
          try? script(client, number)
          client.close()
        }
      }
    }
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    _ = close(listener)
  }
}

/// One connection to a scripted server, from the server's side.
final class Client {
  struct Gone: Error {}

  /// A request; a bind only where the script wants it.
  struct Request {
    /// RFC 4511, section 4.1.1.1.
    var id: Int
    /// The tag of the operation, such as 0x63 of a search.
    var operation: UInt8
    var base = ""
    var scope = 0
    var attributes: [String] = []
    /// Of the paged results control; nil without it.
    var cookie: [UInt8]?
  }

  /// Whether `next` accepts binds itself, and does not give them.
  var acceptsBinds = true
  private let descriptor: Int32
  private var received: ArraySlice<UInt8> = []

  init(_ descriptor: Int32) {
    self.descriptor = descriptor
  }

  func close() {
    shutdown(descriptor, Int32(SHUT_RDWR))
    _ = Glibc.close(descriptor)
  }

  func send(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let sent = unsafe rest.withUnsafeBytes {
        unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard sent > 0 else { throw Gone() }
      rest = rest.dropFirst(sent)
    }
  }

  /// The next search or other operation; binds are accepted on the way, an unbind is an end.
  func next() throws -> Request {
    while true {
      var rest = received
      guard let message = BER.Item(takenFrom: &rest) else {
        try receive()
        continue
      }
      received = rest
      let parts = message.items
      guard parts.count >= 2 else { throw Gone() }
      switch parts[1].tag {
      case 0x60 where acceptsBinds: try send(done(parts[0].number, code: 0, tag: 0x61))
      case 0x42: throw Gone()
      default: return request(parts)
      }
    }
  }

  func receive() throws {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = unsafe buffer.withUnsafeMutableBytes {
      unsafe recv(descriptor, $0.baseAddress, $0.count, 0)
    }
    guard count > 0 else { throw Gone() }
    received += buffer.prefix(count)
  }

  private func request(_ parts: [BER.Item]) -> Request {
    var request = Request(id: parts[0].number, operation: parts[1].tag)
    let fields = parts[1].items
    if request.operation == 0x63, fields.count >= 8 {
      request.base = fields[0].text
      request.scope = fields[1].number
      request.attributes = fields[7].items.map(\.text)
    }
    // A compare: the entry's name, and the attribute with a value.
    if request.operation == 0x6E, fields.count == 2 {
      request.base = fields[0].text
      request.attributes = fields[1].items.prefix(1).map(\.text)
    }
    for control in parts.dropFirst(2).flatMap(\.items) {
      let fields = control.items
      guard fields.first?.text == "1.2.840.113556.1.4.319", var value = fields.last?.content,
        let pair = BER.Item(takenFrom: &value)?.items, pair.count == 2
      else { continue }
      request.cookie = Array(pair[1].content)
    }
    return request
  }

  // MARK: - Answers

  func entry(_ id: Int, _ dn: String, _ attributes: [(String, [[UInt8]])]) -> [UInt8] {
    let list = attributes.flatMap { name, values in
      BER.sequence(BER.text(name), BER.item(0x31, values.flatMap(BER.octets)))
    }
    return BER.sequence(
      BER.integer(id), BER.item(0x64, BER.text(dn) + BER.item(0x30, list)))
  }

  /// Entry number so-and-so of a directory of people.
  func person(_ id: Int, _ number: Int) -> [UInt8] {
    let digits = String(number, radix: 16)
    let zeros = String(repeating: "0", count: 12 - digits.count)
    let uuid = "00000000-0000-4000-8000-" + zeros + digits
    return entry(
      id, "uid=u\(number),dc=gov",
      [("mail", [Array("u\(number)@gov.example".utf8)]), ("entryUUID", [Array(uuid.utf8)])])
  }

  /// The end of a search, or with another tag of another operation.
  func done(
    _ id: Int, code: Int, text: String = "", cookie: [UInt8]? = nil, tag: UInt8 = 0x65
  ) -> [UInt8] {
    let result = BER.item(tag, BER.integer(code, tag: 0x0A) + BER.text("") + BER.text(text))
    guard let cookie else { return BER.sequence(BER.integer(id), result) }
    let value = BER.sequence(BER.integer(0), BER.octets(cookie))
    let control = BER.sequence(BER.text("1.2.840.113556.1.4.319"), BER.octets(value))
    return BER.sequence(BER.integer(id), result, BER.item(0xA0, control))
  }

  /// RFC 4511, section 4.4.1.
  func noticeOfDisconnection(code: Int, text: String) -> [UInt8] {
    BER.sequence(
      BER.integer(0),
      BER.item(
        0x78,
        BER.integer(code, tag: 0x0A) + BER.text("") + BER.text(text)
          + BER.item(0x8A, Array("1.3.6.1.4.1.1466.20036".utf8))))
  }
}
