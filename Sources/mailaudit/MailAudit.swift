@main
struct MailAudit {
  static func main() {}
}
