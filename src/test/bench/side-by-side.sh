#!/usr/bin/env bash
# side-by-side.sh [-4|-6] BACKEND [ROUNDS]   Holdfast and Kea in turn under the same perfdhcp load, on the same machine and database
#
# BACKEND: memfile pg18 mysql pg15 mariadb. Each round searches the highest rate of complete DISCOVER-OFFER-REQUEST-ACK
# exchanges (-6: SOLICIT-ADVERTISE-REQUEST-REPLY for an address) with at most 1 % drops (../shared/bench/perf.sh), for Kea and for Holdfast, each on an empty store and after
# 8 s of half the rate at which its search begins; the database has its own default durability. At the end medians and
# ranges of exchanges a second, mean delays, CPU milliseconds per exchange of server and database.
# Needs root, ../shared/bench/setup-peers.sh, ./mvnw package.
# Environment: KEA_START, HOLDFAST_START (rates), PERFOPTS (of perf.sh, such as "--bracket --secs 10 --runs 5"), WARM (seconds),
# SCHEMA=kea to let Holdfast work on a database made by kea-admin instead of its own; MODE=dora|discover|renew.
set -u
here=$(cd "$(dirname "$0")" && pwd)
BENCH=${BENCH:-$(cd "$here/../../../.." && pwd)/shared/bench}
. "$BENCH/lib.sh"
v=4 server=$SRV4
case ${1:-} in -4) shift ;; -6) v=6 server=all; shift ;; esac
backend=${1:?BACKEND, see the head of this file}
rounds=${2:-5}
mode=${MODE:-dora}
"$BENCH/netns.sh" up
out=$BASE/side-by-side-v$v-$backend-$mode
: >"$out.txt"
: >"$out.jsonl"

. "$here/databases.inc.sh"

search() { # who pid start
  "$BENCH/perf.sh" $v $server --mode "$mode" --label "$1-warm" --fixed $(($3 / 2)) --secs "${WARM:-8}" --quiet 1 >/dev/null 2>&1
  local w=(--watch "server=$2")
  [ "$backend" = memfile ] || w+=(--watch "db=$("$BENCH/databases.sh" pid "$backend")")
  "$BENCH/perf.sh" $v $server --mode "$mode" --label "$1-$backend" "${w[@]}" --start "$3" --log "$out.jsonl" ${PERFOPTS:-}
}

case $v$backend in
  4memfile) kea=2500 holdfast=3500 ;; 4pg*) kea=600 holdfast=3000 ;; 4*) kea=350 holdfast=2000 ;;
  6memfile) kea=4000 holdfast=4000 ;; 6pg*) kea=800 holdfast=3000 ;; 6*) kea=400 holdfast=2000 ;;
esac
for round in $(seq "$rounds"); do
  for who in kea holdfast; do
    "$BENCH/kea.sh" $v stop
    "$here/holdfast.sh" stop
    database $who || die "no database"
    echo "=== round $round $who $backend $(date +%T)" | tee -a "$out.txt"
    if [ $who = kea ]; then
      "$BENCH/kea.sh" $v "$backend" || exit 1
      result=$(search kea "$("$BENCH/kea.sh" $v pid)" "${KEA_START:-$kea}")
    else
      V=$v "$here/holdfast.sh" "$backend" || exit 1
      result=$(search holdfast "$("$here/holdfast.sh" pid)" "${HOLDFAST_START:-$holdfast}")
    fi
    echo "$result" | tee -a "$out.txt"
  done
done
"$BENCH/kea.sh" $v stop
"$here/holdfast.sh" stop
[ "$backend" = memfile ] || "$BENCH/databases.sh" stop "$backend"
python3 "$here/medians.py" "$backend" "$out.jsonl" | tee -a "$out.txt"
