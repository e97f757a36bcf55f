import CPangoCairo

/// Breaks words into lines with Pango, in points. One thread at a time.
@safe final class Typesetter {
  private let fonts: LetterFonts
  private let map: UnsafeMutablePointer<PangoFontMap>
  private let context: OpaquePointer
  private var lengths: [Measured: Double] = [:]

  private struct Measured: Hashable {
    var text: String
    var role: LetterForm.Role
  }

  init(_ fonts: LetterFonts) throws(LetterFault) {
    guard let map = unsafe mailaudit_font_map(fonts.configuration),
      let context = unsafe pango_font_map_create_context(map)
    else { throw .drawing("Pango has no font map") }
    self.fonts = fonts
    unsafe self.map = unsafe map
    unsafe self.context = unsafe context
    unsafe pango_context_set_round_glyph_positions(context, 0)
    unsafe pango_context_set_base_dir(context, PANGO_DIRECTION_LTR)
    let options = unsafe cairo_font_options_create()
    unsafe cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    unsafe cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    unsafe pango_cairo_context_set_font_options(context, options)
    unsafe cairo_font_options_destroy(options)
  }

  deinit {
    unsafe mailaudit_unref(UnsafeMutableRawPointer(context))
    unsafe mailaudit_unref(map)
  }

  /// Throws for the first character that the font lacks.
  func check(_ text: String) throws(LetterFault) {
    for scalar in text.unicodeScalars where scalar != "\n" && !fonts.has(scalar) {
      throw .characterMissing(scalar.value, text: text)
    }
  }

  /// The paragraph in lines no longer than `width`.
  func set(
    _ text: String, style: LetterForm.Style, width: Double
  ) throws(LetterFault) -> SetText {
    try check(text)
    guard let layout = unsafe pango_layout_new(context) else {
      throw .drawing("Pango has no layout")
    }
    let description = unsafe pango_font_description_from_string(LetterForm.pdfFamily)
    unsafe pango_font_description_set_absolute_size(description, style.size * Double(PANGO_SCALE))
    if style.isBold {
      unsafe pango_font_description_set_weight(description, PANGO_WEIGHT_BOLD)
    }
    if style.isItalic {
      unsafe pango_font_description_set_style(description, PANGO_STYLE_ITALIC)
    }
    unsafe pango_layout_set_font_description(layout, description)
    unsafe pango_font_description_free(description)
    unsafe mailaudit_set_plainly(layout)
    unsafe pango_layout_set_auto_dir(layout, 0)
    unsafe pango_layout_set_width(layout, units(max(1, width - style.indent)))
    unsafe pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
    unsafe pango_layout_set_indent(layout, units(style.firstLine))
    unsafe pango_layout_set_alignment(
      layout, style.alignment == .centre ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT)
    unsafe pango_layout_set_justify(layout, style.alignment == .justified ? 1 : 0)
    unsafe pango_layout_set_text(layout, text, Int32(text.utf8.count))
    let lines = unsafe SetText(text, taking: layout, style: style)
    guard unsafe pango_layout_get_unknown_glyphs_count(layout) == 0 else {
      throw .drawing("a glyph is missing in \"\(text.printable(limit: 60))\"")
    }
    return lines
  }

  func longestLine(of paragraph: Paragraph, width: Double) throws(LetterFault) -> Double {
    let words = try set(paragraph.text, style: paragraph.role.style, width: width)
    return words.lines.map(\.width).max() ?? 0
  }

  /// The words with a line feed where lines of even length end, so that no word stands alone.
  func balance(
    _ text: String, role: LetterForm.Role, width: Double
  ) throws(LetterFault) -> String {
    var best = try set(text, style: role.style, width: width)
    guard (2...4).contains(best.lines.count) else { return text }
    var narrow = width / 2
    var wide = width
    while wide - narrow > 4 {
      let middle = (narrow + wide) / 2
      let trial = try set(text, style: role.style, width: middle)
      // Pango cuts a word that is longer than its room.
      if trial.lines.count == best.lines.count && trial.cutsNoWord {
        best = trial
        wide = middle
      } else {
        narrow = middle
      }
    }
    return best.lines.map { $0.text.trimmed }.joined(separator: "\n")
  }

