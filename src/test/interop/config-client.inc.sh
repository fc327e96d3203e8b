# What clients of Kea and of Holdfast are given, for kea-config.sh; sourced after pair.inc.sh, with v.

someone=02:00:00 guest=02:ee:00 # how the hardware addresses of clients begin
named=222 plain=224 unasked=226 text=domain-name
[ $v = 4 ] || { named=1222 plain=1224 unasked=1226 text=bootfile-url; }

# By DHCPv6 clients come through a relay, so that one subnet serves those of both.
declare -A reached=([kea]=2001:db8:a::1 [holdfast]=2001:db8:b::1)
link=2001:db8:77::1
addresses() { # who
  ip addr add "${reached[$1]}/64" dev "${near[$1]}" nodad
  ip -n "${net[$1]}" addr add "${reached[$1]%1}2/64" dev far nodad
}

client() { # who, how its hardware address begins, further arguments of the probe
  local who=$1 mac more=(-i far -t 3)
  mac=$(printf "$2:aa:%02x:%02x" $((RANDOM % 256)) $((RANDOM % 256))); shift 2
  [ $v = 4 ] || { more=(-6 -t 3); [ "$link" = here ] && more+=(-i far) || more+=("${reached[$who]}" --link "$link"); }
  # shellcheck disable=SC2086
  ip netns exec "${net[$who]}" $HOLDFAST probe "${more[@]}" --ask $named,$plain --mac "$mac" "$@" 2>&1
}
value() { # report, name; bytes without colons
  awk -v name="$2" '/^  / { n = substr($0, 3, 22); sub(/ +$/, "", n); if (n == name) { t = substr($0, 26); if (n ~ /^option /) gsub(":", "", t); print t; exit } }' <<<"$1"
}
fits() { # report, name=pattern...; a name= without pattern must not be there
  local report=$1 each given; shift
  for each; do
    given=$(value "$report" "${each%%=*}")
    # shellcheck disable=SC2053
    [[ $given == ${each#*=} ]] || return 1
  done
}
sees() { # who, how the client begins, what was done, name=pattern... or nothing. Kea is asked until its next look has been.
  local who=$1 begins=$2 what=$3 tries=1 report code; shift 3
  [ "$who" = holdfast ] || tries=15
  for _ in $(seq $tries); do
    code=0
    # shellcheck disable=SC2086
    report=$(client "$who" "$begins" $also) || code=$?
    if [ "$*" = nothing ]; then [ $code = 0 ] || return 0; elif [ $code = 0 ]; then fits "$report" "$@" && return 0; fi
  done
  echo "$report" >&2
  fail "$who does not give $* after: $what"
}
also=
both() { # how the client begins, what was done, name=pattern...
  sees holdfast "$@"
  sees kea "$@"
  echo "  both: $2"
}
differ() { # how the client begins, what was done, what Kea gives, what Holdfast gives; by one tag only
  sees kea "$1" "$2" "$3"
  sees holdfast "$1" "$2" "$4"
  echo "  only Kea: $2"
}
told() { # what, jq expression for what Kea's configuration must make true
  for _ in $(seq 20); do
    ask kea config-get '{}' | jq -e ".arguments.Dhcp$v | $2" >/dev/null && { echo "  Kea tells: $1"; return; }
    sleep 0.3
  done
  ask kea config-get '{}' | jq ".arguments.Dhcp$v | {subnet$v, \"shared-networks\", \"client-classes\", \"option-def\"}" >"$WORK/told.json"
  fail "Kea does not tell $1: $WORK/told.json"
}
