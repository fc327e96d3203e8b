#!/usr/bin/env bash
# kea-hosts.sh [-4|-6] postgresql|mysql   one hosts database, two servers at once: Kea and Holdfast
#
#   On a schema made by Holdfast, then on one made by kea-admin:
#   (a) reservation-add of Kea, every reservation of kea-hosts.json; reservation-get, -get-by-id, -get-by-address, -get-by-hostname and
#       -get-page of both servers say the same, and both give a client what is reserved;
#   (b) reservation-del of Holdfast, seen by Kea;
#   (c) (a) and (b) with the two changed round; the rows that each has written mean the same, column by column;
#   (d) reservation-update by each, seen by the other;
#   (e) rows as people write them with SQL, read by both.
#
# Exit code 0: all is well; 1: something is not; 3: Kea is not installed here, nothing was tried.
#
# Run as root in the network (namespace) where the database is reached at DB_HOST. Needs curl and jq. Environment:
#   DB_HOST DB_PORT DB_ADMIN DB_ADMIN_PASSWORD   who may create databases and users
#   HOLDFAST    the command; default: java -jar of the jar in target
#   KEA_ROOT    where Kea lives, a directory to change root to; default /
#   KEA_EXTRA   further arguments of kea-admin (-x --commands where the client is MySQL 9's)
#   WORK        a folder of ours that has the same name inside KEA_ROOT
#   KEA_PORT HOLDFAST_PORT   where each takes commands (18001, 18002)
set -euo pipefail
v=4
case ${1:-} in -4) shift ;; -6) v=6; shift ;; esac
type=${1:-}
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../../.." && pwd)
WORK=${WORK:-$(mktemp -d /tmp/kea-hosts.XXXXXX)}
. "$here/kea.inc.sh"

hosts=$here/kea-hosts.json
commands=$(dirname "$hooks")/libdhcp_host_cmds.so
in_root test -e "$commands" || skip "Kea's libdhcp_host_cmds.so is not installed in $KEA_ROOT"
. "$here/pair.inc.sh"

configure() { # who, database, further members
  local four six database
  database="{ \"type\": \"$type\", \"name\": \"$2\", \"user\": \"interop\", \"password\": \"interop\", \"host\": \"$DB_HOST\", \"port\": $DB_PORT }"
  four='"subnet4": [ { "id": 7, "subnet": "10.77.0.0/16", "pools": [ { "pool": "10.77.20.0 - 10.77.29.254" } ] } ]'
  six='"server-id": { "type": "LLT", "htype": 1, "time": 788529153, "identifier": "020000000001" },
    "subnet6": [ { "id": 7, "subnet": "2001:db8:77::/64", "interface": "'${near[$1]}'", "pools": [ { "pool": "2001:db8:77::1:0/112" } ],
      "pd-pools": [ { "prefix": "2001:db8:7700::", "prefix-len": 40, "delegated-len": 56 } ] } ]'
  [ $v = 4 ] && six=$four
  cat >"$WORK/$1.json" <<X
{ "Dhcp$v": {
  "interfaces-config": { "interfaces": [ "${near[$1]}" ] },
  "lease-database": { "type": "memfile", "persist": false },
  "hosts-databases": [ $database ],
  "host-reservation-identifiers": $([ $v = 4 ] && echo '[ "hw-address", "duid", "circuit-id", "client-id", "flex-id" ]' || echo '[ "hw-address", "duid", "flex-id" ]'),
  "reservations-global": true, "reservations-in-subnet": true, "valid-lifetime": 4000,
  "client-classes": [ { "name": "gold", "option-data": [ $([ $v = 4 ] &&
    echo '{ "name": "log-servers", "data": "10.77.0.9", "always-send": true }' || echo '{ "name": "nis-servers", "data": "2001:db8::9", "always-send": true }') ] } ],
  "option-def": [ { "space": "dhcp$v", "code": 232, "name": "colours", "type": "string", "array": false } ],
  $3
  $six,
  "loggers": [ { "name": "kea-dhcp$v", "severity": "INFO", "output-options": [ { "output": "stdout" } ] } ]
} }
X
}

serve() { # database
  configure kea "$1" "\"hooks-libraries\": [ { \"library\": \"$hooks\" }, { \"library\": \"$commands\" } ],
    \"control-sockets\": [ { \"socket-type\": \"http\", \"socket-address\": \"127.0.0.1\", \"socket-port\": $KEA_PORT } ],"
  configure holdfast "$1" ""
  start kea
  start holdfast
}

