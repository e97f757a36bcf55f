import LDAP
import Testing

@Test(arguments: [NumberSet.Width.bits64, .bits128])
func `a number is new once, whatever was met before`(width: NumberSet.Width) {
  var set = NumberSet(of: width)
  var random = SystemRandomNumberGenerator()
  var numbers: [UInt128] = [0, 1, UInt128(UInt64.max)]
  while numbers.count < 40_000 {
    let low = UInt128(UInt64.random(in: 2 ..< .max, using: &random))
    numbers.append(width == .bits64 ? low : low | UInt128(numbers.count) << 64)
  }
  if width == .bits128 {
    // Halves that are alike do not make numbers alike.
    numbers += [1 << 64, 2 << 64, 1 | 2 << 64]
  }
  #expect(numbers.filter { set.insert($0) }.count == numbers.count)
  #expect(numbers.shuffled().filter { set.insert($0) }.isEmpty)
  #expect(set.count == numbers.count)
}
