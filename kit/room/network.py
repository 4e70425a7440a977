"""What a room listens to: some addresses, one port, and requests that mean this very server."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPServerRequest
from tornado.iostream import IOStream
from tornado.netutil import is_valid_ip
from tornado.web import Application

from kit.errors import KitError
from kit.room.addresses import network_addresses
from kit.room.limits import Guests, most_connections

LARGEST_MESSAGE = 4096
"""Bytes that a page may send at once."""

_LARGEST_HEADERS = 16 * 1024
_IDLE = 15  # seconds for which a connection may say nothing: a phone's page comes at once
_WAITING = 1024  # connections that wait to be taken in: a whole room comes at once


def listen(app: Application, addresses: Sequence[str], port: int) -> tuple[HTTPServer, int]:
    """Answer on a port of some of this machine's addresses; 0 is any. Return the port, too.

    Raises:
        KitError: the port is taken, or an address is none of this machine's.
    """
    sockets: list[socket.socket] = []
    places = {place[0]: (family, place) for family, place in map(_resolved, addresses)}
    for address, (family, place) in places.items():
        try:
            sockets.append(_bound(family, (address, port, *place[2:])))
        except OSError as error:
            for each in sockets:
                each.close()
            raise _refused(error, address, port) from error
        port = sockets[-1].getsockname()[1]
    server = _Doors(
        app,
        max_body_size=LARGEST_MESSAGE,
        max_header_size=_LARGEST_HEADERS,
        idle_connection_timeout=_IDLE,
        body_timeout=10,
    )
    server.add_sockets(sockets)
    return server, port


class _Doors(HTTPServer):
    """Lets in as many as the room and the system can hold, whatever they want."""

    def initialize(self, *args: Any, **kwargs: Any) -> None:
        super().initialize(*args, **kwargs)
        self._guests = Guests(most_connections())

    def handle_stream(self, stream: IOStream, address: tuple[Any, ...]) -> None:
        if self._guests.let_in(stream, str(address[0])):
            super().handle_stream(stream, address)
        else:
            stream.close()


def _resolved(address: str) -> tuple[socket.AddressFamily, tuple[Any, ...]]:
    """Return what an address, or a name, is to the system; its first part is a number.

    Raises:
        KitError: it is none, or that of all addresses at once.
    """
    try:
        family, _, _, _, place = socket.getaddrinfo(address, 0, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError) as error:
        raise _not_ours(address) from error
    if ipaddress.ip_address(str(place[0]).partition("%")[0]).is_unspecified:
        raise _not_ours(address)
    return family, place


def _bound(family: socket.AddressFamily, place: tuple[Any, ...]) -> socket.socket:
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere it would let two programs have one port
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(place)
        bound.listen(_WAITING)
    except OSError:
        bound.close()
        raise
    bound.setblocking(False)
    return bound


def _refused(error: OSError, address: str, port: int) -> KitError:
    where = f"{address}:{port}"
    if isinstance(error, PermissionError):
        return KitError(f"不能使用 {where}。", remedy="请用 --port 换一个 1024 以上的端口。")
    if error.errno == errno.EADDRNOTAVAIL:
        return _not_ours(address)
    what = f"端口 {port} 已经被别的程序占用（{where}）。"
    return KitError(what, remedy=f"请关闭那个程序，或者用 --port {port + 1} 换一个端口。")


def _not_ours(address: str) -> KitError:
    own = "、".join(map(str, network_addresses()))
    remedy = f"请用 --host 写本机在局域网中的地址：{own}。" if own else "这台电脑没有连着局域网。"
    return KitError(f"{address} 不是本机的一个地址。", remedy=remedy)


def is_ours(request: HTTPServerRequest, host: str) -> bool:
    """Tell whether a request names this server itself, and comes from no other server's page.

    A name that is not an address could have been led here by somebody else's name server; ``host``
    is one that the leader has given.
    """
    named = request.host_name.strip("[]")
    if named not in {"localhost", host.lower()} - {""} and not is_valid_ip(named):
        return False
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


def plain_host(host: str) -> str:
    """Return a host for a header, this machine's where it has signs that no host has."""
    return host if host and all(sign.isalnum() or sign in ".:[]-" for sign in host) else "localhost"
