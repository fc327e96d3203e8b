#!/usr/bin/env bash
# kea-database.sh [-4|-6] postgresql|mysql   one lease database, two servers: Kea and Holdfast, in turn
#
#   (a) Holdfast makes the schema; kea-admin says its version; Kea serves from it (leases and reservations);
#       Holdfast serves on from what Kea left, and Kea from what Holdfast left.
#   (b) kea-admin makes the schema; Kea fills it; Holdfast finds it ready, changes nothing in it and serves on.
#   (c) The two schemas are the same but for what is different on purpose.
#   After each server in (a) and (b) the counters in lease*_stat and lease*_pool_stat are compared with a recount of the leases; with -6
#   one client who comes to all of them keeps, and renews, the address and the prefix that the first gave it.
#
# Exit code 0: all is well; 1: something is not; 3: Kea is not installed here, nothing was tried.
#
# Run as root in the network (namespace) where the database is reached at DB_HOST. Environment:
#   DB_HOST DB_PORT DB_ADMIN DB_ADMIN_PASSWORD   who may create databases and users
#   HOLDFAST    the command; default: java -jar of the jar in target
#   KEA_ROOT    where Kea lives, a directory to change root to; default /
#   KEA_EXTRA   further arguments of kea-admin (-x --commands where the client is MySQL 9's)
#   WORK        a folder of ours that has the same name inside KEA_ROOT
#   LEASES      how many clients each server serves (400)
#   RATE        how many of them per second (60; Kea on MySQL is slow)
set -euo pipefail
v=4
case ${1:-} in -4) shift ;; -6) v=6; shift ;; esac
type=${1:-}
top=$(cd "$(dirname "$0")/../../.." && pwd)
LEASES=${LEASES:-400} RATE=${RATE:-60}
WORK=${WORK:-$(mktemp -d /tmp/kea-database.XXXXXX)}
CLIENT=hfi-$$ NEAR=hfis$(($$ % 100000)) FAR=hfic$(($$ % 100000)) SERVER=10.77.0.1 SERVER6=2001:db8:77::1

. "$(dirname "$0")/kea.inc.sh"

clean() {
  for pid in "${pids[@]}"; do end "$pid"; done
  ip link del "$NEAR" 2>/dev/null || true
  ip netns del "$CLIENT" 2>/dev/null || true
}
trap clean EXIT

network() {
  ip netns add "$CLIENT"
  ip link add "$NEAR" type veth peer name "$FAR" netns "$CLIENT"
  ip addr add $SERVER/16 brd + dev "$NEAR"; ip addr add $SERVER6/64 dev "$NEAR" nodad
  ip -n "$CLIENT" addr add 10.77.0.2/16 brd + dev "$FAR"
  ip link set "$NEAR" up; ip -n "$CLIENT" link set "$FAR" up; ip -n "$CLIENT" link set lo up
  for _ in $(seq 100); do # duplicates of the link-local addresses are looked for first
    [ -z "$(ip -6 addr show dev "$NEAR" tentative)$(ip -n "$CLIENT" -6 addr show dev "$FAR" tentative)" ] && break
    sleep 0.1
  done
}

subnets4='"subnet4": [ { "id": 7, "subnet": "10.77.0.0/16", "pools": [ { "pool": "10.77.1.0 - 10.77.255.254" } ] } ],'
subnets6='"server-id": { "type": "LLT", "htype": 1, "time": 788529153, "identifier": "020000000001" },
  "subnet6": [ { "id": 7, "subnet": "2001:db8:77::/64", "interface": "'$NEAR'", "pools": [ { "pool": "2001:db8:77::1:0/112" } ],
                 "pd-pools": [ { "prefix": "2001:db8:7700::", "prefix-len": 40, "delegated-len": 56 } ] } ],'

configure() { # database, further members
  local udp=', "dhcp-socket-type": "udp"' subnets=subnets$v
  [ $v = 4 ] || udp=
  cat >"$WORK/config.json" <<X
{ "Dhcp$v": {
  "interfaces-config": { "interfaces": [ "$NEAR" ]$udp },
  "lease-database": { "type": "$type", "name": "$1", "user": "interop", "password": "interop", "host": "$DB_HOST", "port": $DB_PORT },
  "valid-lifetime": 86400,
  ${!subnets}
  $2
  "loggers": [ { "name": "kea-dhcp$v", "severity": "INFO", "output-options": [ { "output": "stdout" } ] } ]
} }
X
}

serve_kea() { # database
  configure "$1" "\"hosts-databases\": [ { \"type\": \"$type\", \"name\": \"$1\", \"user\": \"interop\", \"password\": \"interop\", \"host\": \"$DB_HOST\", \"port\": $DB_PORT } ],
  \"hooks-libraries\": [ { \"library\": \"$hooks\" } ],"
  # exec, so that $! is the server itself
  (exec chroot "$KEA_ROOT" env KEA_PIDFILE_DIR="$WORK" KEA_LOCKFILE_DIR=none KEA_DHCP_DATA_DIR="$WORK" \
    kea-dhcp$v -c "$WORK/config.json") >"$WORK/server.log" 2>&1 &
  await DHCP${v}_STARTED $!
}
serve_holdfast() { # database
  configure "$1" ""
  # shellcheck disable=SC2086
  $HOLDFAST serve --config "$WORK/config.json" --holdfast.state-directory="$WORK/state" --holdfast.dhcp4.reply-to-source=true \
    --server.port=0 --management.server.port=0 >"$WORK/server.log" 2>&1 &
  await DHCP${v}_STARTED $!
}
load() { # first client's number: perfdhcp derives hardware addresses from it
  local who=(-4 -b "mac=02:00:00:$1:00:00" -l 10.77.0.2 $SERVER)
  [ $v = 4 ] || who=(-6 -e address-and-prefix -b "duid=0003000102000000${1}0000" -b "mac=02:00:00:$1:00:00" -l "$FAR" all)
  ip netns exec "$CLIENT" chroot "$KEA_ROOT" perfdhcp -r "$RATE" -R "$LEASES" -n "$LEASES" -W 2000000 "${who[@]}" 2>&1 | awk '/sent|received|drops:/ { printf "%s; ", $0 }' | sed 's/sent packets/sent/g; s/received packets/received/g'
  echo
}

