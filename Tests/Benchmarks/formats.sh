#!/bin/sh
# Measures `logs tally` over a made-up log of every format: one thread, whole program, page cache.
# usage: formats.sh [MEGABYTES [KIND]...], default 200 and all kinds; runs each RUNS times, default 3.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
megabytes=${1:-200}
[ $# -eq 0 ] || shift
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT INT TERM
program=${MAILAUDIT:-$root/.build/release/mailaudit}
[ -x "$program" ] || swift build -c release --product mailaudit --package-path "$root"
kinds=${*:-$(python3 "$here/make-format-log.py" | cut -d ' ' -f 1)}
printf '%-15s %8s %10s %12s %10s %8s\n' kind MB MB/s lines/s recognised 'of lines'
for kind in $kinds; do
  log=$folder/$kind.log
  python3 "$here/make-format-log.py" "$kind" "$megabytes" >"$log"
  python3 - "$kind" "$log" "$folder/ledger.json" "${RUNS:-3}" \
    "$program" logs tally --official-domain songma.example --year 2026 --threads 1 <<'PYTHON'
import json, os, subprocess, sys, time
kind, log, ledger, runs, command = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), sys.argv[5:]
size, best = os.stat(log).st_size, float("inf")
for _ in range(runs):
    start = time.monotonic()
    run = subprocess.run(
        command + ["--ledger", ledger, log], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    best = min(best, time.monotonic() - start)
    if run.returncode != 0 or run.stdout.count(b"\n") < (2 if kind != "zimbra" else 1):
        sys.exit(f"{kind}: exit {run.returncode}, {run.stderr.decode()}")
read = json.load(open(ledger))
if read["unrecognised"]:
    print(f"{kind}: {read['unrecognised']} of {read['lines']} lines are unrecognised")
print(f"{kind:15} {size / 1e6:8.0f} {size / 1e6 / best:10.0f} {read['lines'] / best:12.0f}"
      f" {read['recognised']:10} {read['recognised'] / read['lines']:8.0%}")
PYTHON
  rm "$log"
done
