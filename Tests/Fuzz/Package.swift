// swift-tools-version: 6.2
import PackageDescription

// The readers of logs under libFuzzer. Sources are links into the product's own, so that they are
// built with its instrumentation and are one package with it.
let instrumented: [SwiftSetting] = [
  .unsafeFlags(["-sanitize=fuzzer,address", "-enable-testing"])
]

let package = Package(
  name: "fuzz",
  products: [
    .executable(name: "fuzz", targets: ["fuzz"]),
    .executable(name: "seeds", targets: ["MailLogTests"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2")
  ],
  targets: [
    .systemLibrary(name: "CArchive", pkgConfig: "libarchive"),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib"),
    .target(name: "OfficialMail", swiftSettings: instrumented),
    .target(
      name: "MailLog",
      dependencies: [
        "CArchive", "CZlib", "OfficialMail", .product(name: "Crypto", package: "swift-crypto"),
      ], swiftSettings: instrumented),
    .systemLibrary(name: "CFuzzer"),
    .executableTarget(
      name: "fuzz",
      dependencies: [
        "CFuzzer", "MailLog", "OfficialMail", .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: instrumented + [.unsafeFlags(["-parse-as-library"])],
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])]),
    // The tests' samples as files to begin with, under the tests' own name, which they may use. The
    // address sanitizer's runtime has what the instrumentation calls.
    .executableTarget(
      name: "MailLogTests", dependencies: ["MailLog", "OfficialMail"], path: "Sources/seeds",
      linkerSettings: [.unsafeFlags(["-sanitize=address"])]),
  ]
)

// As in the product, but for warnings, which are its own build's matter.
for target in package.targets where target.type != .system {
  target.swiftSettings =
    (target.swiftSettings ?? []) + [
      .swiftLanguageMode(.v6),
      .enableUpcomingFeature("ExistentialAny"),
      .enableUpcomingFeature("MemberImportVisibility"),
      .enableUpcomingFeature("InternalImportsByDefault"),
      .strictMemorySafety(),
      .enableExperimentalFeature("Lifetimes"),
    ]
}
