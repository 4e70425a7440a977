"""Puts 学习讲义 into JupyterLab's menu File › Save and Export Notebook As (a Jupyter service).

JupyterLab shows an exporter's name as it is and asks the server for it in an address; the server's
own route takes word characters only, and in an address a Chinese name has none.
"""

from __future__ import annotations

import json
from typing import Any

from jupyter_server.base.handlers import path_regex
from jupyter_server.nbconvert.handlers import NbconvertFileHandler
from jupyter_server.services.nbconvert.handlers import NbconvertRootHandler
from tornado import web

NAME = "学习讲义"
EXPORTER = "kit.handout.HandoutExporter"
_OTHER_NAMES = ("handout", "kit-handout")  # of the same exporter, for the command line


class ExportersHandler(NbconvertRootHandler):
    """Lists the exporters, the kit's own by its Chinese name."""

    def finish(self, chunk: Any = None) -> Any:
        """Send the list with the kit's exporter in it; anything else as it is."""
        if self.get_status() == 200 and isinstance(chunk, str):
            known = json.loads(chunk)
            for name in _OTHER_NAMES:
                known.pop(name, None)
            chunk = json.dumps({NAME: {"output_mimetype": "text/html"}, **known})
        return super().finish(chunk)


class HandoutHandler(NbconvertFileHandler):
    """Gives the learner's page of a lesson, run afresh, to be saved."""

    @web.authenticated
    async def get(self, format: str, path: str) -> None:
        """Run the lesson at a path."""
        done = super().get(EXPORTER, path)
        if done is not None:
            await done


_ENCODED = "".join(f"%{byte:02X}" for byte in NAME.encode())
default_handlers = [
    (r"/api/nbconvert", ExportersHandler),
    (rf"/nbconvert/(?P<format>(?i:{_ENCODED})){path_regex}", HandoutHandler),
]
