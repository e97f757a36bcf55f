public import Policy

/// The policies that come with the program, the default one first.
public let shippedPolicies: [Policy] = [songMa, songMaSample]
