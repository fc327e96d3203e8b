#!/usr/bin/env python3
"""scale-config.py config|relays|plain N: what scale.sh serves, and from where its clients come.

config: N subnets (each 10.x.y.0/20), two classes each: near-I, by the relay's address, guards the subnet; kind-I, by the
        client's vendor, has an option; reservations are in a database. relays: one relay address a line, for perfdhcp -J.
plain:  one subnet for all of these addresses, no classes, no reservations.
"""
import ipaddress
import json
import sys

what, count = sys.argv[1], int(sys.argv[2])
FIRST, SIZE = int(ipaddress.ip_address('10.16.0.0')), 1 << 12


def address(subnet, host):
    return str(ipaddress.ip_address(FIRST + subnet * SIZE + host))


def classes(i):
    return [{'name': f'near-{i}', 'test': f'pkt4.giaddr == {address(i, 1)}'},
            {'name': f'kind-{i}', 'test': f"option[60].text == 'kind-{i}'",
             'option-data': [{'name': 'domain-name', 'data': f'kind-{i}.example.org'}]}]


def subnet(i):
    return {'id': i + 1, 'subnet': f'{address(i, 0)}/20', 'client-classes': [f'near-{i}'],
            'pools': [{'pool': f'{address(i, 256)} - {address(i, SIZE - 2)}'}],
            'option-data': [{'name': 'routers', 'data': address(i, 1)}]}


if what == 'relays':
    print('\n'.join(address(i, 1) for i in range(count)))
    sys.exit()
four = {
    'interfaces-config': {'interfaces': ['@IFACE@'], 'dhcp-socket-type': 'udp'},
    'lease-database': '@DB@',
    'multi-threading': {'enable-multi-threading': True, 'thread-pool-size': 0, 'packet-queue-size': 4096},
    'valid-lifetime': 604800, 'renew-timer': 302400, 'rebind-timer': 529200,
    'option-data': [{'name': 'domain-name-servers', 'data': '10.0.0.1, 10.0.0.2'},
                    {'name': 'domain-name', 'data': 'example.org'}],
    'loggers': [{'name': 'kea-dhcp4', 'severity': 'WARN'}]}
if what == 'config':
    four |= {'hosts-database': '@DB@', 'host-reservation-identifiers': ['hw-address'],
             'client-classes': [each for i in range(count) for each in classes(i)],
             'subnet4': [subnet(i) for i in range(count)]}
else:
    four |= {'subnet4': [{'id': 1, 'subnet': '10.0.0.0/8', 'pools': [{'pool': '10.16.0.0 - 10.255.255.254'}],
                          'option-data': [{'name': 'routers', 'data': '10.0.0.1'}]}]}
print(json.dumps({'Dhcp4': four}, indent=1).replace('"@DB@"', '{ @DB@, "retry-on-startup": true }'))
