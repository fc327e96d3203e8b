#!/bin/sh
# dhcpcd.sh DIRECTORY [argument ...]   dhcpcd with its state in DIRECTORY
# Its paths are fixed when it is built; ip netns exec gives every command mounts of its own, so they can be covered.
set -e
directory=$1
shift
for place in /var/lib/dhcpcd /run/dhcpcd; do
  mkdir -p "$place" "$directory$place"
  mount --bind "$directory$place" "$place"
done
exec dhcpcd "$@"
