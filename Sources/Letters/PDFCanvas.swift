import CPangoCairo

/// A PDF being drawn page by page with Cairo, in points from the top left corner.
@safe final class PDFCanvas {
  private final class Sink { var bytes: [UInt8] = [] }

  private let sink = Sink()
  private let surface: OpaquePointer
  private let canvas: OpaquePointer

  init(width: Double, height: Double) throws(LetterFault) {
    let write: cairo_write_func_t = { closure, data, length in
      guard let closure = unsafe closure else { return CAIRO_STATUS_WRITE_ERROR }
      let sink = unsafe Unmanaged<Sink>.fromOpaque(closure).takeUnretainedValue()
      unsafe sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
      return CAIRO_STATUS_SUCCESS
    }
    let closure = unsafe Unmanaged.passUnretained(sink).toOpaque()
    guard
      let surface = unsafe cairo_pdf_surface_create_for_stream(write, closure, width, height),
      let canvas = unsafe cairo_create(surface)
    else { throw .drawing("Cairo has no surface") }
    unsafe self.surface = unsafe surface
    unsafe self.canvas = unsafe canvas
    unsafe cairo_set_line_width(canvas, LetterForm.ruleThickness)
  }

  deinit {
    unsafe cairo_destroy(canvas)
    // Writes to the sink unless the surface is finished.
    unsafe cairo_surface_finish(surface)
    unsafe cairo_surface_destroy(surface)
  }

  /// What the file says of itself; `date` is ISO 8601 with a zone, so that no clock is asked.
  func describe(title: String, author: String, date: String) {
    let entries: [(cairo_pdf_metadata_t, String)] = [
      (CAIRO_PDF_METADATA_TITLE, title), (CAIRO_PDF_METADATA_AUTHOR, author),
      (CAIRO_PDF_METADATA_CREATOR, "mailaudit"), (CAIRO_PDF_METADATA_CREATE_DATE, date),
      (CAIRO_PDF_METADATA_MOD_DATE, date),
    ]
    for (key, value) in entries { unsafe cairo_pdf_surface_set_metadata(surface, key, value) }
  }

  func draw(_ ink: Ink, left: Double, top: Double) {
    switch ink {
    case .line(let words, let index, let x, let y):
      unsafe words.draw(line: index, x: left + x, y: top + y, on: canvas)
    case .stroke(let x, let y, let toX, let toY):
      unsafe cairo_move_to(canvas, left + x, top + y)
      unsafe cairo_line_to(canvas, left + toX, top + toY)
      unsafe cairo_stroke(canvas)
    case .open(let tag): unsafe cairo_tag_begin(canvas, tag.rawValue, nil)
    case .close(let tag): unsafe cairo_tag_end(canvas, tag.rawValue)
    }
  }

  func endPage() { unsafe cairo_show_page(canvas) }

  /// The whole file; nothing can be drawn after.
  func finish() throws(LetterFault) -> [UInt8] {
    let drawn = unsafe cairo_status(canvas)
    unsafe cairo_surface_finish(surface)
    let written = unsafe cairo_surface_status(surface)
    for status in [drawn, written] where status != CAIRO_STATUS_SUCCESS {
      throw .drawing(unsafe String(cString: cairo_status_to_string(status)))
    }
    return sink.bytes
  }
}
