#!/usr/bin/env bash
# many-clients.sh [-4|-6 [na|pd|both]] STORE [CLIENTS [SERVERS [RATE]]]   perfdhcp with many distinct clients; everyone has a lease, none twice
# -6: DHCPv6, each wants an address, a prefix or both. STORE: embedded, postgresql, mariadb or mysql. CLIENTS: 100000.
# SERVERS: 1, or 2 on one database. RATE: new clients per second, 800.
set -eu
. "$(dirname "$0")/protocol.inc.sh"
[ $# -ge 1 ] || { sed -n 2,4p "$0"; exit 2; }
exec "$(dirname "$0")/slow.sh" ManyClientsTests -Dholdfast.test.protocols="$protocol" -Dholdfast.test.wanted="$wanted" \
  -Dholdfast.test.stores="${1^^}" -Dholdfast.test.clients="${2:-100000}" -Dholdfast.test.servers="${3:-1}" -Dholdfast.test.rate="${4:-800}"
