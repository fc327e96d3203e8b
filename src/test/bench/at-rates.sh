#!/usr/bin/env bash
# at-rates.sh [-4|-6] kea|holdfast memfile|pg18|mysql RATE...   one server on an empty store, loaded at each rate until one fails
#
# A run at half the first rate goes before, to warm up. Prints completed exchanges, drops, delays, CPU of server and database.
# Environment: BENCH (folder of the peers' scripts), SECS at each rate (10), NOISE (percent of CPU used by others above which a
# failure is tried once more; never).
set -u
here=$(cd "$(dirname "$0")" && pwd)
BENCH=${BENCH:-$(cd "$here/../../../.." && pwd)/shared/bench}
. "$BENCH/lib.sh"
v=4 server=$SRV4
case ${1:-} in -4) shift ;; -6) v=6 server=all; shift ;; esac
who=${1:?kea or holdfast} backend=${2:?a backend}
shift 2
. "$here/databases.inc.sh"
"$BENCH/netns.sh" up
"$BENCH/kea.sh" $v stop
"$here/holdfast.sh" stop
database "$who" || die "no database"
if [ "$who" = kea ]; then "$BENCH/kea.sh" $v "$backend"; pid=$("$BENCH/kea.sh" $v pid); else V=$v "$here/holdfast.sh" "$backend"; pid=$("$here/holdfast.sh" pid); fi
watch=(--watch "server=$pid")
[ "$backend" = memfile ] || watch+=(--watch "db=$("$BENCH/databases.sh" pid "$backend")")
for rate in $(($1 / 2)) "$@"; do
  line=$("$BENCH/perf.sh" $v $server --mode dora --fixed "$rate" --secs "${SECS:-10}" --quiet 1 --noise "${NOISE:-1000}" "${watch[@]}" 2>&1 | grep "exch/s" | tail -n 1)
  echo "$who $backend $line"
  case $line in *FAIL*) [ "$rate" = $(($1 / 2)) ] || break ;; esac
done
"$BENCH/kea.sh" $v stop
"$here/holdfast.sh" stop
[ "$backend" = memfile ] || "$BENCH/databases.sh" stop "$backend"
