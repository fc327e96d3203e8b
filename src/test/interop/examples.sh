#!/usr/bin/env bash
# examples.sh DIRECTORY...   which configurations of Kea's are accepted
#
# Runs "check" on every *.json below the directories (Kea's are doc/examples/kea4 and kea6 of its sources) and prints one line for each:
# accepted, or refused with what it is refused for, each reason once.
#
# Exit code 0: all were checked; 2: no directory was given, or no file is in it.
# Environment: HOLDFAST, the command; default: java -jar of the jar in target
set -euo pipefail
top=$(cd "$(dirname "$0")/../../.." && pwd)
HOLDFAST=${HOLDFAST:-java -jar $(find "$top/target" -maxdepth 1 -name 'holdfast-*.jar' 2>/dev/null | head -n 1)}
[ $# -gt 0 ] || { sed -n 2,8p "$0"; exit 2; }

accepted=0 refused=0
while IFS= read -r file; do
  if out=$($HOLDFAST check "$file" 2>&1); then
    accepted=$((accepted + 1))
    echo "accepted  $file"
  else
    refused=$((refused + 1))
    echo "refused   $file"
    # error: FILE:LINE:COLUMN: Dhcp4.path.to[0].keyword: what is wrong
    sed -n 's/^error: .*:[0-9]*:[0-9]*: \(Dhcp[46][^ ]*: \)\{0,1\}/              /p' <<<"$out" | awk '!seen[$0]++'
  fi
done < <(find "$@" -name '*.json' | sort)
[ $((accepted + refused)) -gt 0 ] || { echo "there is no *.json in $*" >&2; exit 2; }
echo "$accepted accepted, $refused refused"
