/// A message's stay in one host's queue, or the fragment of it that one scan saw.
struct Transaction {
  /// What one `to=` line says, or several of the same.
  struct Delivery {
    var recipient: AddressKey
    var original: AddressKey
    var outcome: DeliveryOutcome
    var next: QueueID
    var time: Int64
    /// The line's place: bytes before it, lines before it. In a scanned stretch of that, in what is
    /// settled of the file.
    var offset: UInt64
    var line: UInt64
    /// 1, and more for a repeated-message line.
    var count: UInt32
    /// The number of the file that holds the line; known when records are settled.
    var file = 0
    /// Whether `original` is only the user in whose name the line is: none where that is the sender.
    var isOriginalUnlessSender = false
  }

  var host: Int
  var id: QueueID
  /// Whether the first line is one that begins a transaction.
  var hasHead: Bool
  /// Whether nothing can follow: removed, or another began under the id.
  var isEnded: Bool
  /// Whether recipients were passed over that cannot matter.
  var hasOtherRecipients: Bool
  /// Whether the id is the message's for good: the host gives it to no other (Exim, Sendmail,
  /// OpenSMTPD). Then a line is never another message's, and the head may come late.
  var isLasting = false
  /// Of such a one the recipients whose fate the logs do not tell: nothing says that it is removed.
  var awaited: Int32 = 0
  var begin: Int64
  var last: Int64
  var sender: AddressKey
  var login: AddressKey
  var deliveries: FewDeliveries

  /// A longer silence under an id parts two transactions: Postfix gives a message up in days.
  static let longestSilence: Int64 = 30 * 86_400

  /// A longer silence before a delivery parts two, where ids are used again: at every try the queue
  /// manager names the sender anew.
  static let silenceBeforeDelivery: Int64 = 86_400

  /// The same where every recipient's fate was told: an alias may stand for more than one.
  static let silenceBehindLast: Int64 = 3600
  /// So many recipients are awaited where there is no knowing how many they are.
  static let manyAwaited: Int32 = 1 << 20

  /// Whether the fate of every recipient was told.
  var isComplete: Bool { isLasting && hasHead && awaited <= 0 }

  /// A longer silence is the transaction's end.
  var patience: Int64 {
    isComplete ? Transaction.silenceBehindLast : Transaction.longestSilence
  }

  /// Whether `later`, the next fragment under the same id, is this one's continuation.
  func isContinued(by later: Transaction) -> Bool {
    let isTry = !isLasting && later.sender.isMissing && !later.deliveries.isEmpty
    let longest = isTry ? Transaction.silenceBeforeDelivery : patience
    return !isEnded && (!later.hasHead || isLasting) && later.begin - last <= longest
      && (sender.isMissing || later.sender.isMissing || sender == later.sender)
  }

  mutating func append(_ later: Transaction) {
    isEnded = later.isEnded
    hasHead = hasHead || later.hasHead
    isLasting = isLasting || later.isLasting
    awaited = awaited.addingBounded(later.awaited)
    hasOtherRecipients = hasOtherRecipients || later.hasOtherRecipients
    last = max(last, later.last)
    if sender.isMissing { sender = later.sender }
    if login.isMissing { login = later.login }
    deliveries.append(contentsOf: later.deliveries)
  }
}

extension Transaction {
  /// A fragment that is nothing but one delivery.
  init(repeating delivery: Delivery, of id: QueueID, host: Int) {
    self.host = host
    self.id = id
    hasHead = false
    isEnded = false
    hasOtherRecipients = false
    begin = delivery.time
    last = delivery.time
    sender = .missing
    login = .missing
    deliveries = FewDeliveries()
    deliveries.append(delivery)
  }
}

extension Int32 {
  /// The sum, within bounds that two of them do not overflow.
  func addingBounded(_ other: Int32) -> Int32 {
    let bound: Int32 = 1 << 28
    return Swift.min(bound, Swift.max(-bound, self &+ Swift.min(bound, Swift.max(-bound, other))))
  }
}
