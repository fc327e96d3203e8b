#!/bin/sh
# What dhclient -6 runs on every event: appends one line to the file $EVENTS: <event> <address> <prefix>, with a hyphen for
# what there is none of.
if [ "$reason" = PREINIT6 ]; then
  # It sends from its link-local address, which must first be known to be unique.
  tries=100
  while [ -n "$(ip -6 address show dev "$interface" scope link tentative)" ] && [ $tries -gt 0 ]; do
    tries=$((tries - 1))
    sleep 0.1
  done
fi
[ -z "${new_ip6_address:-}" ] || ip address replace "$new_ip6_address/64" dev "$interface" nodad
echo "$reason ${new_ip6_address:--} ${new_ip6_prefix:--}" >>"$EVENTS"
