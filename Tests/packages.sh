#!/bin/sh
# Installs the Debian packages that building, testing and the demo need, where they are missing.
# Usage: packages.sh build|demo|test|bench|fuzz
set -eu

build="git ca-certificates libldap2-dev libarchive-dev zlib1g-dev libsqlite3-dev libpango1.0-dev pkg-config fonts-liberation2 tzdata"
demo="$build slapd ldap-utils"
test="$demo openssl poppler-utils python3 libreoffice-writer chromium zstd xz-utils bzip2 iproute2"
# The directories of other makers, and single sign-on.
test="$test samba samba-ad-provision samba-dsdb-modules ldb-tools 389-ds-base"
test="$test krb5-kdc krb5-admin-server krb5-user libsasl2-modules-gssapi-mit faketime"
bench="$test hyperfine mawk pflogsumm ripgrep"
# What the seeds are packed with.
fuzz="$build python3 zstd xz-utils bzip2"
case "${1:-}" in
build) wanted=$build ;;
demo) wanted=$demo ;;
test) wanted=$test ;;
bench) wanted=$bench ;;
fuzz) wanted=$fuzz ;;
*) echo "usage: $0 build|demo|test|bench|fuzz" >&2; exit 2 ;;
esac

missing=""
for package in $wanted; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
    missing="$missing $package"
done
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ]; then as_root=""; else as_root="sudo"; fi
echo "installing:$missing"

# Debian starts a server as it is installed; the audit needs the program alone, so its start is
# refused for as long as the installation takes.
policy=/usr/sbin/policy-rc.d
units=""
for package in $missing; do
  case $package in
  slapd) units="$units slapd" ;;
  samba) units="$units smbd nmbd samba-ad-dc" ;;
  # Without an instance 389-ds-base starts nothing but this, and not by itself.
  389-ds-base) units="$units dirsrv-snmp" ;;
  krb5-kdc | krb5-admin-server) units="$units $package" ;;
  esac
done
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null
  $as_root chmod 755 "$policy"
  trap '$as_root rm -f "$policy"' EXIT
  trap 'exit 1' INT TERM HUP
fi
$as_root apt-get update -q
# shellcheck disable=SC2086
$as_root env DEBIAN_FRONTEND=noninteractive \
  apt-get install -y -q --no-install-recommends $missing
# Nor is a packaged server to start with the machine: nobody asked for it.
for unit in $units; do
  $as_root update-rc.d "$unit" disable >/dev/null 2>&1 || true
  $as_root systemctl disable "$unit" >/dev/null 2>&1 || true
done
