# Further steps of kea-config.sh: prefixes, interfaces, all that tables have columns for, and what is for one server alone.

prefixes() {
  local where="'pd-pools': [{'prefix': '2001:db8:7700::', 'prefix-len': 40}]" pool="'prefix': '2001:db8:7700::', 'prefix-len': 40, 'delegated-len': 56"
  also="--address --prefix"
  subnet 0 null ", 'pd-pools': [{$pool, 'excluded-prefix': '2001:db8:7700:0:8000::', 'excluded-prefix-len': 72, 'option-data': [$(bytes D0)]}]"
  both $someone "a pool of prefixes is set" "prefix=2001:db8:77*/56" "without=2001:db8:77*:8000::/72" "$(plain_is d0)"
  put option6-pd-pool-set "{$where, 'options': [$(bytes D1)]}"
  both $someone "its option is set alone" "$(plain_is d1)"
  put option6-pd-pool-del "{$where, 'options': [{'code': $plain, 'space': 'dhcp6'}]}"
  both $someone "that is deleted" "$(plain_is)" "prefix=2001:db8:77*/56"
  subnet 0 null ", 'pd-pools': [{${pool/56/60}}]"
  both $someone "the pool is changed" "prefix=2001:db8:77*/60" "without="
  also=
  subnet 0 null ""
  also=--prefix
  both $someone "it is deleted" nothing
  also=
}

# Of a link of its own each has another subnet.
interfaces() {
  local id=17 base=10.79
  link=here
  for who in kea holdfast; do
    [ $v = 4 ] && local range="$base.0.0/24" pool="$base.0.10-$base.0.99" || range="2001:db8:$id::/64" pool="2001:db8:$id::1:0-2001:db8:$id::1:ffff"
    put subnet$v-set "{'subnets': [{'id': $id, 'subnet': '$range', 'shared-network-name': null, 'interface': '${near[$who]}', 'pools': [{'pool': '$pool'}]}], 'server-tags': ['all']}"
    id=18 base=10.80
  done
  [ $v = 4 ] && local seen=(10.79.0.* 10.80.0.*) || local seen=(2001:db8:17::* 2001:db8:18::*)
  sees kea $someone "a subnet is set for its interface" "address=${seen[0]}"
  sees holdfast $someone "a subnet is set for its interface" "address=${seen[1]}"
  echo "  both: subnets are set for their interfaces"
  for id in 17 18; do put subnet$v-del-by-id "{'subnets': [{'id': $id}]}"; done
  if [ $v = 4 ]; then both $someone "they are deleted" "address=${inside[0]}"; else both $someone "they are deleted" nothing; fi
  link=2001:db8:77::1
}

# All members of the one are in the other with the same values.
same='def holds($a): . as $b | if ($a | type) == "object" then all($a | keys[]; . as $k | $b[$k] | holds($a[$k]))
  elif ($a | type) == "array" then ($b | type) == "array" and ($b | length) == ($a | length) and all(range($a | length); . as $i | $b[$i] | holds($a[$i]))
  else $b == $a end;'
