#!/usr/bin/env bash
# scale.sh pg18|mysql|pg15|mariadb [ROUNDS]   a large configuration against a plain one: start, memory, rate
#
# Large: SUBNETS (1000) with a guard and two classes each, RESERVATIONS (100000) in the database, clients by relays in all
# subnets. Plain: one subnet, no classes, no reservations. First the large one's start: from the command, and from when a
# database that was away answers (to readiness), its memory and heap. Then, in turn, the highest rate of complete
# exchanges with at most 1 % drops (../shared/bench/perf.sh) of either, each on an empty store; medians and their ratio.
# Needs root, ../shared/bench/setup-peers.sh, ./mvnw package. Environment: that of side-by-side.sh; START (rate),
# RATES (instead of the search, which a disk that pauses ends by chance: completed exchanges, drops, delays and CPU at each of
# these; the one where most are completed counts), WARM (seconds before).
set -u
here=$(cd "$(dirname "$0")" && pwd)
BENCH=${BENCH:-$(cd "$here/../../../.." && pwd)/shared/bench}
. "$BENCH/lib.sh"
backend=${1:?BACKEND, see the head of this file}
rounds=${2:-3}
SUBNETS=${SUBNETS:-1000} RESERVATIONS=${RESERVATIONS:-100000}
"$BENCH/netns.sh" up
ensure_mounts "$SID"
. "$here/databases.inc.sh"
out=$BASE/scale-$backend
: >"$out.jsonl"
for what in config plain relays; do
  "$here/scale-config.py" $what "$SUBNETS" | sed "s/@IFACE@/$IF_SRV/" >"$out.$what" || die "no $what"
done
# Answers go to the relays, wherever they are: all of these addresses are perfdhcp's.
cc -shared -fPIC -o "$BASE/any-address.so" "$here/any-address.c" || die "no any-address.so"
for net in 10.16.0.0/12 10.32.0.0/11 10.64.0.0/10 10.128.0.0/9; do
  ip -n "$NS_SRV" route replace $net via "$CLI4"
  ip -n "$NS_CLI" route replace local $net dev lo
done
server() { CONFIG=$out.$1 "$here/holdfast.sh" "$backend" >/dev/null || exit 1; }
pid() { "$here/holdfast.sh" pid; }
since() { awk -v from="$1" -v to="$(date +%s.%N)" 'BEGIN { printf "%.1f s", to - from }'; }

# A tenth of them by client's address only, the others with an address as well. Columns: reference/db-schema.md.
reserve() {
  local columns='hosts (dhcp_identifier, dhcp_identifier_type, dhcp4_subnet_id, ipv4_address, hostname)'
  local address="168820736 + (n % $SUBNETS) * 4096 + n DIV $SUBNETS + 2"
  case $backend in
    pg*) "$BENCH/databases.sh" sql "$backend" -qc "set session role $KEAUSER" -c "insert into $columns
      select decode('0252' || lpad(to_hex(n), 8, '0'), 'hex'), 0, n % $SUBNETS + 1,
        case when n % 10 > 0 then ${address/DIV//} end, 'host-' || n from generate_series(0, $RESERVATIONS - 1) n" ;;
    *) "$BENCH/databases.sh" sql "$backend" -e "set session cte_max_recursion_depth = 100000000;
      insert into $columns with recursive s (n) as (select 0 union all select n + 1 from s where n < $RESERVATIONS - 1)
      select unhex(concat('0252', lpad(hex(n), 8, '0'))), 0, n % $SUBNETS + 1,
        if(n % 10 > 0, $address, null), concat('host-', n) from s; analyze table hosts" >/dev/null ;;
  esac || die "reservations cannot be written"
}

