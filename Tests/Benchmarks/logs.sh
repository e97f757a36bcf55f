#!/bin/sh
# Measures `logs tally` beside a mawk correlator and pflogsumm: the same file, one run, whole
# programs, page cache. usage: logs.sh [MEGABYTES], default 1000.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
megabytes=${1:-1000}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT INT TERM
for tool in hyperfine mawk pflogsumm python3 awk; do
  command -v "$tool" >/dev/null || { echo "logs.sh needs $tool" >&2; exit 2; }
done
program=${MAILAUDIT:-$root/.build/release/mailaudit}
[ -x "$program" ] || swift build -c release --product mailaudit --package-path "$root"
log=$folder/mail.log
python3 "$here/make-log.py" "$megabytes" >"$log"
size=$(stat -c %s "$log")
cat "$log" >/dev/null
tally="$program logs tally --official-domain songma.example --year 2026"
hyperfine --warmup 1 --runs 5 --export-json "$folder/ours.json" \
  -n 'mailaudit, 1 thread' "$tally --threads 1 $log" \
  -n 'mailaudit, 2 threads' "$tally --threads 2 $log" >&2
hyperfine --runs 1 --export-json "$folder/mawk.json" \
  -n mawk "mawk -f $here/correlate.awk $log" >&2
hyperfine --runs 1 --export-json "$folder/pflogsumm.json" -n pflogsumm "pflogsumm $log" >&2
python3 - "$folder" "$size" "$log" $tally <<'PYTHON'
import json, os, subprocess, sys
folder, size, log, command = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4:]
times = {}
for name in ("ours", "mawk", "pflogsumm"):
    for result in json.load(open(f"{folder}/{name}.json"))["results"]:
        times[result["command"]] = result["min"]
one = times["mailaudit, 1 thread"]
print(f"log: {size / 1e6:.0f} MB")
for name, seconds in times.items():
    print(f"{name:22} {seconds:8.3f} s {size / 1e6 / seconds:9.1f} MB/s {seconds / one:7.1f} x 1 thread's time")
print(f"2 threads: {one / times['mailaudit, 2 threads']:.2f} x 1 thread's rate")
for threads in ("1", "2"):
    process = subprocess.Popen(command + ["--threads", threads, log], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    print(f"peak memory, {threads} thread(s): {usage.ru_maxrss / 1024:.0f} MB")
PYTHON
