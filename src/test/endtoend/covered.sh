#!/bin/sh
# covered.sh DIRECTORY PLACE ... -- COMMAND ...   a program whose paths are fixed when it is built, with its state in DIRECTORY
# ip netns exec gives every command mounts of its own, so the places can be covered.
set -e
directory=$1
shift
while [ "$1" != -- ]; do
  mkdir -p "$1" "$directory$1"
  mount --bind "$directory$1" "$1"
  shift
done
shift
exec "$@"
