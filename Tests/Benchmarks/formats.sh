#!/bin/sh
# Measures `logs tally` on every format but Postfix's (logs.sh has that), one thread, page cache.
# usage: formats.sh [MEGABYTES], default 200 of each
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
megabytes=${1:-200}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT INT TERM
for tool in hyperfine python3; do
  command -v "$tool" >/dev/null || { echo "formats.sh needs $tool" >&2; exit 2; }
done
program=${MAILAUDIT:-$root/.build/release/mailaudit}
printf '%-10s %10s %12s %s\n' format "MB/s" "MB/s of CPU" "read as; lines"
for format in exim sendmail opensmtpd exchange m365 graph google zeek zeekjson mdaemon zimbra; do
  log=$folder/$format.log
  python3 "$here/make-format-log.py" "$format" "$megabytes" >"$log"
  tally="$program logs tally --official-domain songma.example --year 2026 --threads 1"
  hyperfine -N --warmup 1 --runs "${RUNS:-3}" --export-json "$folder/run.json" \
    "$tally --ledger $folder/ledger.json $log" >/dev/null 2>&1
  python3 - "$folder" "$format" "$(stat -c %s "$log")" <<'PYTHON'
import json, sys
folder, name, size = sys.argv[1], sys.argv[2], int(sys.argv[3])
run = json.load(open(f"{folder}/run.json"))["results"][0]
file = json.load(open(f"{folder}/ledger.json"))["files"][0]
kinds = f"{file['recognised']} recognised, {file['irrelevant']} irrelevant, {file['unrecognised']} unrecognised"
print(f"{name:10} {size / 1e6 / run['min']:10.0f} {size / 1e6 / (run['user'] + run['system']):12.0f} {file['format']}; {kinds}")
PYTHON
  rm -f "$log"
done
