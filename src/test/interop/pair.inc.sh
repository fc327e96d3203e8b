# Kea and Holdfast at the same time, for the scripts that compare them; sourced after kea.inc.sh. Each takes commands at a port of its own.

KEA_PORT=${KEA_PORT:-18001} HOLDFAST_PORT=${HOLDFAST_PORT:-18002}
command -v jq >/dev/null && command -v curl >/dev/null || skip "curl and jq are needed"

# Each server has a link of its own and a client behind it: they serve at the same time.
declare -A near=([kea]=hfk$(($$ % 100000)) [holdfast]=hfh$(($$ % 100000))) net=([kea]=hfhk-$$ [holdfast]=hfhh-$$)
declare -A at=([kea]=$KEA_PORT [holdfast]=$HOLDFAST_PORT) half=([kea]=0 [holdfast]=128) process=()
clean() {
  for pid in "${pids[@]}"; do end "$pid"; done
  for who in kea holdfast; do
    ip link del "${near[$who]}" 2>/dev/null || true
    ip netns del "${net[$who]}" 2>/dev/null || true
  done
}
trap clean EXIT

network() { # who
  local side=${near[$1]}
  ip netns add "${net[$1]}"
  ip link add "$side" type veth peer name far netns "${net[$1]}"
  ip addr add "10.77.${half[$1]}.1/17" brd + dev "$side"
  ip link set "$side" up; ip -n "${net[$1]}" link set far up; ip -n "${net[$1]}" link set lo up
  for _ in $(seq 100); do # duplicates of the link-local addresses are looked for first
    [ -z "$(ip -6 addr show dev "$side" tentative 2>/dev/null)$(ip -n "${net[$1]}" -6 addr show dev far tentative 2>/dev/null)" ] && break
    sleep 0.1
  done
}

start() { # who, with its configuration in $WORK/who.json
  case $1 in
    kea) # exec, so that $! is the server itself
      (exec chroot "$KEA_ROOT" env KEA_PIDFILE_DIR="$WORK" KEA_LOCKFILE_DIR=none KEA_DHCP_DATA_DIR="$WORK" \
        kea-dhcp$v -X -c "$WORK/kea.json") >"$WORK/kea.log" 2>&1 & ;;
    holdfast) # shellcheck disable=SC2086
      $HOLDFAST serve --config "$WORK/holdfast.json" --holdfast.state-directory="$WORK/state" --server.port="$HOLDFAST_PORT" \
        --management.server.port=0 >"$WORK/holdfast.log" 2>&1 & ;;
  esac
  process[$1]=$!
  await DHCP${v}_STARTED ${process[$1]} "$WORK/$1.log"
}

ask() { # who, command, arguments: the answer without the list around it
  curl -s -H 'Content-Type: application/json' -d "$(jq -nc --arg c "$2" --argjson a "$3" --arg s dhcp$v '{command: $c, service: [$s], arguments: $a}')" \
    "http://127.0.0.1:${at[$1]}/" | jq -cS 'if type == "array" then .[0] else . end'
}
change() { # who, command, arguments
  local said
  said=$(ask "$@")
  [ "$(jq .result <<<"$said")" = 0 ] || fail "$2 of $1 with $3 says $said"
}
