"""Which network addresses belong to the public internet.

An explicit table, because what the standard library calls global changes with its version and
leaves out addresses that stand for others. Sources: the IANA special-purpose registries
(https://www.iana.org/assignments/iana-ipv4-special-registry,
https://www.iana.org/assignments/iana-ipv6-special-registry), the multicast registries, and the
prefixes in which an IPv6 address carries an IPv4 one.
"""

import ipaddress

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_SPECIAL_V4 = tuple(
    map(
        ipaddress.IPv4Network,
        (
            "0.0.0.0/8",  # this host, this network
            "10.0.0.0/8",  # private
            "100.64.0.0/10",  # shared by carriers; metadata of some clouds
            "127.0.0.0/8",  # loopback
            "168.63.129.16/32",  # the platform address of one large cloud, reachable from inside
            "169.254.0.0/16",  # link-local; metadata of most clouds
            "172.16.0.0/12",  # private
            "192.0.0.0/24",  # protocol assignments; metadata of some clouds
            "192.0.2.0/24",  # documentation
            "192.31.196.0/24",  # AS112
            "192.52.193.0/24",  # AMT
            "192.88.99.0/24",  # 6to4 relays
            "192.168.0.0/16",  # private
            "192.175.48.0/24",  # AS112
            "198.18.0.0/15",  # benchmarks
            "198.51.100.0/24",  # documentation
            "203.0.113.0/24",  # documentation
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, and broadcast
        ),
    )
)
# Only this part of IPv6 is given out to networks of the internet at all.
_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
_SPECIAL_V6 = tuple(
    map(
        ipaddress.IPv6Network,
        (
            "::/96",  # unspecified, loopback, and IPv4 in the old compatible form
            "::ffff:0:0/96",  # IPv4-mapped
            "::ffff:0:0:0/96",  # IPv4-translated
            "64:ff9b::/96",  # translation to IPv4
            "64:ff9b:1::/48",  # translation to IPv4 inside a network
            "100::/64",  # discard
            "100:0:0:1::/64",  # dummy
            "2001::/23",  # protocol assignments: Teredo, benchmarks, ORCHID and others
            "2001:db8::/32",  # documentation
            "2002::/16",  # 6to4, which carries an IPv4 address
            "2620:4f:8000::/48",  # AS112
            "3fff::/20",  # documentation
            "5f00::/16",  # segment routing
            "fc00::/7",  # private
            "fe80::/10",  # link-local
            "fec0::/10",  # site-local, given up
            "ff00::/8",  # multicast
        ),
    )
)


def is_public(address: IPAddress) -> bool:
    """Whether `address` is a host of the public internet and stands for no other address."""
    if address.version == 4:
        return not any(address in network for network in _SPECIAL_V4)
    is_global = address in _GLOBAL_V6 and address.scope_id is None
    return is_global and not any(address in network for network in _SPECIAL_V6)
