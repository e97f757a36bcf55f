/// What stands on a letter's pages, in order: what both outputs draw.
enum Block: Hashable {
  case paragraph(Paragraph)
  case boxes(Boxes)
  case table(Table)
  /// A new page, from which pages are counted anew.
  case annex
}

/// Words of one role.
struct Paragraph: Hashable {
  var role: LetterForm.Role
  /// A line feed ends a line where it must end there.
  var text: String
  /// Not parted from what follows by a page's end.
  var keepsWithNext = false
}

/// Boxes side by side, row by row; a row stands on one page.
struct Boxes: Hashable {
  enum Piece: Hashable {
    case paragraph(Paragraph)
    /// A centred line of this length, in points.
    case rule(Double)
    case room(Double)
  }

  /// Its style tells the room around the boxes.
  var role: LetterForm.Role
  var shares: [Double]
  var rows: [[[Piece]]]
}

struct Table: Hashable {
  /// Points.
  var widths: [Double]
  var titles: [Paragraph]
  var rows: [[Paragraph]]
}

extension Block {
  /// Every paragraph of the block in reading order.
  var paragraphs: [Paragraph] {
    switch self {
    case .paragraph(let paragraph): [paragraph]
    case .annex: []
    case .table(let table): table.titles + table.rows.flatMap { $0 }
    case .boxes(let boxes):
      boxes.rows.flatMap { $0 }.flatMap { $0 }.compactMap { piece in
        if case .paragraph(let paragraph) = piece { paragraph } else { nil }
      }
    }
  }
}
