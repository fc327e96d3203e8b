#!/usr/bin/env bash
# kill9.sh [-4|-6] STORE [TIMES]   kill -9 in the middle of many clients' work; every acknowledged lease is there after the restart
# -6: DHCPv6, an address and a prefix each. STORE: embedded, postgresql, mariadb or mysql. TIMES: 20.
set -eu
. "$(dirname "$0")/protocol.inc.sh"
[ $# -ge 1 ] || { sed -n 2,3p "$0"; exit 2; }
exec "$(dirname "$0")/slow.sh" CrashTests -Dholdfast.test.protocols="$protocol" -Dholdfast.test.stores="${1^^}" \
  -Dholdfast.test.kills="${2:-20}"
