#!/bin/sh
# Measures `logs tally` beside ripgrep, a mawk correlator and pflogsumm: the same file, whole programs,
# page cache; then compressed logs beside their decompressors.
# usage: logs.sh [MEGABYTES], default 1000.
#
# The log (make-log.py): one Zimbra host, 13 lines and two queue ids a message (in, filter, out);
# 13 % of the messages go from official to webmail, 12 % from webmail to official, 40 % stay between
# officials, 35 % come from elsewhere. Some 35,000 distinct addresses write again and again.
# correlate.awk does the same job with fewer cases; pflogsumm only adds up, and is run as it comes;
# ripgrep counts lines with a word, which is about as fast as text can be looked through.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
megabytes=${1:-1000}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT INT TERM
for tool in hyperfine mawk pflogsumm rg gzip zstd python3; do
  command -v "$tool" >/dev/null || { echo "logs.sh needs $tool" >&2; exit 2; }
done
program=${MAILAUDIT:-$root/.build/release/mailaudit}
[ -x "$program" ] || swift build -c release --product mailaudit --package-path "$root"
log=$folder/mail.log
python3 "$here/make-log.py" "$megabytes" >"$log"
size=$(stat -c %s "$log")
cat "$log" >/dev/null
tally="$program logs tally --official-domain songma.example --year 2026"
hyperfine --warmup 1 --runs "${RUNS:-5}" --export-json "$folder/ours.json" \
  -n 'mailaudit, 1 thread' "$tally --threads 1 $log" \
  -n 'mailaudit, 2 threads' "$tally --threads 2 $log" >&2
hyperfine --warmup 1 --runs "${RUNS:-5}" --export-json "$folder/search.json" \
  -n 'ripgrep, 1 thread' "rg -j1 -c -F @gmail.com $log | cat" >&2
# The slow ones are told apart without repeating them for minutes.
hyperfine --runs 1 --export-json "$folder/others.json" \
  -n mawk "mawk -f $here/correlate.awk $log" \
  -n pflogsumm "pflogsumm $log" >&2
python3 - "$folder" "$size" "$log" $tally <<'PYTHON'
import json, os, subprocess, sys
folder, size, log, command = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4:]
runs = []
for name in ("ours", "search", "others"):
    runs += json.load(open(f"{folder}/{name}.json"))["results"]
one = runs[0]["min"]
print(f"log: {size / 1e6:.0f} MB; the best run of each")
for run in runs:
    cpu = (run["user"] + run["system"]) / size * 1e9
    print(f"{run['command']:22} {run['min']:8.3f} s {size / 1e6 / run['min']:9.1f} MB/s"
          f" {cpu:8.2f} s CPU/GB (mean) {run['min'] / one:7.1f} x 1 thread's time")
print(f"2 threads: {one / runs[1]['min']:.2f} x 1 thread's rate")
for threads in ("1", "2"):
    process = subprocess.Popen(command + ["--threads", threads, log], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    print(f"peak memory, {threads} thread(s): {usage.ru_maxrss / 1024:.0f} MB")
PYTHON

# Compressed: four parts of the log, two at a time, beside the decompressors alone.
split -n l/4 "$log" "$folder/part."
rm "$log"
for packer in gzip zstd; do
  $packer -q -f "$folder"/part.a? && rm -f "$folder"/part.a[a-d]
  parts=$(ls "$folder"/part.a?.*)
  # shellcheck disable=SC2086
  hyperfine --warmup 1 --runs "${RUNS:-5}" --export-json "$folder/$packer.json" \
    -n "mailaudit, 4 $packer files, 2 threads" "$tally --threads 2 $(echo $parts)" \
    -n "$packer -dc, 2 at a time" "echo $(echo $parts) | xargs -n 1 -P 2 $packer -dc >/dev/null" >&2
  python3 - "$folder/$packer.json" "$size" <<'PYTHON'
import json, sys
runs, size = json.load(open(sys.argv[1]))["results"], int(sys.argv[2])
for run in runs:
    print(f"{run['command']:35} {run['min']:8.3f} s {size / 1e6 / run['min']:9.1f} MB/s of text"
          f" {run['min'] / runs[0]['min']:7.2f} x mailaudit's time")
PYTHON
  $packer -d -q -f $parts && rm -f $parts
done