differences=0
differ() { differences=$((differences + 1)); echo "  DIFFERENT: $*" >&2; }

both() { # command, arguments: what is found is the same for both, whatever the words that go with it and the order of options
  local ours theirs wanted='walk(if type == "object" and has("option-data") then ."option-data" |= sort_by(.space, .code) else . end)
    | { result, arguments: (.arguments // {} | del(.next)) }'
  theirs=$(ask kea "$1" "$2" | jq -cS "$wanted")
  ours=$(ask holdfast "$1" "$2" | jq -cS "$wanted")
  questions=$((questions + 1))
  [ "$ours" = "$theirs" ] || differ "$1 $2"$'\n'"    Kea      $theirs"$'\n'"    Holdfast $ours"
}

# The reservations of the file, one by one, and how each is found again.
list() { jq -c ".dhcp$v[]" "$hosts"; }
types='["hw-address","duid","circuit-id","client-id","flex-id"]'
named() { jq -c --argjson t "$types" '. as $r | $t[] | select($r[.]) | { "identifier-type": ., identifier: $r[.] }' <<<"$1"; }
questions() { # reservation
  local id subnet
  id=$(named "$1"); subnet=$(jq '."subnet-id"' <<<"$1")
  both reservation-get "$(jq -c --argjson s "$subnet" '. + { "subnet-id": $s }' <<<"$id")"
  both reservation-get-by-id "$id"
  for address in $(jq -r '[ ."ip-address", (."ip-addresses" // [])[], ((.prefixes // [])[] | split("/")[0]) ][] | values' <<<"$1"); do
    both reservation-get "{\"subnet-id\": $subnet, \"ip-address\": \"$address\"}"
    both reservation-get-by-address "{\"subnet-id\": $subnet, \"ip-address\": \"$address\"}"
  done
  local name
  name=$(jq -c '.hostname // empty' <<<"$1")
  [ -z "$name" ] || both reservation-get-by-hostname "{\"hostname\": $name}"
}
compare() {
  questions=0
  while IFS= read -r reservation; do questions "$reservation"; done < <(list)
  both reservation-get-all '{"subnet-id": 7}'
  both reservation-get-all '{"subnet-id": 0}'
  both reservation-get-page '{"limit": 100}'
  both reservation-get-page '{"limit": 100, "subnet-id": 7}'
  echo "  $1: $questions questions"
}

lease() { # who, arguments of probe: what the client has got, without what is the server's or the time's
  # shellcheck disable=SC2086
  ip netns exec "${net[$1]}" $HOLDFAST probe $([ $v = 4 ] || echo -6 --address --prefix) -i far --mac "$2" ${3:+--duid "$3"} -t 20 2>&1 |
    sed -n '/^$/,$p' | grep -vE '^ *$|^ *(server|took|DUID|(preferred )?lifetime|renew after|rebind after) ' || true
}
clients() { # words, further regular expressions that what is given must match
  local theirs ours mac duid
  while read -r mac duid pattern; do
    theirs=$(lease kea "$mac" "${duid/-/}"); ours=$(lease holdfast "$mac" "${duid/-/}")
    [ "$theirs" = "$ours" ] || differ "client $mac $duid has of Kea"$'\n'"$theirs"$'\n'"and of Holdfast"$'\n'"$ours"
    grep -qE "$pattern" <<<"$theirs" || fail "client $mac $duid has of Kea, instead of $pattern: $theirs"
  done < <(jq -r ".clients$v[] | \"\(.mac) \(.duid // \"-\") \(.$1 // \".\")\"" "$hosts")
  echo "  $1: $(jq ".clients$v | length" "$hosts") clients served by both"
}

rows() { # database
  local hex
  case $type in
    postgresql) hex="encode(%s, 'hex')" ;;
    mysql) hex='lower(hex(%s))' ;;
  esac
  # shellcheck disable=SC2059
  h() { printf "$hex" "$1"; }
  local key; key="h.dhcp_identifier_type, $(h h.dhcp_identifier), h.dhcp4_subnet_id, h.dhcp6_subnet_id"
  # Kea writes 0 or nothing, or NULL, by database, where there is nothing; what user_context holds the questions have compared
  sql "$1" "select $key, nullif(ipv4_address, 0), nullif(hostname, ''), nullif(dhcp4_client_classes, ''), nullif(dhcp6_client_classes, ''),
    nullif(dhcp4_next_server, 0), nullif(dhcp4_server_hostname, ''), nullif(dhcp4_boot_file_name, ''), user_context is null, nullif(auth_key, '')
    from hosts h order by 1, 2, 3, 4"
  local address=r.address excluded=r.excluded_prefix
  [ $type = postgresql ] || { address=$(h r.address); excluded=$(h r.excluded_prefix); }
  sql "$1" "select $key, $address, prefix_len, type, nullif(dhcp6_iaid, 0), $excluded, excluded_prefix_len
    from ipv6_reservations r join hosts h on h.host_id = r.host_id order by 1, 2, 3, 4, 5"
  sql "$1" "select $key, code, $(h value), formatted_value, space, persistent, cancelled, dhcp_client_class, o.dhcp${v}_subnet_id, scope_id, o.user_context
    from dhcp${v}_options o join hosts h on h.host_id = o.host_id order by 1, 2, 3, 4, code, space"
}