everything() {
  local relay=10.99.0.1 range=10.99.0.0/16 pool=10.99.0.10-10.99.0.99 own option other definition
  local option="{'code': $plain, 'space': 'dhcp$v', 'csv-format': false, 'data': '0A0B', 'always-send': true, 'never-send': true, 'client-classes': ['first'], 'user-context': {'c': 'd'}}"
  own="'authoritative': true, 'match-client-id': false, 'next-server': '10.99.0.2', 'server-hostname': 'boot', 'boot-file-name': '/file', 'offer-lifetime': 60"
  other=
  if [ $v = 6 ]; then
    relay=2001:db8:99::1 range=2001:db8:99::/64 pool=2001:db8:99::10-2001:db8:99::99
    own="'preferred-lifetime': 2000, 'min-preferred-lifetime': 1000, 'max-preferred-lifetime': 3000, 'rapid-commit': true, 'interface-id': 'x', 'pd-allocator': 'random'"
    other=", 'pd-pools': [{'prefix': '2001:db8:9900::', 'prefix-len': 40, 'delegated-len': 56, 'excluded-prefix': '2001:db8:9900:0:8000::', 'excluded-prefix-len': 72,
      'client-classes': ['first'], 'evaluate-additional-classes': ['second'], 'user-context': {'a': 1}, 'option-data': [$option]}]"
  fi
  local members="'client-classes': ['first'], 'evaluate-additional-classes': ['second'], 'relay': {'ip-addresses': ['$relay']},
    'renew-timer': 900, 'rebind-timer': 1800, 'calculate-tee-times': true, 't1-percent': 0.45, 't2-percent': 0.65,
    'valid-lifetime': 4000, 'min-valid-lifetime': 3000, 'max-valid-lifetime': 2147483647, 'cache-threshold': 0.25, 'cache-max-age': 1000,
    'reservations-global': true, 'reservations-in-subnet': true, 'reservations-out-of-pool': true, 'allocator': 'random',
    'ddns-send-updates': false, 'ddns-override-no-update': true, 'ddns-override-client-update': true, 'ddns-replace-client-name': 'when-present',
    'ddns-generated-prefix': 'gen', 'ddns-qualifying-suffix': 'example.org', 'user-context': {'comment': 'été', 'n': [1, 2.5]},
    'option-data': [$option], $own"
  class first "" ""
  class second "$(by_mac ff:ff:ff)" "'only-in-additional-list': true, 'valid-lifetime': 4000, 'min-valid-lifetime': 3000, 'max-valid-lifetime': 5000, 'user-context': {'a': [1]}, 'option-data': [$option]"
  local network="{'name': 'roof', $members, 'ddns-ttl': 50}"
  local sub="{'id': 9, 'subnet': '$range', $members$other, 'ddns-ttl-percent': 0.3, 'ddns-ttl-min': 40, 'ddns-ttl-max': 60,
    'pools': [{'pool': '$pool', 'client-classes': ['first'], 'evaluate-additional-classes': ['second'], 'user-context': {'b': 2}, 'option-data': [$option]}]}"
  definition="{'name': 'drink', 'code': $named, 'space': 'dhcp$v', 'type': 'record', 'array': true, 'record-types': 'uint16, fqdn'}"
  put network$v-set "{'shared-networks': [$network], 'server-tags': ['all']}"
  put subnet$v-set "{'subnets': [${sub/\{/\{\'shared-network-name\': null, }], 'server-tags': ['all']}"
  put option-def$v-set "{'option-defs': [$definition], 'server-tags': ['all']}"
  put option$v-global-set "{'options': [$option], 'server-tags': ['all']}"
  told "all of a shared network" "$same .\"shared-networks\"[] | select(.name == \"roof\") | holds(${network//\'/\"})"
  told "all of a subnet" "$same .subnet$v[] | select(.id == 9) | holds(${sub//\'/\"})"
  told "all of a definition" "$same .\"option-def\" | holds([${definition//\'/\"}])"
  told "all of an option" "$same .\"option-data\" | holds([${option//\'/\"}])"
  told "all of classes" ".\"client-classes\"[] | select(.name == \"second\") | .\"only-in-additional-list\" and .\"valid-lifetime\" == 4000 and .\"min-valid-lifetime\" == 3000
    and .\"max-valid-lifetime\" == 5000 and .\"user-context\".a == [1] and .\"option-data\"[0].\"user-context\".c == \"d\""
  put option$v-global-del "{'options': [{'code': $plain, 'space': 'dhcp$v', 'client-classes': ['first']}], 'server-tags': ['all']}"
  put option-def$v-del "{'option-defs': [{'code': $named, 'space': 'dhcp$v'}], 'server-tags': ['all']}"
  put subnet$v-del-by-id "{'subnets': [{'id': 9}]}"
  put network$v-del "{'shared-networks': [{'name': 'roof'}]}"
  told "nothing of them any more" "(.\"shared-networks\" | all(.name != \"roof\")) and (.subnet$v | all(.id != 9)) and .\"option-def\" == [] and .\"option-data\" == []"
}

# Of a shared network for all a subnet, and of the rest what can be, is for Kea's tag alone.
for_one() {
  local delegated=
  [ $v = 4 ] || delegated=", 'pd-pools': [{'prefix': '2001:db8:7700::', 'prefix-len': 40, 'delegated-len': 56}]"
  class guests "$(by_mac $guest)" ""
  class locals "not member('guests')" "'option-data': [$(bytes 11)]"
  class special "$(by_mac $guest)" "'option-data': [$(bytes E0)], 'valid-lifetime': 555" null twin
  floor ", 'option-data': [{'name': '$text', 'data': 'floor'}]"
  put subnet$v-set "{'subnets': [{'id': 7, 'subnet': '$prefix', 'shared-network-name': 'floor', 'renew-timer': 100, 'rebind-timer': 200,
    'pools': [{'pool': '${pools[0]}', 'client-classes': ['locals']}]$delegated}], 'server-tags': ['all']}"
  put subnet$v-set "{'subnets': [{'id': 8, 'subnet': '$other', 'shared-network-name': 'floor',
    'pools': [{'pool': '${pools[2]}', 'client-classes': ['guests']}]}], 'server-tags': ['twin']}"
  put option-def$v-set "{'option-defs': [{'name': 'food', 'code': $named, 'space': 'dhcp$v', 'type': 'uint16'}], 'server-tags': ['all']}"
  put option-def$v-set "{'option-defs': [{'name': 'food', 'code': $named, 'space': 'dhcp$v', 'type': 'string'}], 'server-tags': ['twin']}"
  put option$v-global-set "{'options': [{'code': $named, 'space': 'dhcp$v', 'csv-format': true, 'data': '16'}], 'server-tags': ['all']}"
  put option$v-global-set "{'options': [{'code': $named, 'space': 'dhcp$v', 'csv-format': true, 'data': 'twin'}], 'server-tags': ['twin']}"
  differ $guest "a subnet is for one tag" "address=${inside[2]}" nothing
  differ $someone "an option by a definition of its own is for one tag" "option $named=7477696e" "option $named=0010"
  sees kea $guest "a class is for one tag" "lifetime=555 s" "$(plain_is e0)" "$text=floor"
  echo "  only Kea: a class is for one tag"
}
given() { # who: what clients of it are given, but for addresses and times
  [ $v = 4 ] || also="--address --prefix"
  # shellcheck disable=SC2086
  client "$1" $someone $also | grep '^  ' | grep -vE '^  (address|prefix|server|took) '
  # shellcheck disable=SC2086
  client "$1" $guest | grep '^  ' | grep -vE '^  (address|server|took) '
  also=
}
