#!/bin/sh
# Measures the peak memory of `logs tally -` over logs of several sizes that are piped into it as
# they are made, so that none lies on disk. usage: memory.sh [GIGABYTES]..., default 1 3 10
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
program=${MAILAUDIT:-$root/.build/release/mailaudit}
[ -x "$program" ] || swift build -c release --product mailaudit --package-path "$root"
[ $# -gt 0 ] || set -- 1 3 10
python3 - "$here/make-log.py" "$program" "$@" <<'PYTHON'
import os, subprocess, sys, time
maker, program, sizes = sys.argv[1], sys.argv[2], [float(size) for size in sys.argv[3:]]
for size in sizes:
    start = time.monotonic()
    source = subprocess.Popen([sys.executable, maker, str(size * 1000)], stdout=subprocess.PIPE)
    tally = subprocess.Popen(
        [program, "logs", "tally", "--official-domain", "songma.example", "--year", "2026", "-"],
        stdin=source.stdout, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    source.stdout.close()
    _, status, usage = os.wait4(tally.pid, 0)
    if source.wait() != 0 or status != 0:
        sys.exit(f"{size} GB: exit {os.waitstatus_to_exitcode(status)}")
    cpu = usage.ru_utime + usage.ru_stime
    print(f"{size:6.1f} GB from a pipe: peak memory {usage.ru_maxrss / 1024:6.0f} MB,"
          f" {cpu:6.2f} s CPU, {time.monotonic() - start:6.2f} s with the making of the log")
PYTHON
