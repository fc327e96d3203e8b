#!/usr/bin/env bash
# side-by-side.sh BACKEND [ROUNDS]   Holdfast and Kea in turn under the same perfdhcp load, on the same machine and database
#
# BACKEND: memfile pg18 mysql pg15 mariadb. Each round searches the highest rate of complete DISCOVER-OFFER-REQUEST-ACK
# exchanges with at most 1 % drops over 20 s (../shared/bench/perf.sh), for Kea and for Holdfast, each on an empty store;
# the database has its own default durability. Prints for each: exchanges a second, delays, CPU milliseconds per exchange
# of server and database; at the end medians and their ratio. Needs root, ../shared/bench/setup-peers.sh, ./mvnw package.
# Environment: SCHEMA=kea to let Holdfast work on a database made by kea-admin instead of its own; MODE=dora|discover|renew.
set -u
here=$(cd "$(dirname "$0")" && pwd)
BENCH=${BENCH:-$(cd "$here/../../../.." && pwd)/shared/bench}
. "$BENCH/lib.sh"
backend=${1:?BACKEND, see the head of this file}
rounds=${2:-5}
mode=${MODE:-dora}
"$BENCH/netns.sh" up
out=$BASE/side-by-side-$backend-$mode.txt
: >"$out"

. "$here/databases.inc.sh"

search() { # who pid start
  # Both are loaded for a while first: a Java program compiles itself while it runs.
  "$BENCH/perf.sh" 4 "$SRV4" --mode "$mode" --label "$1-warm" --fixed "${WARM:-300}" --secs 8 --quiet 1 >/dev/null 2>&1
  local w=(--watch "server=$2")
  [ "$backend" = memfile ] || w+=(--watch "db=$("$BENCH/databases.sh" pid "$backend")")
  "$BENCH/perf.sh" 4 "$SRV4" --mode "$mode" --label "$1-$backend" "${w[@]}" --start "$3" ${PERFOPTS:-}
}

case $backend in memfile) kea_start=2500 holdfast_start=3500 ;; pg*) kea_start=600 holdfast_start=3000 ;; *) kea_start=350 holdfast_start=1800 ;; esac
for round in $(seq "$rounds"); do
  for who in kea holdfast; do
    "$BENCH/kea.sh" 4 stop
    "$here/holdfast.sh" stop
    database $who || die "no database"
    echo "=== round $round $who $backend $(date +%T)" | tee -a "$out"
    if [ $who = kea ]; then
      "$BENCH/kea.sh" 4 "$backend" || exit 1
      result=$(search kea "$("$BENCH/kea.sh" 4 pid)" $kea_start)
    else
      "$here/holdfast.sh" "$backend" || exit 1
      result=$(search holdfast "$("$here/holdfast.sh" pid)" $holdfast_start)
    fi
    echo "$result" | tee -a "$out"
  done
done
"$BENCH/kea.sh" 4 stop
"$here/holdfast.sh" stop

median() { # who
  grep "^RESULT $1-" "$out" | sed 's/.*: \([0-9.]*\) exchanges.*/\1/' | sort -n | awk '{v[NR]=$1} END {if (NR) print (NR%2 ? v[(NR+1)/2] : (v[NR/2]+v[NR/2+1])/2)}'
}
kea=$(median kea) holdfast=$(median holdfast)
echo "MEDIAN $backend $mode: Kea $kea/s, Holdfast $holdfast/s, ratio $(awk "BEGIN {print $holdfast / $kea}")" | tee -a "$out"
