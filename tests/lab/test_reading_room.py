"""JupyterLab is opened at the learner's copy, at an address and a port that are told."""

from __future__ import annotations

import re
import socket
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from kit.charts.theme import LIGHT, css_variables
from kit.errors import KitError
from kit.lab import prepare, update
from kit.library import StudySet
from tests.small_set import lesson, text_cell


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "learner"


def test_the_address_leads_to_a_lesson_whatever_its_name(small_set: StudySet, home: Path) -> None:
    small_set.index.rename(small_set.index.with_name("0 甲#乙 5%20?.ipynb"))
    launch = prepare(small_set, update(small_set, root=home), trusted=False, state=home)
    path = urlsplit(launch.address).path
    assert unquote(path).endswith("/tree/notebooks/small/0 甲#乙 5%20?.ipynb")
    assert f"--LabApp.default_url={path}?reset" in launch.arguments


def test_where_the_index_cannot_be_read_the_first_good_lesson_opens(
    small_set: StudySet, home: Path
) -> None:
    small_set.index.write_text("{", encoding="utf-8")
    with pytest.raises(KitError, match="没有读得出来的课文") as caught:
        prepare(small_set, update(small_set, root=home), trusted=True, state=home)
    assert "kit check small" in caught.value.remedy
    (small_set.notebooks / "01_a.ipynb").write_text(lesson(text_cell("t", "# 甲")), "utf-8")
    assert update(small_set, root=home).index.name == "01_a.ipynb"


def test_a_port_that_another_program_has_is_named(small_set: StudySet, home: Path) -> None:
    copy = update(small_set, root=home)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
        with pytest.raises(KitError, match=f"端口 {port} 已经有别的程序在用"):
            prepare(small_set, copy, trusted=True, state=home / "state", port=port)


def test_the_reading_room_is_set_in_the_face_and_the_colours_of_the_pages() -> None:
    rules = files("kit.lab").joinpath("jupyter/labextensions/reading-room/static/skin.css")
    text = rules.read_text(encoding="utf-8")
    used = set(re.findall(r"var\((--kit-[\w-]+)\)", text))
    assert {"--kit-font", "--kit-size-body", "--kit-reading-width", "--kit-paper"} <= used
    assert used <= set(re.findall(r"(--kit-[\w-]+):", css_variables(LIGHT)))
