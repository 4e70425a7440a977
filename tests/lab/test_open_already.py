"""A second start leads to the reading room that is open, and to none that is not."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from kit.lab.open_already import announced, open_address
from kit.library import StudySet

pytestmark = pytest.mark.quick


class _Server(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/api/status?token=right" else 403)
        self.end_headers()

    def log_message(self, *said: object) -> None:
        """Say nothing."""


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a server that knows one token."""
    monkeypatch.setattr("kit.open_here.data_folder", lambda: tmp_path / "data")
    with HTTPServer(("127.0.0.1", 0), _Server) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/doc?reset"
        server.shutdown()
        thread.join()


def test_it_is_found_while_it_is_open(small_set: StudySet, base: str) -> None:
    assert open_address(small_set) == ""
    with announced(small_set, f"{base}&token=right"):
        assert open_address(small_set) == f"{base}&token=right"
    assert open_address(small_set) == ""


@pytest.mark.parametrize("address", ["{}&token=other", "{}", "http://127.0.0.1:9/?token=right"])
def test_another_server_there_or_none_is_not_taken_for_it(
    small_set: StudySet, base: str, address: str
) -> None:
    with announced(small_set, address.format(base)):
        assert open_address(small_set) == ""
