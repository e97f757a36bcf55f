/// China, Korea, Japan, India.
let asianProviders: [CatalogueRow] = [
  CatalogueRow("tencent", from: Provenance.ownSignUp, "qq.com vip.qq.com foxmail.com"),
  CatalogueRow("netease", from: Provenance.ownSignUp, "163.com 126.com yeah.net"),
  CatalogueRow(
    "netease", from: "provider's own paid sign-up domain",
    "188.com vip.163.com vip.126.com vip.188.com"),
  CatalogueRow("sina", from: Provenance.ownSignUp, "sina.com sina.cn vip.sina.com vip.sina.cn"),
  CatalogueRow("sina", from: Provenance.formerSignUp, "sina.com.cn"),
  CatalogueRow("sohu", from: Provenance.ownSignUp, "sohu.com vip.sohu.com"),
  CatalogueRow("tom", from: Provenance.ownSignUp, "tom.com vip.tom.com 163.net"),
  CatalogueRow("aliyun", from: Provenance.ownSignUp, "aliyun.com"),
  CatalogueRow("chinamobile", from: Provenance.ownSignUp, "139.com"),
  CatalogueRow("chinatelecom", from: Provenance.ownSignUp, "189.cn 21cn.com"),
  CatalogueRow("chinaunicom", from: Provenance.ownSignUp, "wo.cn"),
  CatalogueRow("naver", from: Provenance.ownSignUp, "naver.com"),
  CatalogueRow("kakao", from: Provenance.ownSignUp, "hanmail.net daum.net kakao.com"),
  CatalogueRow("nate", from: Provenance.ownSignUp, "nate.com"),
  CatalogueRow("rediff", from: Provenance.ownSignUp, "rediffmail.com"),
  CatalogueRow("rediff", from: Provenance.publicLists, "rediff.com"),
]
