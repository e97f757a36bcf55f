// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "mailaudit",
  products: [
    .executable(name: "mailaudit", targets: ["mailaudit"]),
    // What an office's own package imports.
    .library(name: "MailAuditKit", targets: ["MailAuditKit"]),
    .library(name: "Policy", targets: ["Policy", "OfficialMail"]),
    .library(name: "Policies", targets: ["Policies"]),
    // A client over libldap, useful on its own.
    .library(name: "LDAP", targets: ["LDAP"]),
  ],
  dependencies: [
    // Commands, options, help and shell completion.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // SHA-256 of every input and output: BoringSSL's, with the CPU's own instructions.
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    // What audits remember: SQLite, with its guards.
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    // The report's HTML and the letter's wording.
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
  ],
  targets: [
    .systemLibrary(name: "CLDAP", pkgConfig: "ldap", providers: [.apt(["libldap2-dev"])]),
    .systemLibrary(
      name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    // gzip with its checksums, which libarchive does not check.
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "CPangoCairo", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
    .target(name: "OfficialMail"),
    .target(name: "LDAP", dependencies: ["CLDAP"]),
    .target(name: "Directory", dependencies: ["OfficialMail", "LDAP"]),
    .target(
      name: "MailLog",
      dependencies: [
        "CArchive", "CZlib", "OfficialMail", .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .target(name: "Policy", dependencies: ["OfficialMail"]),
    .target(
      name: "Audit",
      dependencies: [
        "OfficialMail", "LDAP", "Directory", "MailLog", "Policy",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .target(name: "Letters", dependencies: ["CPangoCairo", "CArchive", "OfficialMail"]),
    .target(
      name: "Reports",
      dependencies: [
        "OfficialMail", "Directory", "MailLog", "Policy", "Audit", "Letters",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Mustache", package: "swift-mustache"),
      ]),
    .target(name: "Policies", dependencies: ["OfficialMail", "Policy"], path: "policies"),
    .target(name: "SampleDistrict", dependencies: ["OfficialMail", "Policy", "Policies"]),
    .target(
      name: "MailAuditKit",
      dependencies: [
        "OfficialMail", "LDAP", "Directory", "MailLog", "Policy", "Audit", "Letters", "Reports",
        "SampleDistrict",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(name: "mailaudit", dependencies: ["MailAuditKit", "Policies"]),

    // Directory servers of other makers and a Kerberos realm, each private to the test it serves.
    .target(
      name: "DirectoryServers", dependencies: ["SampleDistrict"], path: "Tests/DirectoryServers"),
    .testTarget(name: "OfficialMailTests", dependencies: ["OfficialMail"]),
    .testTarget(name: "LDAPTests", dependencies: ["LDAP", "SampleDistrict"]),
    .testTarget(
      name: "DirectoryTests", dependencies: ["Directory", "DirectoryServers", "SampleDistrict"]),
    .testTarget(name: "MailLogTests", dependencies: ["MailLog", "OfficialMail", "Policy"]),
    .testTarget(name: "PolicyTests", dependencies: ["Policy", "Policies", "OfficialMail"]),
    .testTarget(name: "LettersTests", dependencies: ["Letters"]),
    .testTarget(
      name: "ReportsTests",
      dependencies: ["Reports", "Audit", "Directory", "MailLog", "OfficialMail", "Policy"]),
    .testTarget(name: "SampleDistrictTests", dependencies: ["SampleDistrict"]),
    .testTarget(
      name: "MailAuditKitTests",
      dependencies: [
        "mailaudit", "MailAuditKit", "DirectoryServers", "SampleDistrict", "MailLog",
        "OfficialMail", "Policy",
      ]),
  ]
)

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    // Data races are compile errors.
    .swiftLanguageMode(.v6),
    // `any` marks where a call is dynamic.
    .enableUpcomingFeature("ExistentialAny"),
    // A file imports what it uses.
    .enableUpcomingFeature("MemberImportVisibility"),
    // A dependency shows in an API only where that is meant.
    .enableUpcomingFeature("InternalImportsByDefault"),
    // Every unsafe use says so.
    .strictMemorySafety(),
    // Lifetimes of spans over borrowed bytes.
    .enableExperimentalFeature("Lifetimes"),
    // A warning is a defect that has not happened yet.
    .treatAllWarnings(as: .error),
  ]
}