keeps() { # who; one client, whose lease is to be the same each time
  local said leases
  # shellcheck disable=SC2086
  said=$(ip netns exec "$CLIENT" $HOLDFAST probe -6 --address --prefix --renew --mac 02:00:00:aa:aa:aa -i "$FAR" 2>&1) ||
    fail "the probe has no lease of $1: $said"
  leases=$(awk '$1 == "address" || $1 == "prefix" { printf "%s ", $2 }' <<<"$said" | tr ' ' '\n' | sort -u | tr '\n' ' ')
  [ -n "$leases" ] || fail "the probe says of $1: $said"
  [ -z "$kept" ] || [ "$kept" = "$leases" ] || fail "a client had $kept, and has $leases after $1"
  kept=$leases
  echo "  the client of all has $leases"
}

check() { # database, who, least number of leases
  local stat recount leases kind=''
  [ $v = 4 ] || kind=lease_type,
  for of in "lease${v}_stat subnet_id,${kind}state" "lease${v}_pool_stat subnet_id,pool_id,${kind}state"; do
    set -- "$1" "$2" "$3" $of
    stat=$(sql "$1" "select $5, leases from $4 where leases > 0 order by $5")
    recount=$(sql "$1" "select $5, count(*) from lease$v where state in (0, 1) group by $5 order by $5")
    [ "$stat" = "$recount" ] || fail "$4 after $2 is '$stat', the leases are '$recount'"
  done
  leases=$(sql "$1" "select count(*) from lease$v where state = 0")
  [ "$leases" -ge "$3" ] || fail "$leases leases after $2, at least $3 expected"
  echo "  $1 after $2: $leases leases, counters equal to a recount: lease${v}_stat $(sql "$1" "select subnet_id, $kind state, leases from lease${v}_stat order by 1, 2, 3" | tr '\n' ';')"
}

fill() { # database, kea|holdfast, number of clients' block, least number of leases
  "serve_$2" "$1"
  echo "  $2 serves from $1: $(load "$3")"
  [ $v = 4 ] || keeps "$2"
  end "$server"
  check "$1" "$2" "$4"
}

interop_user
network
mkdir -p "$WORK/state"
most=$((LEASES * 98 / 100 * (v == 6 ? 2 : 1))) # perfdhcp may lose the last ones; with -6 each has two
kept=
arguments="--type $type --name interop_ours --host $DB_HOST --port $DB_PORT --user interop --password interop"

echo "(a) the schema made by Holdfast"
create interop_ours
# shellcheck disable=SC2086
$HOLDFAST db-init $arguments | grep ': schema ' | sed 's/^/  /'
says=$(kea_admin db-version interop_ours | grep -x '[0-9]*\.[0-9]*' || true)
echo "  kea-admin db-version: $says"
[ "$says" = $version ] || fail "kea-admin says $says"
fill interop_ours kea 01 "$most"
fill interop_ours holdfast 02 $((most * 2))
fill interop_ours kea 05 $((most * 3))

echo "(b) the schema made by kea-admin"
create interop_kea
kept=
kea_admin db-init interop_kea | grep -i version | tail -n 1 | sed 's/^/  kea-admin db-init: /'
fill interop_kea kea 03 "$most"
fill interop_kea holdfast 04 $((most * 2))
[ -z "$(sql interop_kea "select table_name from information_schema.tables where table_name like 'holdfast%' and table_schema in ('public', 'interop_kea')")" ] ||
  fail "Holdfast left tables of its own in Kea's database"
echo "(c) the two schemas compared: tables, columns, indexes, constraints, triggers, routines"
catalogue() { # database
  local query=$top/src/test/resources/io/holdfast/store/schema/catalogue-$type.sql
  case $type in
    postgresql) sql "$1" "$(cat "$query")" ;;
    mysql) sql "$1" "set session group_concat_max_len = 100000; $(cat "$query")" ;;
  esac
}
# On purpose: counting per statement instead of per row; texts as long as what the tables hold.
meant='^[<>] (trigger lease[46]_a(ins|upd|del) |function colonSeparatedHex|procedure lease[46]Upload)'
catalogue interop_kea >"$WORK/kea.txt"
catalogue interop_ours >"$WORK/ours.txt"
diff "$WORK/kea.txt" "$WORK/ours.txt" >"$WORK/differences.txt" || true
echo "  $(wc -l <"$WORK/kea.txt") things, $(grep -cE "$meant" "$WORK/differences.txt" || true) lines differ on purpose"
if grep -E '^[<>]' "$WORK/differences.txt" | grep -vE "$meant"; then fail "the schemas differ"; fi
echo "OK: $type, DHCPv$v"
