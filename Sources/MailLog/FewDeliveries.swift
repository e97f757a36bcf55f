/// The deliveries of one transaction in their order: nearly always one, which needs no array.
struct FewDeliveries: RandomAccessCollection, MutableCollection {
  private var one: Transaction.Delivery?
  private var others: [Transaction.Delivery] = []

  init() {}

  var startIndex: Int { 0 }
  @inline(__always)
  var endIndex: Int { one == nil ? 0 : 1 + others.count }

  subscript(index: Int) -> Transaction.Delivery {
    @inline(__always)
    get {
      if index == 0, let one { return one }
      return others[index - 1]
    }
    @inline(__always)
    set {
      if index == 0, one != nil {
        one = newValue
      } else {
        others[index - 1] = newValue
      }
    }
  }

  mutating func append(_ delivery: Transaction.Delivery) {
    if one == nil {
      one = delivery
    } else {
      others.append(delivery)
    }
  }

  mutating func append(contentsOf deliveries: some Sequence<Transaction.Delivery>) {
    for delivery in deliveries { append(delivery) }
  }
}
