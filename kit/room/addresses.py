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
    *("docker", "br-", "veth", "virbr", "vmnet", "vEthernet"),
    *("VirtualBox", "utun", "tun"),
)


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

    Connections of virtual machines and tunnels come last: phones are seldom there.
    """
    usual = _usual_address()
    found = sorted(
        _addresses(),
        key=lambda one: (
            one.address != usual,
            one.connection.startswith(_NOT_FOR_PHONES),
            one.connection,
        ),
    )
    return tuple(found)


def _addresses() -> Iterator[NetworkAddress]:
    with suppress(OSError):
        working = psutil.net_if_stats()
        for connection, addresses in psutil.net_if_addrs().items():
            if connection in working and not working[connection].isup:
                continue
            for one in addresses:
                if one.family == socket.AF_INET and _is_for_others(one.address):
                    yield NetworkAddress(one.address, connection)


def _is_for_others(address: str) -> bool:
    number = ipaddress.ip_address(address)
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
