#!/bin/sh
# Measures `logs tally` beside a mawk correlator and pflogsumm: the same file, whole programs, page
# cache. usage: logs.sh [MEGABYTES], default 1000.
#
# The log (make-log.py): one Zimbra host, 13 lines and two queue ids a message (in, filter, out);
# 13 % of the messages go from official to webmail, 12 % from webmail to official, 40 % stay between
# officials, 35 % come from elsewhere. Some 35,000 distinct addresses write again and again.
# correlate.awk does the same job with fewer cases; pflogsumm only adds up, and is run as it comes.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
megabytes=${1:-1000}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT INT TERM
for tool in hyperfine mawk pflogsumm rg zstd gzip python3; do
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
# The slow ones are told apart without repeating them for minutes.
hyperfine --runs 1 --export-json "$folder/others.json" \
  -n mawk "mawk -f $here/correlate.awk $log" \
  -n pflogsumm "pflogsumm $log" >&2
# ripgrep counts lines with one name and joins nothing: how far a search is from a correlation.
hyperfine --warmup 1 --runs 3 --export-json "$folder/search.json" \
  -n ripgrep "rg -j1 -c -F @gmail.com $log" >&2
# Four packed files, two threads, beside the decompressors alone.
for number in 1 2 3 4; do
  sed "s/ mta1 / mta$number /" "$log" | head -c 100000000 >"$folder/part$number"
done
gzip -k "$folder"/part?
zstd -q "$folder"/part?
hyperfine --warmup 1 --runs 3 --export-json "$folder/packed.json" \
  -n 'mailaudit, .gz' "$tally --threads 2 $folder/part1.gz $folder/part2.gz $folder/part3.gz $folder/part4.gz" \
  -n 'gzip -dc' "ls $folder/part?.gz | xargs -P 2 -n 1 gzip -dc >/dev/null" \
  -n 'mailaudit, .zst' "$tally --threads 2 $folder/part1.zst $folder/part2.zst $folder/part3.zst $folder/part4.zst" \
  -n 'zstd -dc' "ls $folder/part?.zst | xargs -P 2 -n 1 zstd -qdc >/dev/null" >&2
python3 - "$folder" "$size" "$log" $tally <<'PYTHON'
import json, os, subprocess, sys
folder, size, log, command = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4:]
runs = []
for name in ("ours", "others", "search"):
    runs += json.load(open(f"{folder}/{name}.json"))["results"]
one = runs[0]["min"]
print(f"log: {size / 1e6:.0f} MB; the best run of each")
for run in runs:
    cpu = (run["user"] + run["system"]) / size * 1e9
    print(f"{run['command']:22} {run['min']:8.3f} s {size / 1e6 / run['min']:9.1f} MB/s"
          f" {cpu:8.2f} s CPU/GB (mean) {run['min'] / one:7.1f} x 1 thread's time")
print(f"2 threads: {one / runs[1]['min']:.2f} x 1 thread's rate")
for run in json.load(open(f"{folder}/packed.json"))["results"]:
    print(f"{run['command']:22} {run['min']:8.3f} s for 4 files of 100 MB of text")
for threads in ("1", "2"):
    process = subprocess.Popen(command + ["--threads", threads, log], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    print(f"peak memory, {threads} thread(s): {usage.ru_maxrss / 1024:.0f} MB")
PYTHON
# Memory of a pipe: what it takes grows with the correspondents and not with the log.
for piped in ${PIPED:-1000 3000}; do
  python3 "$here/make-log.py" "$piped" |
    python3 -c 'import os, sys
command = sys.argv[2:]
process = os.posix_spawnp(command[0], command, os.environ, file_actions=[
    (os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0), (os.POSIX_SPAWN_OPEN, 2, "/dev/null", os.O_WRONLY, 0)])
_, _, usage = os.wait4(process, 0)
print(f"peak memory, {sys.argv[1]} MB piped: {usage.ru_maxrss / 1024:.0f} MB")' "$piped" $tally --threads 2 -
done
