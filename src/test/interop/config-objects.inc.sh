# The steps of kea-config.sh: what is set, changed and deleted by commands, and what both give then. In texts ' stands for ".

put() { change holdfast "remote-$1" "${2//\'/\"}"; }
no_t1=
[ $v = 4 ] || no_t1='719 s' # half of the preferred lifetime
refused() { # what, command, arguments
  [ "$(ask holdfast "remote-$2" "${3//\'/\"}" | jq .result)" = 1 ] || fail "$1 is not refused"
  echo "  refused: $1"
}

if [ $v = 4 ]; then
  prefix=10.77.0.0/16 other=10.78.0.0/16 pools=(10.77.20.0-10.77.29.254 10.77.40.0-10.77.49.254 10.78.20.0-10.78.29.254)
  inside=('10.77.2?.*' '10.77.4?.*' '10.78.2?.*')
else
  prefix=2001:db8:77::/64 other=2001:db8:78::/64 pools=(2001:db8:77::1:0-2001:db8:77::1:ffff 2001:db8:77::2:0-2001:db8:77::2:ffff 2001:db8:78::1:0-2001:db8:78::1:ffff)
  inside=('2001:db8:77::1:*' '2001:db8:77::2:*' '2001:db8:78::1:*')
fi
subnet() { # number of its pool, network or null, further members, tag: subnet 7
  put subnet$v-set "{'subnets': [{'id': 7, 'subnet': '$prefix', 'shared-network-name': $2,
    'pools': [{'pool': '${pools[$1]}'}]$3}], 'server-tags': ['${4:-all}']}"
}
floor() { put network$v-set "{'shared-networks': [{'name': 'floor'$1}], 'server-tags': ['${2:-all}']}"; } # members, tag
bytes() { echo "{'code': $plain, 'space': 'dhcp$v', 'csv-format': false, 'data': '$1'}"; }
plain_is() { echo "option $plain=${1:-}"; }
class() { # name, test, further members, class to follow, tag
  change holdfast remote-class$v-set "$(jq -nc --arg n "$1" --arg t "$2" --argjson m "{${3//\'/\"}}" --argjson f "${4:-null}" --arg tag "${5:-all}" \
    '{"client-classes": [{name: $n, test: $t} + $m], "server-tags": [$tag]} + if $f then {"follow-class-name": $f} else {} end')"
}
class_gone() { put class$v-del "{'client-classes': [{'name': '$1'}]}"; }
by_mac() { [ $v = 4 ] && echo "substring(pkt4.mac, 0, 3) == 0x${1//:/}" || echo "substring(option[1].hex, 4, 3) == 0x${1//:/}"; }

parameters() {
  put global-parameter$v-set "{'parameters': {'valid-lifetime': 4294967295}, 'server-tags': ['all']}"
  both $someone "a global parameter is set: leases for ever" "lifetime=for ever"
  put global-parameter$v-set "{'parameters': {'valid-lifetime': 2222}, 'server-tags': ['all']}"
  both $someone "it is changed" "lifetime=2222 s"
  put global-parameter$v-set "{'parameters': {'valid-lifetime': 2300}, 'server-tags': ['all']}"
  both $someone "and again" "lifetime=2300 s"
  put global-parameter$v-set "{'parameters': {'valid-lifetime': 3333}, 'server-tags': ['Twin']}"
  differ $someone "it is set for one tag" "lifetime=3333 s" "lifetime=2300 s"
  [ "$(ask holdfast remote-global-parameter$v-get '{"parameters": ["valid-lifetime"], "server-tags": ["twin"]}' | jq '.arguments.parameters."valid-lifetime"')" = 3333 ] ||
    fail "remote-global-parameter$v-get does not say what was set"
  put global-parameter$v-del "{'parameters': ['valid-lifetime'], 'server-tags': ['twin']}"
  both $someone "what was for one tag is deleted" "lifetime=2300 s"
  put global-parameter$v-set "{'parameters': {'renew-timer': 333}, 'server-tags': ['all']}"
  both $someone "another is set for all" "renew after (T1)=333 s"
  put global-parameter$v-del "{'parameters': ['renew-timer'], 'server-tags': ['all']}"
  both $someone "it is deleted" "renew after (T1)=$no_t1"
  # With a parameter deleted Kea forgets its server tag, until it reads its configuration again. And it looks at all of the second of the
  # last change again and again: another change has to come after that.
  sleep 1
  put global-parameter$v-set "{'parameters': {'valid-lifetime': 2300}, 'server-tags': ['all']}"
  change kea config-reload '{}'
  [ "$(ask kea server-tag-get '{}' | jq -r '.arguments."server-tag"')" = twin ] || fail "Kea has forgotten its server tag"
}

subnets() {
  local boot= gives=()
  [ $v = 6 ] || boot=", 'next-server': '10.77.0.9', 'server-hostname': 'boot', 'boot-file-name': '/one'"
  [ $v = 6 ] || gives=("next server=10.77.0.9" "server name=boot" "boot file=/one")
  [ $v = 4 ] || boot=", 'preferred-lifetime': 1100, 'relay': {'ip-addresses': ['2001:db8:f::1']}"
  [ $v = 4 ] || gives=("preferred lifetime=1100 s") link=2001:db8:f::1
  subnet 0 null ", 'valid-lifetime': 1200, 'renew-timer': 500, 'rebind-timer': 800, 'user-context': {'floor': 1}$boot,
    'option-data': [$(bytes 0A0B), {'name': '$text', 'data': 'one.example'}]"
  both $someone "a subnet is set" "address=${inside[0]}" "lifetime=1200 s" "renew after (T1)=500 s" "rebind after (T2)=800 s" \
    "$(plain_is 0a0b)" "$text=one.example" "${gives[@]}"
  told "its user-context" ".subnet$v[] | select(.id == 7) | .\"user-context\".floor == 1"
  link=2001:db8:77::1
  subnet 1 null ", 'valid-lifetime': 1300, 'renew-timer': 600, 'rebind-timer': 900, 'option-data': [$(bytes 0C)]"
  both $someone "it is changed" "address=${inside[1]}" "lifetime=1300 s" "renew after (T1)=600 s" "rebind after (T2)=900 s" \
    "$(plain_is 0c)" "$text=" "next server=" "boot file="
  put subnet$v-del-by-prefix "{'subnets': [{'subnet': '$prefix'}]}"
  both $someone "it is deleted" nothing
}

networks() {
  floor ", 'valid-lifetime': 1500, 'option-data': [$(bytes 0D)]"
  subnet 0 "'floor'" ""
  both $someone "a shared network with a subnet is set" "address=${inside[0]}" "lifetime=1500 s" "$(plain_is 0d)"
  floor ", 'valid-lifetime': 1600, 'option-data': [$(bytes 0E)]"
  both $someone "the network is changed" "lifetime=1600 s" "$(plain_is 0e)"
  put network$v-del "{'shared-networks': [{'name': 'floor'}], 'subnets-action': 'keep'}"
  both $someone "the network is deleted, its subnet kept" "address=${inside[0]}" "lifetime=2300 s" "$(plain_is)"
}

single_options() {
  local where
  floor ""
  subnet 0 "'floor'" ""
  where=("option$v-network@'shared-networks': [{'name': 'floor'}]" "option$v-subnet@'subnets': [{'id': 7}]" "option$v-pool@'pools': [{'pool': '${pools[0]}'}]")
  put option$v-global-set "{'options': [$(bytes F0)], 'server-tags': ['all']}"
  both $someone "an option is set for all" "$(plain_is f0)"
  for i in 0 1 2; do
    put "${where[$i]%@*}-set" "{${where[$i]#*@}, 'options': [$(bytes F$((i + 1)))]}"
    both $someone "it is set by ${where[$i]%@*}-set" "$(plain_is f$((i + 1)))"
  done
  put "option$v-pool-set" "{${where[2]#*@}, 'options': [$(bytes FF)]}"
  both $someone "that in the pool is changed" "$(plain_is ff)"
  for i in 2 1 0; do
    put "${where[$i]%@*}-del" "{${where[$i]#*@}, 'options': [{'code': $plain, 'space': 'dhcp$v'}]}"
    both $someone "it is deleted by ${where[$i]%@*}-del" "$(plain_is f$i)"
  done
  put option$v-global-set "{'options': [$(bytes F8)], 'server-tags': ['twin']}"
  differ $someone "the option is set for one tag" "$(plain_is f8)" "$(plain_is f0)"
  for tag in twin all; do put option$v-global-del "{'options': [{'code': $plain, 'space': 'dhcp$v'}], 'server-tags': ['$tag']}"; done
  both $someone "the option for all is deleted" "$(plain_is)"
  flags
}
flags() {
  put option$v-global-set "{'options': [{'code': $unasked, 'space': 'dhcp$v', 'csv-format': false, 'data': '01', 'always-send': true}], 'server-tags': ['all']}"
  both $someone "an option is set that is always sent" "option $unasked=01"
  put option$v-global-set "{'options': [{'code': $unasked, 'space': 'dhcp$v', 'csv-format': false, 'data': '01', 'always-send': true, 'never-send': true}], 'server-tags': ['all']}"
  both $someone "it is never sent" "option $unasked="
  put option$v-global-del "{'options': [{'code': $unasked, 'space': 'dhcp$v'}], 'server-tags': ['all']}"
}

definitions() {
  put option-def$v-set "{'option-defs': [{'name': 'food', 'code': $named, 'space': 'dhcp$v', 'type': 'record', 'record-types': 'uint16, string'}], 'server-tags': ['all']}"
  put option$v-global-set "{'options': [{'name': 'food', 'data': '7, soup'}], 'server-tags': ['all']}"
  both $someone "an option is defined and set by its name" "option $named=0007736f7570"
  put option$v-global-set "{'options': [{'name': 'food', 'data': '258, tea'}], 'server-tags': ['all']}"
  both $someone "it is changed" "option $named=0102746561"
  refused "to delete a definition that is used" option-def$v-del "{'option-defs': [{'code': $named, 'space': 'dhcp$v'}], 'server-tags': ['all']}"
  put option$v-global-del "{'options': [{'code': $named, 'space': 'dhcp$v'}], 'server-tags': ['all']}"
  put option-def$v-set "{'option-defs': [{'name': 'food', 'code': $named, 'space': 'dhcp$v', 'type': 'empty', 'encapsulate': 'course'}], 'server-tags': ['all']}"
  put option-def$v-set "{'option-defs': [{'name': 'fruit', 'code': 1, 'space': 'course', 'type': 'uint8', 'array': true}], 'server-tags': ['all']}"
  put option$v-global-set "{'options': [{'name': 'food', 'data': ''}], 'server-tags': ['all']}"
  put option$v-global-set "{'options': [{'name': 'fruit', 'space': 'course', 'data': '3, 4'}], 'server-tags': ['all']}"
  [ $v = 4 ] && sub=01020304 || sub=000100020304
  both $someone "it is defined anew, with a sub-option" "option $named=$sub"
  put option$v-global-del "{'options': [{'code': 1, 'space': 'course'}], 'server-tags': ['all']}"
  put option$v-global-del "{'options': [{'code': $named, 'space': 'dhcp$v'}], 'server-tags': ['all']}"
  put option-def$v-del "{'option-defs': [{'code': 1, 'space': 'course'}], 'server-tags': ['all']}"
  put option-def$v-del "{'option-defs': [{'code': $named, 'space': 'dhcp$v'}], 'server-tags': ['all']}"
  both $someone "options and definitions are deleted" "option $named="
  told "no definition" '."option-def" | length == 0'
}

classes() {
  local more= gives=()
  [ $v = 6 ] || { more=", 'next-server': '10.77.0.8'" gives=("next server=10.77.0.8"); }
  [ $v = 4 ] || { more=", 'preferred-lifetime': 600" gives=("preferred lifetime=600 s"); }
  class guests "$(by_mac $guest)" "'valid-lifetime': 700, 'option-data': [$(bytes A0)]$more"
  both $guest "a class is set, for its client" "lifetime=700 s" "$(plain_is a0)" "${gives[@]}"
  both $someone "for another" "lifetime=2300 s" "$(plain_is)"
  class suite "member('guests')" "'option-data': [$(bytes B0), {'name': '$text', 'data': 'suite'}]"
  both $guest "a class that depends on it is set" "$(plain_is a0)" "$text=suite"
  refused "to delete a class that another needs" class$v-del "{'client-classes': [{'name': 'guests'}]}"
  class early "$(by_mac $guest)" "'option-data': [$(bytes C0)]"
  class guests "$(by_mac $guest)" "'valid-lifetime': 700"
  both $guest "its option is taken from the class" "$(plain_is b0)"
  class suite "member('guests')" "'option-data': [$(bytes B0)]" '"early"'
  both $guest "a class follows another" "$(plain_is c0)" "$text="
  put option$v-global-set "{'options': [{'code': $unasked, 'space': 'dhcp$v', 'csv-format': false, 'data': '02', 'always-send': true, 'client-classes': ['guests']}], 'server-tags': ['all']}"
  both $guest "an option is set for the class, its client" "option $unasked=02"
  both $someone "another" "option $unasked="
  put option$v-global-del "{'options': [{'code': $unasked, 'space': 'dhcp$v', 'client-classes': ['guests']}], 'server-tags': ['all']}"
  both $guest "it is deleted" "option $unasked="
  class guests "$(by_mac $someone)" "'valid-lifetime': 800"
  both $someone "the test is changed: who is in it now" "lifetime=800 s" "$(plain_is b0)"
  both $guest "who was in it" "lifetime=2300 s" "$(plain_is c0)"
  class_gone suite; class_gone early
  both $guest "classes are deleted" "$(plain_is)"
  both $someone "one is left" "lifetime=800 s"
  class_gone guests
  both $someone "the last class is deleted" "lifetime=2300 s"
}
