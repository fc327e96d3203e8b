#!/usr/bin/env bash
# kea-config.sh [-4|-6] postgresql|mysql   one configuration database, two servers at once: Kea takes over what Holdfast's commands set
#
#   On a schema made by Holdfast, then on one made by kea-admin:
#   (a) remote-server-set and remote-global-parameter-set of Holdfast, for all servers: both give their clients the lifetime that was set,
#       Kea from its next look at the database on;
#   (b) the same for Kea alone, by its server tag;
#   (c) Holdfast in Kea's place, with its tag, gives what Kea gave.
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
WORK=${WORK:-$(mktemp -d /tmp/kea-config.XXXXXX)}
. "$here/kea.inc.sh"
. "$here/pair.inc.sh"

in_file=4000 # the lifetime that no client may get
configure() { # who, tag, database, further members
  cat >"$WORK/$1.json" <<J
{ "Dhcp$v": {
  "interfaces-config": { "interfaces": [ "${near[$1]}" ] },
  "lease-database": { "type": "memfile", "persist": false },
  "server-tag": "$2", "valid-lifetime": $in_file,
  "config-control": { "config-fetch-wait-time": 1, "config-databases": [
    { "type": "$type", "name": "$3", "user": "interop", "password": "interop", "host": "$DB_HOST", "port": $DB_PORT } ] },
  $4
  "loggers": [ { "name": "kea-dhcp$v", "severity": "INFO", "output-options": [ { "output": "stdout" } ] } ]
} }
J
}

# A subnet for the clients of each. Of subnets in its file Kea keeps what the file says for all of them.
subnets() { # database
  local call=select false=false row='%s'
  [ $type = postgresql ] || { call=call false=0; [ $v = 6 ] || row='inet_aton(%s)'; }
  subnet() { # id, prefix, interface or NULL, first address, last address
    echo "insert into dhcp${v}_subnet (subnet_id, subnet_prefix, interface, modification_ts) values ($1, '$2', $3, current_timestamp);
      insert into dhcp${v}_subnet_server (subnet_id, server_id, modification_ts) values ($1, 1, current_timestamp);
      insert into dhcp${v}_pool (start_address, end_address, subnet_id, modification_ts)
        values ($(printf "$row, $row" "'$4'" "'$5'"), $1, current_timestamp);"
  }
  sql "$1" "begin; $call createAuditRevisionDHCP$v(current_timestamp, 'all', 'subnets', $false);
    $(if [ $v = 4 ]; then
      subnet 7 10.77.0.0/16 NULL 10.77.20.0 10.77.29.254
    else
      subnet 7 2001:db8:77::/64 "'${near[kea]}'" 2001:db8:77::1:0 2001:db8:77::1:ffff
      subnet 8 2001:db8:78::/64 "'${near[holdfast]}'" 2001:db8:78::1:0 2001:db8:78::1:ffff
    fi) commit" >/dev/null
}

lifetime() { # who: what a new client of it is given, in seconds
  local more=()
  [ $v = 4 ] || more=(-6 --address)
  # shellcheck disable=SC2086
  ip netns exec "${net[$1]}" $HOLDFAST probe "${more[@]}" --mac "$(printf 02:00:00:aa:%02x:%02x $((RANDOM % 256)) $((RANDOM % 256)))" -i far 2>&1 |
    awk '$1 == "lifetime" { print $2; exit }'
}
gives() { # who, seconds, after what
  local given=nothing
  for _ in $(seq 10); do
    given=$(lifetime "$1" || true)
    [ "$given" = "$2" ] && { echo "  $1 gives $2 s after $3"; return; }
  done
  fail "$1 gives $given s, not $2, after $3"
}
set_lifetime() { # seconds, tag
  change holdfast remote-global-parameter$v-set "{\"parameters\": {\"valid-lifetime\": $1}, \"server-tags\": [\"$2\"]}"
}

try() { # database
  configure kea twin "$1" "\"hooks-libraries\": [ { \"library\": \"$hooks\" } ],"
  configure holdfast editor "$1" ""
  start holdfast
  change holdfast remote-server$v-set '{"servers": [{"server-tag": "twin", "description": "in whose place both stand"}]}'
  set_lifetime 1111 all
  start kea
  gives holdfast 1111 "it was set for all"
  gives kea 1111 "it was set for all"
  set_lifetime 2222 all
  gives holdfast 2222 "it was set for all while they serve"
  gives kea 2222 "it was set for all while they serve"
  set_lifetime 3333 Twin
  gives kea 3333 "it was set for its tag"
  gives holdfast 2222 "it was set for another tag"
  [ "$(ask holdfast remote-global-parameter$v-get '{"parameters": ["valid-lifetime"], "server-tags": ["twin"]}' | jq '.arguments.parameters."valid-lifetime"')" = 3333 ] ||
    fail "remote-global-parameter$v-get does not say what was set"
  end "${process[kea]}"
  end "${process[holdfast]}"
  configure holdfast TWIN "$1" ""
  start holdfast
  gives holdfast 3333 "it took Kea's place"
  end "${process[holdfast]}"
}

interop_user
for who in kea holdfast; do network $who; done
mkdir -p "$WORK/state"
echo "the schema made by Holdfast"
create interop_ours
# shellcheck disable=SC2086
$HOLDFAST db-init --type $type --name interop_ours --host $DB_HOST --port $DB_PORT --user interop --password interop | grep ': schema ' | sed 's/^/  /'
subnets interop_ours
try interop_ours
echo "the schema made by kea-admin"
create interop_kea
kea_admin db-init interop_kea | grep -i version | tail -n 1 | sed 's/^/  kea-admin db-init: /'
subnets interop_kea
try interop_kea
echo "OK: $type, DHCPv$v"
