#!/usr/bin/env bash
# holdfast.sh memfile|pg18|mysql|pg15|mariadb   start Holdfast in the server namespace, wait until it answers
# holdfast.sh stop|pid|kill9|up                 end it in order; its pid; end it at once; start again as it was
#
# The counterpart of ../shared/bench/kea.sh: the same namespaces, database, subnet, pool, lifetimes and socket type.
# Environment: BENCH (folder of the peers' scripts), JAR, JAVA25 (a JDK 25's home), LANES (0: by processors), HEAP,
# CONFIG (a configuration of one's own instead of the subnet; @DB@ in it stands for the database's keywords),
# V (4 or 6: the protocol; default 4), N (number of this server, for several on one database; default 1), PORTS (control port; actuator is the next).
set -eu
top=$(cd "$(dirname "$0")/../../.." && pwd)
BENCH=${BENCH:-$(cd "$top/.." && pwd)/shared/bench}
. "$BENCH/lib.sh"
need_ns
N=${N:-1}
V=${V:-4}
W=$BASE/holdfast$N
JAR=${JAR:-$(ls "$top"/target/holdfast-*.jar | grep -v original | head -n 1)}
JAVA25=${JAVA25:-$(ls -d /usr/lib/jvm/*25* | head -n 1)}
PORTS=${PORTS:-$((8000 + (N - 1) * 10))}
IFACE=${IFACE:-$IF_SRV}

pid() { [ -s "$W/pid" ] && kill -0 "$(cat "$W/pid")" 2>/dev/null && cat "$W/pid" || true; }

end() {
  local p; p=$(pid); [ -n "$p" ] || return 0
  kill -TERM "$p"
  for _ in $(seq 200); do kill -0 "$p" 2>/dev/null || return 0; sleep 0.1; done
  kill -9 "$p"
}

launch() {
  ( exec ip netns exec "$NS_SRV" nice -n "$NICE" "$JAVA25/bin/java" ${HEAP:+-Xmx$HEAP} ${JAVA_FLAGS:-} -jar "$JAR" serve \
      --config "$W/config.json" --holdfast.state-directory="$W/state" --holdfast.dhcp4.reply-to-source=true \
      --server.port="$PORTS" --management.server.port=$((PORTS + 1)) >>"$W/log" 2>&1 </dev/null ) &
  echo $! >"$W/pid"
}

ready() {
  local p; p=$(pid)
  for _ in $(seq 600); do
    kill -0 "$p" 2>/dev/null || { tail -20 "$W/log" >&2; die "Holdfast does not start"; }
    if in_srv curl -fs -m 2 -o /dev/null "http://127.0.0.1:$((PORTS + 1))/actuator/health/readiness"; then return 0; fi
    sleep 0.2
  done
  tail -20 "$W/log" >&2
  die "Holdfast is not ready"
}

case ${1:-} in
  stop) end; exit 0 ;;
  pid) pid; exit 0 ;;
  kill9) p=$(pid); [ -z "$p" ] || kill -9 "$p"; exit 0 ;;
  up) launch; ready; exit 0 ;;
  memfile) db='"type": "memfile", "name": "'$W/state/kea-leases$V.csv'"' ;;
  pg18) db="\"type\": \"postgresql\", \"port\": $PG18_PORT" ;;
  pg15) db="\"type\": \"postgresql\", \"port\": $PG15_PORT" ;;
  mysql) db="\"type\": \"mysql\", \"port\": $MYSQL_PORT" ;;
  mariadb) db="\"type\": \"mysql\", \"port\": $MARIADB_PORT" ;;
  *) sed -n 2,8p "$0"; exit 2 ;;
esac
[ "$1" = memfile ] || db="$db, \"host\": \"127.0.0.1\", \"name\": \"$KEADB\", \"user\": \"$KEAUSER\", \"password\": \"$KEAPASS\", \"max-reconnect-tries\": 30, \"reconnect-wait-time\": 1000"

end
rm -rf "$W"
mkdir -p "$W/state"
life='"valid-lifetime": 604800, "renew-timer": 302400, "rebind-timer": 529200,'
if [ "$V" = 4 ]; then
  socket=", \"dhcp-socket-type\": \"${SOCKET:-udp}\""
  options='{ "name": "routers", "data": "10.0.0.1" }, { "name": "domain-name-servers", "data": "10.0.0.1, 10.0.0.2" }, { "name": "domain-name", "data": "example.org" }'
  subnet="\"subnet\": \"10.0.0.0/8\", \"pools\": [ { \"pool\": \"${POOL:-10.1.0.0 - 10.255.255.254}\" } ]"
else
  life="$life \"preferred-lifetime\": 302400,"
  socket=
  options='{ "name": "dns-servers", "data": "2001:db8:ffff::1" }, { "name": "domain-search", "data": "example.org" }'
  subnet="\"subnet\": \"2001:db8:1::/64\", \"interface\": \"$IFACE\", \"pools\": [ { \"pool\": \"${POOL:-2001:db8:1::/64}\" } ]"
fi
if [ -n "${CONFIG:-}" ]; then
  sed "s|@DB@|$db|" "$CONFIG" >"$W/config.json"
else cat >"$W/config.json" <<X
{ "Dhcp$V": {
  "interfaces-config": { "interfaces": [ "$IFACE" ]$socket },
  "lease-database": { $db },
  "multi-threading": { "enable-multi-threading": true, "thread-pool-size": ${LANES:-0}, "packet-queue-size": ${QUEUE:-4096} },
  $life
  "option-data": [ $options ],
  "subnet$V": [ { "id": 1, $subnet } ],
  "loggers": [ { "name": "kea-dhcp$V", "severity": "WARN" } ]
} }
X
fi
launch
ready
echo "holdfast $1 pid=$(pid)"
