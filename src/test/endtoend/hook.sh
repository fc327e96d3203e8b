#!/bin/sh
# What udhcpc, dhclient, dhcpcd and dibbler-client run on every event: puts the address on the interface where the client does
# not do that itself, and appends a line for each lease to the file $EVENTS: <event> <address or prefix>, the event being BOUND,
# RENEW, REBIND, or what the client calls it.
event=${reason:-$1}
case $event in
  bound | BOUND | BOUND6 | REBOOT) event=BOUND ;;
  renew | RENEW | RENEW6) event=RENEW ;;
  REBIND | REBIND6) event=REBIND ;;
  add) event=BOUND ;;
  update) event=$CLNT_MESSAGE ;;
esac

# Each sets another one of these, and only what the event is about.
for lease in "${new_ip_address:-${ip:-}}" "${new_ip6_address:-}" "${new_ip6_prefix:-}" \
  "${new_dhcp6_ia_na1_ia_addr1:-}" "${new_dhcp6_ia_pd1_prefix1:+$new_dhcp6_ia_pd1_prefix1/$new_dhcp6_ia_pd1_prefix1_length}" \
  "${ADDR1:-}" "${PREFIX1:+$PREFIX1/$PREFIX1LEN}"; do
  [ -z "$lease" ] || leases="${leases:-} $lease"
done

if [ "${own_address:-}" != yes ] && [ -z "${IFACE:-}" ]; then
  case $event in
    BOUND)
      if [ -n "${new_ip6_address:-}" ]; then
        ip -6 address replace "$new_ip6_address/128" dev "$interface"
        for _ in $(seq 100); do # the kernel needs a second or two to find out that nobody else has it
          state=$(ip -6 -o address show dev "$interface" to "$new_ip6_address/128" tentative)
          case $state in
            '') break ;;
            *dadfailed*)
              ip -6 address del "$new_ip6_address/128" dev "$interface"
              exit 3 # which makes dhclient decline it
              ;;
          esac
          sleep 0.1
        done
      elif [ -z "${new_ip6_prefix:-}" ]; then
        address=${new_ip_address:-$ip}
        ip address flush dev "$interface" scope global
        ip address add "$address/24" brd + dev "$interface"
        gateway=${new_routers:-${router:-}}
        [ -z "$gateway" ] || ip route replace default via "${gateway%% *}"
      fi
      ;;
    deconfig | EXPIRE | FAIL | RELEASE | STOP | EXPIRE6 | RELEASE6 | STOP6)
      ip address flush dev "$interface" scope global
      ;;
    PREINIT | PREINIT6) ip link set "$interface" up ;;
  esac
fi
for lease in ${leases:-}; do echo "$event $lease" >>"$EVENTS"; done
