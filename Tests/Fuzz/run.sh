#!/usr/bin/env bash
# Fuzzes every format's reader, the recognition of formats, packed files and partial tallies, as many
# at a time as there are cores. What is found to be new stays in .build/corpus for the next run.
# usage: run.sh SECONDS [TARGET]...   SECONDS for each target; with SEED=N the same inputs every time
set -euo pipefail
cd "$(dirname "$0")"
seconds=${1:?usage: run.sh SECONDS [TARGET]...}
shift
export SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0:malloc_context_size=3
swift build -c release
bin=$(swift build -c release --show-bin-path)
work=$PWD/.build
rm -rf "$work/seeds" "$work/fuzzed"
mkdir -p "$work/fuzzed" "$work/crashes"
targets=$("$bin/seeds" "$work/seeds")
if [ $# -gt 0 ]; then targets=$(printf '%s\n' "$@"); fi

# Whether it ended well; its own words go to a file.
fuzz() {
  local target=$1
  mkdir -p "$work/corpus/$target" "$work/seeds/$target"
  if TARGET=$target "$bin/fuzz" -max_total_time="$seconds" -timeout=100 -rss_limit_mb=2048 \
    -max_len="${MAX_LENGTH:-16384}" -dict="$work/seeds/$target.dict" -use_value_profile=1 -seed="${SEED:-0}" \
    -artifact_prefix="$work/crashes/$target-" -print_final_stats=1 -verbosity=1 \
    "$work/corpus/$target" "$work/seeds/$target" >"$work/fuzzed/$target.log" 2>&1; then
    awk -v target="$target" '
      /^stat::number_of_executed_units/ { runs = $2 }
      /^stat::average_exec_per_sec/ { rate = $2 }
      match($0, / cov: [0-9]+/) { places = substr($0, RSTART + 6, RLENGTH - 6) }
      END { printf "%-12s %9d inputs, %5d a second, %6d places reached\n", target, runs, rate, places }
    ' "$work/fuzzed/$target.log"
  else
    grep -aE '^does not hold|^SUMMARY|ERROR: (AddressSanitizer|libFuzzer)|Fatal error' \
      "$work/fuzzed/$target.log" | head -3 | cut -c1-2000
    input=$(sed -n 's/^artifact_prefix=.*Test unit written to //p' "$work/fuzzed/$target.log" | tail -1)
    echo "$target failed: ${input:-no input was kept}, see $work/fuzzed/$target.log"
    [ -z "$input" ] ||
      echo "again: SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0 TARGET=$target $bin/fuzz $input"
    touch "$work/fuzzed/$target.failed"
  fi
}
export -f fuzz
export bin work seconds
echo "$targets" | xargs -P "$(nproc)" -I{} bash -c 'fuzz {}'
count=$(find "$work/fuzzed" -name '*.failed' | wc -l)
echo "$(echo "$targets" | wc -l) targets fuzzed, $count failed"
[ "$count" -eq 0 ]
