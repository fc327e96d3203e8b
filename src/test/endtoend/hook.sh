#!/bin/sh
# What udhcpc, dhclient and dhcpcd run on every event: puts the address on the interface (dhcpcd does that itself), and
# appends one line to the file $EVENTS: <event> <address>, the event being BOUND, RENEW, or what the client calls it.
event=${reason:-$1}
address=${new_ip_address:-$ip}
case $event in
  bound | BOUND | REBOOT) event=BOUND ;;
  renew | RENEW | REBIND) event=RENEW ;;
esac
if [ "${own_address:-}" != yes ]; then
  case $event in
    BOUND)
      ip address flush dev "$interface" scope global
      ip address add "$address/24" brd + dev "$interface"
      gateway=${new_routers:-${router:-}}
      [ -z "$gateway" ] || ip route replace default via "${gateway%% *}"
      ;;
    deconfig | EXPIRE | FAIL | RELEASE | STOP) ip address flush dev "$interface" scope global ;;
    PREINIT) ip link set "$interface" up ;;
  esac
fi
echo "$event $address" >>"$EVENTS"
