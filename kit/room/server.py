"""The room on the network: pages, sockets, and nothing else that a browser could reach."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

from tornado.web import Application, HTTPError

from kit.page.assets import module_script, page_style, slides_style
from kit.room.asked import LONGEST_ANSWER, LONGEST_RECALL
from kit.room.hub import LONGEST_MESSAGE, Hub
from kit.room.leader_requests import leader_routes
from kit.room.network import LARGEST_MESSAGE
from kit.room.phone_requests import phone_routes
from kit.room.requests import Handler, KeptByPhones, file_of_room
from kit.room.steering import LONGEST_TITLE, MOST_MINUTES, MOST_OPTIONS, MOST_TEAMS

_PING = 20

_LIMITS = {
    "said": LONGEST_MESSAGE,
    "answer": LONGEST_ANSWER,
    "recall": LONGEST_RECALL,
    "title": LONGEST_TITLE,
    "options": MOST_OPTIONS,
    "minutes": MOST_MINUTES,
    "teams": MOST_TEAMS,
}
"""How much of each the forms of the pages let one write or choose."""

_MADE: dict[str, Callable[[], str]] = {
    "slides.css": slides_style,
    "page.css": partial(page_style, controls=False, test=False),
    "limits.js": lambda: f"export const LIMITS = {json.dumps(_LIMITS)};\n",
    **{f"{name}.js": partial(module_script, name) for name in ("elements", "ordering", "stage")},
}
"""What is made when it is asked for: of files that lessons have, too, and what pages must know."""


def application(hub: Hub, host: str = "") -> Application:
    """Return what answers all requests about a room; ``host`` is a name it is also known by."""
    given = {"hub": hub}
    return Application(
        [
            *phone_routes(given),
            *leader_routes(given),
            (r"/pages/([a-z_]+\.(?:js|css))", _Page, given),
        ],
        default_handler_class=_Nothing,
        default_handler_args=given,
        log_function=lambda _handler: None,
        room_host=host,
        websocket_ping_interval=_PING,
        websocket_max_message_size=LARGEST_MESSAGE,
    )


class _Nothing(Handler):
    def prepare(self) -> None:
        raise HTTPError(404)


class _Page(KeptByPhones):
    def get(self, name: str) -> None:
        kind = "css" if name.endswith(".css") else "javascript"
        self.set_header("Content-Type", f"text/{kind}; charset=utf-8")
        if name in _MADE:
            self.finish(_MADE[name]())
        else:
            try:
                self.finish(file_of_room(name))
            except FileNotFoundError:
                raise HTTPError(404) from None
