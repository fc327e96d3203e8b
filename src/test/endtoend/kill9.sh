#!/usr/bin/env bash
# kill9.sh STORE [TIMES]   kill -9 in the middle of many clients' work; every acknowledged lease is there after the restart
# STORE: embedded, postgresql, mariadb or mysql. TIMES: 20.
set -eu
[ $# -ge 1 ] || { sed -n 2,3p "$0"; exit 2; }
exec "$(dirname "$0")/slow.sh" CrashTests -Dholdfast.test.stores="${1^^}" -Dholdfast.test.kills="${2:-20}"
