import OfficialMail

/// Việt Nam: free mail, and the mail that comes with an internet subscription.
///
/// Providers' staff domains (`vnpt.vn`, `fpt.com.vn`, `viettel.com.vn`) are no catalogue names.
let vietnameseProviders: [CatalogueRow] = [
  CatalogueRow("zing", from: Provenance.formerSignUp, "zing.vn"),

  CatalogueRow("vnpt", .isp, from: Provenance.addressesSeen, "vnn.vn"),
  CatalogueRow(
    "vnpt", .isp, from: "provider's own mail domain for a province or city",
    "hcm.vnn.vn hn.vnn.vn dng.vnn.vn"),
  CatalogueRow(
    "vnpt", .isp, from: "provider's own mail domain for prepaid and on-line subscribers",
    "pmail.vnn.vn fmail.vnn.vn"),
  CatalogueRow("fpt", .isp, from: Provenance.addressesSeen, "fpt.vn"),
  CatalogueRow(
    "fpt", .isp, from: "provider's own mail domain for a city", "hcm.fpt.vn hn.fpt.vn"),
  CatalogueRow("viettel", .isp, from: Provenance.addressesSeen, "viettel.vn"),
  CatalogueRow("netnam", .isp, from: Provenance.addressesSeen, "netnam.vn"),
  CatalogueRow("spt", .isp, from: Provenance.addressesSeen, "saigonnet.vn"),
]
