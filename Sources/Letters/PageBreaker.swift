/// What a page is made of, from its text's top left corner, in points.
enum Ink {
  case line(SetText, Int, x: Double, y: Double)
  case stroke(x: Double, y: Double, toX: Double, toY: Double)
  case open(Tag)
  case close(Tag)

  /// The structure that a reading programme hears.
  enum Tag: String {
    case document = "Document"
    case paragraph = "P"
    case table = "Table"
    case row = "TR"
    case columnTitle = "TH"
    case cell = "TD"
  }

  func moved(by distance: Double) -> Ink {
    switch self {
    case .line(let text, let index, let x, let y): .line(text, index, x: x, y: y + distance)
    case .stroke(let x, let y, let toX, let toY):
      .stroke(x: x, y: y + distance, toX: toX, toY: toY + distance)
    case .open, .close: self
    }
  }

  var isStructure: Bool {
    switch self {
    case .open, .close: true
    case .line, .stroke: false
    }
  }
}

/// A strip of the text's full width that no page's end cuts.
struct Strip {
  /// Room above, which falls away at a page's top.
  var before: Double
  var height: Double
  var keepsWithNext: Bool
  var ink: [Ink]
  /// The strip that stands again above this one at a page's top: its table's titles.
  var titles: Int?
}

/// Deals strips out to pages.
struct PageBreaker {
  private(set) var pages: [[Ink]] = []
  private var page: [Ink] = []
  private var filled = 0.0
  private let strips: [Strip]

  init(_ strips: [Strip]) {
    self.strips = strips
    var start = 0
    while start < strips.count {
      let last = strips[start...].firstIndex { !$0.keepsWithNext } ?? strips.count - 1
      let together = start...last
      if height(of: together) <= LetterForm.textHeight - filled {
        for index in together { place(index) }
      } else {
        // A chain longer than a page can't be kept together.
        let fits = height(of: together, atTop: true) <= LetterForm.textHeight
        if fits { turn(to: start) }
        for index in together {
          if height(of: index...index) > LetterForm.textHeight - filled { turn(to: index) }
          place(index)
        }
      }
      start = last + 1
    }
    pages.append(page)
  }

  private func height(of range: ClosedRange<Int>, atTop: Bool = false) -> Double {
    let isAtTop = atTop || filled == 0
    let sum = range.reduce(0) { $0 + strips[$1].before + strips[$1].height }
    let repeated = atTop ? strips[range.lowerBound].titles.map { strips[$0].height } ?? 0 : 0
    return sum + repeated - (isAtTop ? strips[range.lowerBound].before : 0)
  }

  private mutating func place(_ index: Int) {
    let strip = strips[index]
    if filled > 0 { filled += strip.before }
    page += strip.ink.map { $0.moved(by: filled) }
    filled += strip.height
  }

  private mutating func turn(to index: Int) {
    guard filled > 0 else { return }
    pages.append(page)
    page = []
    filled = 0
    guard let titles = strips[index].titles else { return }
    page += strips[titles].ink.filter { !$0.isStructure }
    filled = strips[titles].height
  }
}