# What filling leaves behind (rows without hint bits, dirty pages, statistics of an empty table) is none of the measured.
settle() {
  case $backend in
    pg*) "$BENCH/databases.sh" sql "$backend" -qc "vacuum (freeze, analyze) hosts" -c checkpoint ;;
    *) my -e "set global innodb_max_dirty_pages_pct = 0"
      until [ "$(my -BNe "show global status like 'Innodb_buffer_pool_pages_dirty'" | cut -f 2)" -lt 50 ]; do sleep 0.5; done
      my -e "set global innodb_max_dirty_pages_pct = default" ;;
  esac || die "the database does not settle"
  sync
}

fresh() { # config|plain: an empty store with its tables, and reservations if it is to have them; the server runs
  "$here/holdfast.sh" stop
  database holdfast || die "no database"
  server "$1"
  [ "$1" = plain ] || reserve
  settle
}

memory() {
  local heap
  "$JAVA/bin/jcmd" "$(pid)" GC.run >/dev/null
  heap=$("$JAVA/bin/jcmd" "$(pid)" GC.heap_info | sed -n 's/.*used \([0-9]*\)K.*/\1/p' | head -n 1)
  echo "$1: resident $(($(sed -n 's/VmRSS:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$(pid)/status") / 1024)) MB, live heap $((heap / 1024)) MB"
}

start() {
  local from
  fresh config
  "$here/holdfast.sh" stop
  from=$(date +%s.%N)
  "$here/holdfast.sh" up
  echo "start with the database there, JVM and all: $(since "$from"), $(cpu)"
  memory "large, started"
  "$here/holdfast.sh" stop
  "$BENCH/databases.sh" stop "$backend"
  ( "$here/holdfast.sh" up ) & # ends when it is ready
  local waiting=$!
  for _ in $(seq 600); do grep -q DB_OPEN_CONNECTION_WITH_RETRY_FAILED "$BASE/holdfast${N:-1}/log" && break; sleep 0.1; done
  "$BENCH/databases.sh" up "$backend"
  "$BENCH/databases.sh" wait "$backend"
  from=$(date +%s.%N)
  wait "$waiting"
  echo "from when the database answers to readiness: $(since "$from")"
}

# Seconds of CPU the server has used so far: on a machine with other work the clock says little.
cpu() { awk -v hz="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); printf "%.1f s of CPU", ($12 + $13) / hz }' "/proc/$(pid)/stat"; }

rate() { # config|plain
  local label=large relays=("--relays" "$out.relays")
  [ "$1" = config ] || { label=plain; relays=(); }
  local perf=(env LD_PRELOAD="$BASE/any-address.so" "$BENCH/perf.sh" 4 "$SRV4" --watch "server=$(pid)" --watch "db=$("$BENCH/databases.sh" pid "$backend")" "${relays[@]}")
  local first=${RATES:-${START:-3000}}
  "${perf[@]}" --label "$label-warm" --fixed $((${first%% *} / 2)) --secs "${WARM:-8}" --quiet 1 >/dev/null 2>&1
  if [ -n "${RATES:-}" ]; then
    for each in $RATES; do
      "${perf[@]}" --label "$label-$backend" --fixed "$each" --quiet 1 --log "$out.jsonl" ${PERFOPTS:-} | grep exch/s | tail -n 1
    done
  else
    "${perf[@]}" --label "$label-$backend" --start "${START:-1500}" --log "$out.jsonl" ${PERFOPTS:-}
  fi
  memory "$label, after $(date +%T)"
}

JAVA=${JAVA25:-$(ls -d /usr/lib/jvm/*25* | head -n 1)}
echo "load $(cut -d' ' -f1-3 /proc/loadavg), $SUBNETS subnets, $RESERVATIONS reservations, $backend"
start
for round in $(seq "$rounds"); do
  for what in plain config; do
    echo "=== round $round $what $(date +%T) load $(cut -d' ' -f1 /proc/loadavg)"
    fresh $what
    rate $what
  done
done
"$here/holdfast.sh" stop
"$BENCH/databases.sh" stop "$backend"
python3 "$here/medians.py" "$backend" "$out.jsonl" plain large
