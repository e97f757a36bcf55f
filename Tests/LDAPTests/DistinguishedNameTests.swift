import LDAP
import Testing

@Test(arguments: [
  ("uid=an,ou=Phòng A,dc=gov", "UID=AN, OU=phòng  a ,DC=GOV"),
  ("cn=Ann Two+uid=zed,dc=gov", "uid=zed+cn=Ann Two,dc=gov"),
  ("uid=ZED + cn=ann  two,dc=gov", "cn=Ann Two+uid=zed,dc=gov"),
  ("cn=a\\,b,dc=gov", "cn=a\\2Cb,dc=gov"), ("cn=\"a,b\",dc=gov", "cn=a\\,b,dc=gov"),
  ("cn=\\20a\\20,dc=gov", "cn=a,dc=gov"), ("ou=ph\\C3\\B2ng,dc=gov", "ou=PHÒNG,dc=gov"),
  ("ou=pho\u{300}ng", "ou=ph\u{F2}ng"), ("cn=a;dc=gov", "cn=a,dc=gov"),
  ("2.5.4.3=a,0.9.2342.19200300.100.1.25=gov", "CN=a,DC=gov"),
  ("OID.2.5.4.11=a,organizationName=b", "ou=a,o=b"), ("", "  "),
])
func `names of one entry are equal however they are written`(one: String, other: String) throws {
  let first = try #require(DistinguishedName(one)).normalized
  let second = try #require(DistinguishedName(other)).normalized
  #expect(first == second)
  #expect(first.hashValue == second.hashValue)
  #expect(first.normalized == first)
}

@Test(arguments: [
  ("uid=an,dc=gov", "uid=an"), ("uid=an,dc=gov", "uid=am,dc=gov"), ("cn=an", "uid=an"),
  ("cn=a+uid=b", "cn=a,uid=b"), ("cn=a+uid=b", "cn=b+uid=a"), ("cn=a b", "cn=ab"),
  ("cn=an", "cn=ân"), ("cn=a\\2Cdc=gov", "cn=a,dc=gov"), ("cn=a+uid=b", "cn=a+uid=b+sn=c"),
])
func `names of two entries differ`(one: String, other: String) throws {
  let first = try #require(DistinguishedName(one)).normalized
  let second = try #require(DistinguishedName(other)).normalized
  #expect(first != second)
}
