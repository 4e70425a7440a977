"""The addresses under which others in the same network reach this machine."""

from __future__ import annotations

import io
import ipaddress
import socket
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

import psutil
import segno

_NOT_FOR_PHONES = (
    *("docker", "br-", "veth", "virbr", "vmnet", "vethernet", "virtualbox", "vboxnet", "vmware"),
    *("lxc", "lxd", "cni", "podman", "utun", "tun", "tap", "wg", "wireguard", "openvpn", "ppp"),
    *("ipsec", "tailscale", "zt", "zerotier"),
)
"""How the names of connections begin that only virtual machines and tunnels have."""


@dataclass(frozen=True, slots=True)
class NetworkAddress:
    """An address of this machine, and the name of the connection that has it."""

    address: str
    connection: str

    def __str__(self) -> str:
        """Return how a choice among them is shown."""
        return f"{self.address}（{self.connection}）"


def network_addresses() -> tuple[NetworkAddress, ...]:
    """Return this machine's addresses in its networks: the usual one first, none of itself alone.

    Connections of virtual machines and tunnels come last, the usual one among them, too: phones are
    seldom there. Addresses of version 6 are taken where there are no others.
    """
    usual = _usual_address()
    all_found = tuple(_addresses())
    found = [one for one in all_found if ":" not in one.address] or all_found
    return tuple(
        sorted(
            found,
            key=lambda one: (
                one.connection.casefold().startswith(_NOT_FOR_PHONES),
                one.address != usual,
                one.connection,
            ),
        )
    )


def is_own(address: str) -> bool:
    """Tell whether an address reaches this machine from itself alone.

    >>> is_own("127.0.0.1"), is_own("192.168.1.5"), is_own("laptop")
    (True, False, False)
    """
    with suppress(ValueError):
        return ipaddress.ip_address(address).is_loopback
    return address.casefold() == "localhost"


def page_address(host: str, port: int) -> str:
    """Return the address of a page.

    >>> page_address("fd00::1", 8410)
    'http://[fd00::1]:8410/'
    """
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _addresses() -> Iterator[NetworkAddress]:
    with suppress(OSError):
        working = psutil.net_if_stats()
        for connection, addresses in psutil.net_if_addrs().items():
            if connection in working and not working[connection].isup:
                continue
            for one in addresses:
                if one.family in {socket.AF_INET, socket.AF_INET6} and _is_for_others(one.address):
                    yield NetworkAddress(one.address, connection)


def _is_for_others(address: str) -> bool:
    number = ipaddress.ip_address(address.partition("%")[0])
    return not (number.is_loopback or number.is_link_local or number.is_unspecified)


def _usual_address() -> str:
    """Return the address with which this machine would go out; nothing is sent."""
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))
        return str(probe.getsockname()[0])
    return ""


def qr_text(address: str) -> str:
    """Return the QR code of an address for a terminal."""
    out = io.StringIO()
    segno.make(address, error="m").terminal(out=out, compact=True)
    return out.getvalue()


def qr_svg(address: str) -> bytes:
    """Return the QR code of an address as an SVG picture."""
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", scale=8, border=3, light="white")
    return out.getvalue()
