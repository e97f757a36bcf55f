import Foundation
import OfficialMail

/// A quarter of traffic, hour by hour: what was planned, and ordinary mail around it.
struct QuarterOfMail {
  private let traffic: Double
  private let hosts: [HostLog]
  private let planned: [SamplePlan.Planned]
  private var flow: MailFlow
  private var ordinary: OrdinaryMail
  private var random: SplitMix64

  init(
    plan: SamplePlan, seed: UInt64, traffic: Double, folder: URL
  ) throws(SampleFault) {
    self.traffic = traffic
    var hosts: [HostLog] = []
    for host in MailHost.allCases { hosts.append(try HostLog(host, below: folder, seed: seed)) }
    self.hosts = hosts
    planned = plan.mail.sorted { $0.time < $1.time }
    let communes = SampleAgency.district.filter { $0.host == .mail2 }
    flow = MailFlow(
      hosts: hosts, random: SplitMix64(seed: seed ^ 0x464C_4F57), truth: plan.truth,
      communeDomains: Set(communes.flatMap(\.agency.mailDomains).map { "@\($0.name)"[...] }))
    ordinary = OrdinaryMail(plan: plan, seed: seed)
    random = SplitMix64(seed: seed ^ 0x484F_5552)
  }

  /// Writes all logs; returns the truth with every delivery counted.
  mutating func write(progress: (Double) -> Void) throws(SampleFault) -> SampleTruth {
    var next = 0
    for day in 0..<SampleDistrict.days {
      for hour in 0..<24 {
        let start = Moment(day: day, hour: hour)
        for host in hosts { try host.flush(before: start) }
        while next < planned.count, planned[next].time < start + 3_600_000 {
          flow.carry(planned[next].message, into: planned[next].host, at: planned[next].time)
          next += 1
        }
        fill(day: day, hour: hour, from: start)
      }
      progress(Double(day + 1) / Double(SampleDistrict.days))
    }
    for host in hosts { try host.finish() }
    var truth = flow.truth
    truth.lines = hosts.reduce(0) { $0 + $1.lines }
    truth.bytes = hosts.reduce(0) { $0 + $1.bytes }
    return truth
  }

  private mutating func fill(day: Int, hour: Int, from start: Moment) {
    let logsBoth = !QuarterOfMail.isSilent(day: day, hour: hour)
    // The last hour of the quarter is kept free, so that nothing ends after it.
    if day < SampleDistrict.days - 1 || hour < 22 {
      for _ in 0..<number(QuarterOfMail.messages(day: day, hour: hour)) {
        let time = start + random.below(3_600_000)
        let (message, host) = ordinary.next(mail2: logsBoth)
        flow.carry(message, into: host, at: time)
      }
    }
    for host in hosts where logsBoth || host.host == .mail1 {
      for _ in 0..<number(host.host == .mail1 ? 4 : 2.5) {
        let time = start + random.below(3_599_000)
        ServerNoise.write(to: host, at: time, &random)
      }
    }
  }

  /// mail2's logs of Sunday 16 August are lost; it takes no mail from the hour before.
  private static func isSilent(day: Int, hour: Int) -> Bool {
    day == 46 || (day == 45 && hour == 23)
  }

  /// Messages an hour at traffic 1: office hours of working days carry most.
  private static func messages(day: Int, hour: Int) -> Double {
    // 1 July 2026 is a Wednesday.
    let isWeekend = (day + 2) % 7 >= 5
    return switch hour {
    case 7...11, 13...16: isWeekend ? 1.1 : 6.2
    case 6, 12, 17...21: isWeekend ? 0.8 : 1.6
    default: 0.4
    }
  }

  /// A whole number that is `expected` on average.
  private mutating func number(_ expected: Double) -> Int {
    let scaled = Int(expected * traffic * 1_000)
    return scaled / 1_000 + (random.below(1_000) < scaled % 1_000 ? 1 : 0)
  }
}
