import OfficialMail

/// The parts of a DOCX and how they hang together (ECMA-376, parts 1 and 2).
struct WordPackage {
  var letter: LetterDocument
  var blocks: [Block]

  func bytes() throws(LetterFault) -> [UInt8] {
    var archive = ZipArchive()
    // The table of contents comes first.
    archive.add("[Content_Types].xml", contentTypes)
    archive.add("_rels/.rels", relationships)
    archive.add("docProps/app.xml", application)
    archive.add("docProps/core.xml", properties)
    archive.add("word/document.xml", WordBody(blocks).xml)
    archive.add("word/styles.xml", styles)
    archive.add("word/settings.xml", settings)
    archive.add("word/header1.xml", pageNumber)
    archive.add("word/_rels/document.xml.rels", documentRelationships)
    return try archive.bytes()
  }

  private var declaration: String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  }
  private var main: String { "http://schemas.openxmlformats.org/wordprocessingml/2006/main" }
  private var office: String { "http://schemas.openxmlformats.org/officeDocument/2006" }
  private var opc: String { "http://schemas.openxmlformats.org/package/2006" }

  // MARK: - Package

  private var contentTypes: String {
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    let parts = [
      ("/word/document.xml", "\(word).document.main+xml"),
      ("/word/styles.xml", "\(word).styles+xml"),
      ("/word/settings.xml", "\(word).settings+xml"),
      ("/word/header1.xml", "\(word).header+xml"),
      ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
      (
        "/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"
      ),
    ].map { "<Override PartName=\"\($0)\" ContentType=\"\($1)\"/>" }
    return """
      \(declaration)<Types xmlns="\(opc)/content-types">\
      <Default Extension="rels" \
      ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
      <Default Extension="xml" ContentType="application/xml"/>\(parts.joined())</Types>
      """
  }

  private var relationships: String {
    """
    \(declaration)<Relationships xmlns="\(opc)/relationships">\
    <Relationship Id="rDocument" Type="\(office)/relationships/officeDocument" \
    Target="word/document.xml"/>\
    <Relationship Id="rCore" Type="\(opc)/relationships/metadata/core-properties" \
    Target="docProps/core.xml"/>\
    <Relationship Id="rApp" Type="\(office)/relationships/extended-properties" \
    Target="docProps/app.xml"/></Relationships>
    """
  }

  private var documentRelationships: String {
    """
    \(declaration)<Relationships xmlns="\(opc)/relationships">\
    <Relationship Id="rStyles" Type="\(office)/relationships/styles" Target="styles.xml"/>\
    <Relationship Id="rSettings" Type="\(office)/relationships/settings" Target="settings.xml"/>\
    <Relationship Id="rPages" Type="\(office)/relationships/header" Target="header1.xml"/>\
    </Relationships>
    """
  }

  // MARK: - Properties

  private var application: String {
    """
    \(declaration)<Properties xmlns="\(office)/extended-properties">\
    <Application>mailaudit</Application></Properties>
    """
  }

  private var properties: String {
    let times = ["dcterms:created", "dcterms:modified"].map {
      "<\($0) xsi:type=\"dcterms:W3CDTF\">\(letter.asOf)T00:00:00Z</\($0)>"
    }
    return """
      \(declaration)<cp:coreProperties xmlns:cp="\(opc)/metadata/core-properties" \
      xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" \
      xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\
      <dc:title>\(letter.subject.xmlEscaped)</dc:title>\
      <dc:creator>\(letter.issuer.xmlEscaped)</dc:creator>\
      <dc:language>\(language)</dc:language>\(times.joined())</cp:coreProperties>
      """
  }

  private var language: String { letter.language == .vi ? "vi-VN" : "en-GB" }

  // MARK: - Word parts

  private var settings: String {
    """
    \(declaration)<w:settings xmlns:w="\(main)"><w:defaultTabStop w:val="720"/>\
    <w:compat><w:compatSetting w:name="compatibilityMode" \
    w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>
    """
  }

  private var pageNumber: String {
    let style = LetterForm.Role.pageNumber.wordStyle
    return """
      \(declaration)<w:hdr xmlns:w="\(main)"><w:p><w:pPr><w:pStyle w:val="\(style)"/></w:pPr>\
      <w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple></w:p></w:hdr>
      """
  }

  private var styles: String {
    let family = LetterForm.wordFamily
    let fonts = ["ascii", "hAnsi", "cs", "eastAsia"].map { "w:\($0)=\"\(family)\"" }
    let roles = LetterForm.Role.allCases.map(\.wordDefinition)
    return """
      \(declaration)<w:styles xmlns:w="\(main)"><w:docDefaults><w:rPrDefault><w:rPr>\
      <w:rFonts \(fonts.joined(separator: " "))/><w:color w:val="000000"/>\
      <w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="\(language)"/></w:rPr>\
      </w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" \
      w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>\
      <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>\
      <w:qFormat/></w:style>\(roles.joined())</w:styles>
      """
  }
}

extension LetterForm.Role {
  var wordStyle: String { "Letter\(rawValue.prefix(1).uppercased())\(rawValue.dropFirst())" }

  fileprivate var wordDefinition: String {
    let alignment =
      switch style.alignment {
      case .left: "left"
      case .centre: "center"
      case .justified: "both"
      }
    let size = Int(style.size * 2)
    return """
      <w:style w:type="paragraph" w:customStyle="1" w:styleId="\(wordStyle)">\
      <w:name w:val="Letter \(rawValue)"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>\
      <w:spacing w:before="\(twips(style.before))" w:after="\(twips(style.after))"/>\
      <w:ind w:left="\(twips(style.indent))" w:firstLine="\(twips(style.firstLine))"/>\
      <w:jc w:val="\(alignment)"/></w:pPr><w:rPr>\(style.isBold ? "<w:b/><w:bCs/>" : "")\
      \(style.isItalic ? "<w:i/><w:iCs/>" : "")<w:sz w:val="\(size)"/>\
      <w:szCs w:val="\(size)"/></w:rPr></w:style>
      """
  }
}
