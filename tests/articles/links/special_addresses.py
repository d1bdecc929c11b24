"""Special addresses in all the ways in which one can write them."""

import ipaddress
from collections.abc import Iterator

_V4 = """0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 168.63.129.16/32 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24
    192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15
    198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4"""
_V6 = """::/128 ::1/128 100::/64 2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20 5f00::/16 fc00::/7
    fd00:ec2::254/128 fe80::/10 fec0::/10 ff00::/8 64:ff9b::/96 64:ff9b:1::/48 4000::/3 8000::/1"""
#: Of hosts inside of clouds, routers and this machine.
_TARGETS = ("127.0.0.1", "169.254.169.254", "100.100.100.200", "192.0.0.192", "10.0.0.1")


def special_v4() -> list[ipaddress.IPv4Address]:
    """The first, the last and an inner address of each special network of IPv4."""
    named = [ipaddress.IPv4Address(address) for address in _TARGETS]
    return list(dict.fromkeys([*named, *_samples(map(ipaddress.IPv4Network, _V4.split()))]))


def special_v6() -> list[ipaddress.IPv6Address]:
    """The same for IPv6."""
    return list(dict.fromkeys(_samples(map(ipaddress.IPv6Network, _V6.split()))))


def _samples(networks) -> Iterator:
    for network in networks:
        yield network[0]
        yield network[min(1, network.num_addresses - 1)]
        yield network[network.num_addresses // 3]
        yield network[-1]


def hosts_of(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> list[str]:
    """The ways to write an address as the host of a web address."""
    plain = _of_v4(address) if address.version == 4 else _of_v6(address)
    return list(dict.fromkeys(plain))


def _of_v4(address: ipaddress.IPv4Address) -> Iterator[str]:
    number, parts = int(address), [int(part) for part in str(address).split(".")]
    a, b, c, d = parts
    yield from (f"{address}", f"{address}.", f"{number}", f"0x{number:x}", f"0{number:o}")
    yield from (f"0X{number:X}", f"{a}.{number & 0xFFFFFF}", f"{a}.{b}.{number & 0xFFFF}")
    yield ".".join(f"0x{part:x}" for part in parts)
    yield ".".join(f"0{part:o}" for part in parts)
    yield ".".join(f"{part:03d}" for part in parts)
    yield f"0x{a:x}.0{b:o}.{c}.{d}"
    yield "".join(f"%{ord(letter):02x}" for letter in str(address))
    yield str(address).replace(".", "。")
    yield str(address).replace(".", "．").translate({48 + n: 0xFF10 + n for n in range(10)})
    yield str(address).translate({49 + n: 0x2460 + n for n in range(9)})  # ① to ⑨
    yield str(address).replace("1", "1\u200b", 1)
    low = f"{number >> 16:x}:{number & 0xFFFF:x}"
    for before in ("::ffff:", "::", "::ffff:0:", "64:ff9b::", "64:ff9b:1::"):
        yield from (f"[{before}{address}]", f"[{before}{low}]", f"[{before.upper()}{low.upper()}]")
    yield f"[0:0:0:0:0:ffff:{low}]"
    yield f"[::ffff:{address}%25lo]"
    yield f"[2002:{low}::1]"
    yield f"[2001:0:{low}::{low}]"
    yield f"[2001:0:c000:201::{~number >> 16 & 0xFFFF:x}:{~number & 0xFFFF:x}]"


def _of_v6(address: ipaddress.IPv6Address) -> Iterator[str]:
    yield from (f"[{address}]", f"[{address.exploded}]", f"[{str(address).upper()}]")
    yield from (f"[{address}%25lo]", f"[{address}%lo]", f"[{address}%1]")


def urls_of(host: str) -> list[str]:
    """The ways to hide a host in a web address."""
    return [
        f"http://{host}/",
        f"https://{host}/",
        f"HTTP://{host}:80/latest/meta-data/",
        f"//{host}/"[2:],
        f"http:\\\\{host}/",
        f"http://example.org@{host}/",
        f"http://example.org:80@{host}:443/",
        f"http://{host}\\@example.org/",
        f"http://{host}#@example.org/",
        f"\thttp://{host}\n/",
    ]


def all_urls() -> list[str]:
    """Every special address in every spelling, each hidden in one of the ways, taking turns."""
    hosts = [host for address in (*special_v4(), *special_v6()) for host in hosts_of(address)]
    return [urls_of(host)[turn % len(urls_of(host))] for turn, host in enumerate(hosts)]
