#!/bin/sh
# Pulls one directory of a private slapd with `mailaudit directory export` and with ldapsearch,
# the same attributes in pages of 1000, in one run of hyperfine.
#
# Usage: Tests/Benchmarks/ldap.sh [ENTRIES]     (100000 by default)
# MAILAUDIT names the program; .build/release/mailaudit by default.
set -eu

entries=${1:-100000}
program=${MAILAUDIT:-$(dirname "$0")/../../.build/release/mailaudit}
folder=$(mktemp -d /tmp/slapd-XXXXXX)
server=
end() {
  if [ -n "$server" ]; then kill "$server" && wait "$server" || :; fi 2>/dev/null
  rm -rf "$folder"
}
trap end EXIT
trap 'exit 1' INT TERM

mkdir "$folder/db"
cat > "$folder/slapd.conf" <<CONF
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload ppolicy
pidfile $folder/pid
database mdb
suffix "dc=gov,dc=example"
rootdn "cn=admin,dc=gov,dc=example"
rootpw secret
directory $folder/db
maxsize 8589934592
dbnosync
index objectClass eq
overlay ppolicy
CONF
awk -v entries="$entries" 'BEGIN {
  print "dn: dc=gov,dc=example\nobjectClass: dcObject\nobjectClass: organization"
  print "o: gov\ndc: gov\n"
  for (i = 1; i < entries; i++) {
    print "dn: uid=u" i ",dc=gov,dc=example\nobjectClass: inetOrgPerson\nuid: u" i
    print "cn: Cán bộ " i "\nsn: " i "\nmail: u" i "@gov.example\nou: Phòng " i % 100
    print "pwdChangedTime: 20260" 1 + i % 9 "01000000Z\n"
  }
}' > "$folder/data.ldif"
slapadd -q -f "$folder/slapd.conf" -l "$folder/data.ldif"

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
url=ldap://127.0.0.1:$port
slapd -d 0 -f "$folder/slapd.conf" -h "$url" &
server=$!
tries=0
until ldapsearch -x -H "$url" -s base -b '' > /dev/null 2>&1; do
  tries=$((tries + 1))
  if [ "$tries" -gt 100 ]; then echo "slapd does not answer on $url" >&2; exit 1; fi
  sleep 0.1
done

umask 077
printf secret > "$folder/password"
bind=cn=admin,dc=gov,dc=example
base=dc=gov,dc=example
attributes="objectClass mail mailAlternateAddress mailForwardingAddress cn displayName ou
  employeeType createTimestamp pwdChangedTime pwdReset pwdAccountLockedTime pwdEndTime
  pwdLastSuccess authTimestamp entryUUID"
ours="$program directory export --directory $url --base $base --bind-dn $bind \
--password-file $folder/password"
theirs="ldapsearch -x -LLL -H $url -b $base -D $bind -y $folder/password \
-E pr=1000/noprompt (objectClass=*) $(echo $attributes)"

# The same entries, before anything is timed.
$ours > "$folder/ours.csv"
rows=$(($(wc -l < "$folder/ours.csv") - 1))
found=$($theirs | grep -c '^mail:')
if [ "$rows" != "$found" ]; then echo "$rows mailboxes, ldapsearch has $found" >&2; exit 1; fi

hyperfine -N --warmup 1 --runs 7 --style basic --export-json "$folder/times.json" \
  --command-name mailaudit "$ours" \
  --command-name ldapsearch "$(echo "$theirs" | sed 's/(objectClass=\*)/"(objectClass=*)"/')"
peak() {
  /usr/bin/env python3 - "$@" <<'PY'
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
PY
}
memory=$(peak $ours)
own=$(peak "$program" --version)
python3 - "$folder/times.json" "$entries" "$memory" "$own" <<'PY'
import json, sys
ours, theirs = json.load(open(sys.argv[1]))["results"]
entries = int(sys.argv[2])
for result in (ours, theirs):
    rate = entries / result["median"]
    print(f'{result["command"]:<11} {result["median"]:6.2f} s  {rate:9.0f} entries/s  '
          f'{result["user"] + result["system"]:5.2f} s of CPU')
memory, own = float(sys.argv[3]), float(sys.argv[4])
print(f'ratio to ldapsearch {theirs["median"] / ours["median"]:.2f}; peak memory {memory:.0f} MB, '
      f'of which {memory - own:.0f} MB beyond the {own:.0f} MB that the program takes by itself')
PY