  /// The words with a line feed after an `@` or `.` wherever one of them is longer than `width`.
  func breakAddresses(
    _ text: String, role: LetterForm.Role, width: Double
  ) throws(LetterFault) -> String {
    guard text.contains("@") else { return text }
    var words: [String] = []
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      if word.contains("@") {
        words.append(try breakAddress(word, role: role, width: width))
      } else {
        words.append(String(word))
      }
    }
    return words.joined(separator: " ")
  }

  private func breakAddress(
    _ address: Substring, role: LetterForm.Role, width: Double
  ) throws(LetterFault) -> String {
    var lines = [""]
    var filled = 0.0
    var rest = address
    while !rest.isEmpty {
      let end = rest.firstIndex { $0 == "@" || $0 == "." }.map(rest.index(after:)) ?? rest.endIndex
      let piece = String(rest[..<end])
      rest = rest[end...]
      let length = try length(piece, role)
      if filled > 0 && filled + length > width {
        lines.append(piece)
        filled = length
      } else {
        lines[lines.count - 1] += piece
        filled += length
      }
    }
    return lines.joined(separator: "\n")
  }

  private func length(_ text: String, _ role: LetterForm.Role) throws(LetterFault) -> Double {
    let key = Measured(text: text, role: role)
    if let known = lengths[key] { return known }
    let length = try set(text, style: role.style, width: .greatestWidth).lines.first?.width ?? 0
    // Domains come again and again, local parts do not.
    if lengths.count >= 1000 { lengths.removeAll(keepingCapacity: true) }
    lengths[key] = length
    return length
  }

  private func units(_ points: Double) -> Int32 {
    Int32((points * Double(PANGO_SCALE)).rounded())
  }
}

/// Words in lines, ready to be drawn.
@safe final class SetText {
  @safe struct Line {
    /// Of the line's first glyph, from the left edge of the paragraph's room.
    var x: Double
    var width: Double
    var text: String
    /// The layout owns it.
    fileprivate var handle: UnsafeMutablePointer<PangoLayoutLine>
  }

  let style: LetterForm.Style
  let lines: [Line]
  private let layout: OpaquePointer

  /// Takes over the layout's reference.
  fileprivate init(_ text: String, taking layout: OpaquePointer, style: LetterForm.Style) {
    unsafe self.layout = unsafe layout
    self.style = style
    var lines: [Line] = []
    let scale = Double(PANGO_SCALE)
    let iterator = unsafe pango_layout_get_iter(layout)
    repeat {
      guard let line = unsafe pango_layout_iter_get_line_readonly(iterator) else { break }
      var logical = PangoRectangle()
      unsafe pango_layout_iter_get_line_extents(iterator, nil, &logical)
      let start = text.utf8.index(text.startIndex, offsetBy: Int(unsafe line.pointee.start_index))
      let end = text.utf8.index(start, offsetBy: Int(unsafe line.pointee.length))
      unsafe lines.append(
        Line(
          x: style.indent + Double(logical.x) / scale, width: Double(logical.width) / scale,
          text: String(text[start..<end]), handle: line))
    } while unsafe pango_layout_iter_next_line(iterator) != 0
    unsafe pango_layout_iter_free(iterator)
    self.lines = lines
  }

  deinit { unsafe mailaudit_unref(UnsafeMutableRawPointer(layout)) }

  /// Whether every line but the last ends with a blank.
  fileprivate var cutsNoWord: Bool { lines.dropLast().allSatisfy { $0.text.hasSuffix(" ") } }

  /// Draws one line with its baseline at `y`; `x` is the paragraph's left edge.
  func draw(line index: Int, x: Double, y: Double, on canvas: OpaquePointer) {
    unsafe cairo_move_to(canvas, x + lines[index].x, y)
    unsafe pango_cairo_show_layout_line(canvas, lines[index].handle)
  }
}

extension String {
  fileprivate var trimmed: String {
    var rest = self[...]
    while rest.last == " " { rest.removeLast() }
    return String(rest.drop { $0 == " " })
  }
}

extension Double {
  /// Wider than any line, and within Pango's reach.
  static let greatestWidth = 1_000_000.0
}
