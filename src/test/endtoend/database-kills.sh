#!/usr/bin/env bash
# database-kills.sh [-4|-6] STORE [TIMES [RATE]]   kill -9 of the database under load, and its start; what clients lost, when service was back
# -6: DHCPv6, an address and a prefix each. STORE: postgresql, mariadb or mysql (HOLDFAST_TEST_MYSQL_ROOT). TIMES: 50.
# RATE: perfdhcp's new clients per second, 100.
set -eu
. "$(dirname "$0")/protocol.inc.sh"
[ $# -ge 1 ] || { sed -n 2,4p "$0"; exit 2; }
exec "$(dirname "$0")/slow.sh" DatabaseKillTests -Dholdfast.test.protocols="$protocol" -Dholdfast.test.stores="${1^^}" \
  -Dholdfast.test.kills="${2:-50}" -Dholdfast.test.rate="${3:-100}"
