"""Two sets in one folder of lessons, one of them sent by somebody: nobody has it run by asking."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from kit.files import write_whole
from kit.lab.trust import place_record
from kit.library import ROOT_VARIABLE, StudySet
from kit.progress import DATABASE_VARIABLE
from tests.small_set import code_cell, lesson, text_cell, written_set

REPOSITORY = Path(__file__).parents[2]
LESSON = "00_index.ipynb"


@dataclass(frozen=True)
class Asked:
    """What a server answered."""

    status: int
    text: str


@dataclass(frozen=True)
class Server:
    """A running `kit study` of a set, and the home in which a set that runs leaves a mark."""

    study_set: StudySet
    home: Path
    port: int
    token: str

    def ask(self, path: str, method: str = "GET", headers: Mapping[str, str] = {}) -> Asked:
        """Ask for a path as it stands, with the token, or with the headers that are given."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120)
        with_token = {"Authorization": f"token {self.token}"}
        body = b"" if method == "POST" else None
        connection.request(method, path, body, dict(headers) or with_token)
        answer = connection.getresponse()
        asked = Asked(answer.status, answer.read().decode(errors="replace"))
        connection.close()
        return asked

    def in_a_browser(self) -> dict[str, str]:
        """Return the headers that a browser sends once its user was let in."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", f"/lab?token={self.token}")
        answer = connection.getresponse()
        answer.read()
        given = [value for name, value in answer.getheaders() if name.lower() == "set-cookie"]
        connection.close()
        return {"Cookie": "; ".join(cookie.partition(";")[0] for cookie in given)}

    def ran(self, name: str) -> bool:
        """Tell whether the lesson of a set has run, and forget it."""
        mark = self.home / f"ran-{name}"
        found = mark.exists()
        mark.unlink(missing_ok=True)
        return found


@contextmanager
def running(study_set: StudySet, home: Path) -> Iterator[Server]:
    environment = {name: value for name, value in os.environ.items() if "JUPYTER" not in name}
    environment |= {
        "HOME": str(home),
        "USERPROFILE": str(home),
        "LOCALAPPDATA": str(home / "data"),
        "XDG_DATA_HOME": str(home / "data"),
        "PYTHONUNBUFFERED": "1",
        "PYTHONUTF8": "1",
        ROOT_VARIABLE: str(study_set.root),
        DATABASE_VARIABLE: f"sqlite:///{home / 'records.sqlite3'}",
    }
    command = [sys.executable, "-m", "kit", "study", study_set.name, "--no-browser"]
    with (
        (home / f"{study_set.name}.log").open("wb") as log,
        subprocess.Popen(
            command,
            cwd=REPOSITORY,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            encoding="utf-8",
        ) as server,
    ):
        assert server.stdout is not None
        try:
            lines = (re.search(r":(\d+)/.*token=(\w+)", line) for line in server.stdout)
            found = next(filter(None, lines))
            started = Server(study_set, home, int(found[1]), found[2])
            for _ in range(300):
                with suppress(OSError):
                    started.ask("/api")
                    break
                time.sleep(0.1)
            yield started
        finally:
            server.terminate()


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Server]]:
    """The servers of the set `own`, which was made here, and of `sent`, which nobody agreed to."""
    home = tmp_path_factory.mktemp("home")
    sets = [written_set(name, home / "sets") for name in ("sent", "own")]
    for each in sets:
        mark = home / f"ran-{each.name}"
        cells = (
            text_cell("title", f"# 目录 {each.name}"),
            code_cell("run", f"open({str(mark)!r}, 'w').close()"),
        )
        each.index.write_text(lesson(*cells), encoding="utf-8")
    own = place_record(sets[1]).path.name
    write_whole(home / "data" / "speech-study-kit" / "trusted" / own, "")
    with ExitStack() as stack:
        sent, mine = (stack.enter_context(running(each, home)) for each in sets)
        for path in ("notebooks/own/99_dropped.ipynb", "99_dropped.ipynb"):
            copy = home / "data" / "speech-study-kit" / "lessons" / path
            copy.write_bytes(sets[0].index.read_bytes())
        for _ in range(600):  # what is made beforehand runs the lesson once
            if mine.ran("own"):
                break
            time.sleep(0.1)
        yield mine, sent


@pytest.fixture
def own(servers: tuple[Server, Server]) -> Server:
    """The server of the trusted set."""
    return servers[0]


@pytest.fixture
def sent(servers: tuple[Server, Server]) -> Server:
    """The server of the set that somebody sent."""
    return servers[1]


def about(server: Server, path: str) -> Any:
    return json.loads(server.ask(f"/kit/notebook/{path}").text)


def test_a_trusted_set_is_made_and_printed_and_its_lessons_run_by_themselves(own: Server) -> None:
    made = own.ask("/kit/make/learner", "POST")
    assert (made.status, own.ran("own")) == (200, True)
    printed = own.ask(f"/nbconvert/html/notebooks/own/{LESSON}")
    assert "目录 own" in printed.text
    assert own.ran("own")
    assert about(own, f"notebooks/own/{LESSON}")["code"] == [
        f"open({str(own.home / 'ran-own')!r}, 'w').close()"
    ]


def test_no_address_makes_a_server_run_another_set_than_its_own(own: Server) -> None:
    assert own.ask("/kit/make/learner?set=sent").status == 405
    made = own.ask("/kit/make/learner?set=sent", "POST")
    assert (made.status, own.ran("sent"), own.ran("own")) == (200, False, True)
    assert "own" in own.ask("/kit/search?q=" + quote("目录") + "&set=sent").text
    assert "sent" not in own.ask("/kit/search?q=" + quote("目录") + "&set=sent").text
    assert "sent" not in own.ask("/kit/lessons?set=sent").text


@pytest.mark.parametrize(
    "path",
    [
        f"notebooks/sent/{LESSON}",
        f"notebooks/own/../sent/{LESSON}",
        f"notebooks/own/%2e%2e/sent/{LESSON}",
        "notebooks/own/99_dropped.ipynb",
        "99_dropped.ipynb",
    ],
)
def test_a_notebook_beside_a_trusted_set_is_printed_without_being_run(
    own: Server, path: str
) -> None:
    for form in ("html", quote("学习讲义"), quote("学习讲义（PDF）")):
        printed = own.ask(f"/nbconvert/{form}/{path}")
        assert ("不是打开的这套学习集的课文" in printed.text) is (form != "html")
        assert not own.ran("sent")
    found = about(own, path)
    assert (found["lesson"], found["code"], found["shown"]) == (False, [], {})


def test_what_another_page_may_have_a_browser_do_makes_and_trusts_nothing(
    own: Server, sent: Server
) -> None:
    browser = own.in_a_browser()
    assert own.ask("/kit/make/learner", "POST", browser).status == 403
    assert sent.ask("/kit/trust", "POST", sent.in_a_browser()).status == 403
    assert not own.ran("own")
    token = re.search(r"_xsrf=([^;]+)", browser["Cookie"])
    assert token
    known = browser | {"X-XSRFToken": token[1]}
    assert own.ask("/kit/make/learner", "POST", known).status == 200
    assert own.ran("own")


def test_a_set_that_nobody_agreed_to_runs_for_no_request(sent: Server) -> None:
    for what in ("learner", "paper", "teacher", "zip"):
        made = sent.ask(f"/kit/make/{what}", "POST")
        assert (made.status, "还没有得到您的同意" in made.text) == (409, True)
    for form in ("html", quote("学习讲义（教师版）")):
        assert "还没有得到您的同意" in sent.ask(f"/nbconvert/{form}/notebooks/sent/{LESSON}").text
    found = about(sent, f"notebooks/sent/{LESSON}")
    assert found == {"lesson": True, "agreed": False, "code": [], "shown": {}}
    assert sent.ask(f"/kit/restore/{Path(LESSON).stem}", "POST").text == '{"fault": ""}'
    assert sent.ask("/kit/search?q=" + quote("目录")).status == 200
    assert not sent.ran("sent")


def test_it_runs_once_it_is_agreed_to_and_not_when_it_is_another_one_then(sent: Server) -> None:
    assert sent.ask("/kit/trust", "POST").text == '{"fault": ""}'
    assert about(sent, f"notebooks/sent/{LESSON}")["agreed"]
    assert (sent.ask("/kit/make/learner", "POST").status, sent.ran("sent")) == (200, True)
    with sent.study_set.index.open("a", encoding="utf-8") as file:
        file.write("\n")
    assert (sent.ask("/kit/make/learner", "POST").status, sent.ran("sent")) == (409, False)
    assert not about(sent, f"notebooks/sent/{LESSON}")["agreed"]
