"""Which of this machine's addresses phones are told."""

from __future__ import annotations

import socket
from types import SimpleNamespace

import pytest

from kit.room.addresses import network_addresses


def has(monkeypatch: pytest.MonkeyPatch, usual: str, **connections: str) -> list[str]:
    """Return the addresses found where a machine has connections, each with one address."""
    four, six = socket.AF_INET, socket.AF_INET6
    found = {
        name.replace("_", "-"): [SimpleNamespace(family=six if ":" in at else four, address=at)]
        for name, at in connections.items()
    }
    up = {name: SimpleNamespace(isup=not name.startswith("off")) for name in found}
    monkeypatch.setattr("psutil.net_if_addrs", lambda: found)
    monkeypatch.setattr("psutil.net_if_stats", lambda: up)
    monkeypatch.setattr("kit.room.addresses._usual_address", lambda: usual)
    return [one.address for one in network_addresses()]


def test_the_usual_address_comes_first_and_none_of_the_machine_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = has(
        monkeypatch, "10.0.0.2", lo="127.0.0.1", wlan0="192.168.1.5", eth0="10.0.0.2",
        off0="192.168.9.9", eth1="169.254.3.4",
    )  # fmt: skip
    assert found == ["10.0.0.2", "192.168.1.5"]


@pytest.mark.parametrize(
    "tunnel", ["utun3", "tun0", "docker0", "br_1f2e", "wg0", "Tailscale", "vEthernet (WSL)"]
)
def test_a_tunnel_comes_after_the_network_even_if_all_goes_through_it(
    monkeypatch: pytest.MonkeyPatch, tunnel: str
) -> None:
    found = has(monkeypatch, "10.8.0.2", **{tunnel: "10.8.0.2", "以太网": "192.168.1.5"})
    assert found == ["192.168.1.5", "10.8.0.2"]


def test_an_address_of_version_6_is_taken_where_there_is_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    six = {"eth0": "fd00::7", "wlan0": "fe80::1%wlan0", "lo": "::1"}
    assert has(monkeypatch, "", **six) == ["fd00::7"]
    assert has(monkeypatch, "", **six, eth1="192.168.1.5") == ["192.168.1.5"]


def test_without_a_network_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert has(monkeypatch, "", lo="127.0.0.1") == []
