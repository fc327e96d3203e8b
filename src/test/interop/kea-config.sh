#!/usr/bin/env bash
# kea-config.sh [-4|-6] postgresql|mysql   one configuration database, two servers at once: Kea takes over what Holdfast's commands set
#
#   On a schema made by Holdfast, then on one made by kea-admin; everything is set by remote-* commands that Holdfast is given. Clients of
#   both are given what was set, Holdfast's at once, Kea's from its next look at the database on; so also when it is changed, and deleted:
#   (a) global parameters, subnets, shared networks, options in all places, definitions, classes, and of DHCPv6 pools of prefixes;
#   (b) each also for Kea alone, by its server tag;
#   (c) Kea's config-get has every member of a shared network, subnet, definition, option and class as it was set;
#   (d) Holdfast in Kea's place, with its tag, gives what Kea gave. Kea has logged neither errors nor warnings about the database.
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
for part in client objects rest; do . "$here/config-$part.inc.sh"; done

in_file=4000 # the lifetime until one is set
configure() { # who, tag, database, further members
  local listens="\"${near[$1]}\""
  [ $v = 4 ] || listens+=", \"${near[$1]}/${reached[$1]}\""
  cat >"$WORK/$1.json" <<J
{ "Dhcp$v": {
  "interfaces-config": { "interfaces": [ $listens ] },
  "lease-database": { "type": "memfile", "persist": false },
  "server-tag": "$2", "valid-lifetime": $in_file,
  "config-control": { "config-fetch-wait-time": 1, "config-databases": [
    { "type": "$type", "name": "$3", "user": "interop", "password": "interop", "host": "$DB_HOST", "port": $DB_PORT } ] },
  $4
  "loggers": [ { "name": "kea-dhcp$v", "severity": "INFO", "output-options": [ { "output": "stdout" } ] } ]
} }
J
}

# What Kea's log has against the database and what is in it: all but how it was started, and clients for which there is nothing.
complaints() {
  grep -E ' (WARN|ERROR|FATAL) ' "$WORK/kea.log" | grep -vE '\.(bad-packets|alloc-engine)/|_SECURITY_CHECKS_DISABLED|_MEMFILE_NO_STORAGE|_MT_DISABLED_QUEUE_CONTROL|_LOOKUP_FIRST_ENABLED' || true
}

try() { # database
  configure kea twin "$1" "\"hooks-libraries\": [ { \"library\": \"$hooks\" } ],
    \"control-sockets\": [ { \"socket-type\": \"http\", \"socket-address\": \"127.0.0.1\", \"socket-port\": $KEA_PORT } ],"
  configure holdfast editor "$1" ""
  start holdfast
  put server$v-set "{'servers': [{'server-tag': 'twin', 'description': 'in whose place both stand'}]}"
  put server$v-set "{'servers': [{'server-tag': 'editor', 'description': ''}]}"
  subnet 0 null ""
  start kea
  both $someone "a subnet is there from the start" "address=${inside[0]}" "lifetime=$in_file s"
  parameters
  subnets
  networks
  single_options
  definitions
  classes
  [ $v = 4 ] || prefixes
  interfaces
  everything
  for_one
  given kea >"$WORK/given.kea"
  [ -z "$(complaints)" ] || fail "Kea complains: $(complaints)"
  end "${process[kea]}"
  end "${process[holdfast]}"
  configure holdfast TWIN "$1" ""
  start holdfast
  given holdfast >"$WORK/given.holdfast"
  diff "$WORK/given.kea" "$WORK/given.holdfast" >&2 || fail "Holdfast in Kea's place gives something else"
  echo "  Holdfast in Kea's place gives what Kea gave: $(wc -l <"$WORK/given.kea") lines of two clients"
  end "${process[holdfast]}"
}

interop_user
for who in kea holdfast; do
  network $who
  [ $v = 4 ] || addresses $who
done
mkdir -p "$WORK/state"
echo "the schema made by Holdfast"
create interop_ours
# shellcheck disable=SC2086
$HOLDFAST db-init --type $type --name interop_ours --host $DB_HOST --port $DB_PORT --user interop --password interop | grep ': schema ' | sed 's/^/  /'
try interop_ours
echo "the schema made by kea-admin"
create interop_kea
kea_admin db-init interop_kea | grep -i version | tail -n 1 | sed 's/^/  kea-admin db-init: /'
try interop_kea
echo "OK: $type, DHCPv$v"