add_all() { while IFS= read -r r; do change "$1" reservation-add "{\"reservation\": $r, \"operation-target\": \"database\"}"; done < <(list); }
del_all() {
  while IFS= read -r r; do
    change "$1" reservation-del "$(jq -c --argjson s "$(jq '."subnet-id"' <<<"$r")" '. + { "subnet-id": $s, "operation-target": "database" }' <<<"$(named "$r")")"
  done < <(list)
}
update_all() { # who, name: each reservation with another name, without its options and classes
  while IFS= read -r r; do
    change "$1" reservation-update "{\"reservation\": $(jq -c --arg n "$2" 'del(."client-classes") | ."option-data" = (."option-data" // [])[1:] | .hostname = $n' <<<"$r"), \"operation-target\": \"database\"}"
  done < <(list)
}

story() { # database
  serve "$1"
  for who in kea holdfast; do
    other=$([ $who = kea ] && echo holdfast || echo kea)
    add_all $who
    rows "$1" >"$WORK/$who.rows"
    compare "added by $who"
    clients added
    # What is there already
    first=$(list | head -n 1)
    both reservation-add "{\"reservation\": $first, \"operation-target\": \"database\"}"
    update_all $other "renamed.by.$other"
    rows "$1" >"$WORK/$other.updated"
    compare "updated by $other"
    del_all $other
    compare "deleted by $other"
    [ -z "$(rows "$1")" ] || fail "rows are left after reservation-del of $other: $(rows "$1")"
    sleep 1.1 # what Holdfast knows of packets holds for a second
    [ $who = kea ] || clients deleted
  done
  diff "$WORK/kea.rows" "$WORK/holdfast.rows" || differ "the rows that Kea (<) and Holdfast (>) have added"
  diff <(sed s/renamed.by.kea// "$WORK/kea.updated") <(sed s/renamed.by.holdfast// "$WORK/holdfast.updated") || differ "the rows that Kea (<) and Holdfast (>) have updated"
  echo "  rows: $(wc -l <"$WORK/kea.rows") of each"
  while IFS= read -r statement; do sql "$1" "$statement"; done < <(jq -r ".sql$v.$type[], (.sql$v.both // [])[]" "$hosts")
  sleep 1.1
  questions=0
  both reservation-get-all '{"subnet-id": 7}'
  both reservation-get-page '{"limit": 100}'
  clients sql
  end ${process[kea]}
  end ${process[holdfast]}
}

interop_user
network kea
network holdfast
mkdir -p "$WORK/state"
echo "the schema made by Holdfast"
create hosts_ours$v
# shellcheck disable=SC2086
$HOLDFAST db-init --type $type --name hosts_ours$v --host $DB_HOST --port $DB_PORT --user interop --password interop | grep ': schema ' | sed 's/^/  /'
story hosts_ours$v
echo "the schema made by kea-admin"
create hosts_kea$v
kea_admin db-init hosts_kea$v | grep -i version | tail -n 1 | sed 's/^/  kea-admin db-init: /'
story hosts_kea$v
[ $differences = 0 ] || fail "$differences differences"
echo "OK: $type, DHCPv$v"
