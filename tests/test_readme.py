"""The README gives the same commands in both languages, and what it says exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kit.cli import cli

ROOT = Path(__file__).parents[1]
TEXTS = {
    name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md")
}
ENGLISH, CHINESE = TEXTS.values()


def blocks(text: str) -> dict[str, str]:
    return dict(re.findall(r"<!-- ([\w: ]+) -->\n```\w+\n(.*?)```", text, flags=re.DOTALL))


def test_both_languages_give_the_same_commands() -> None:
    assert list(blocks(ENGLISH)) == [
        "study: bash",
        "study: powershell",
        "tests: bash",
        "tests: powershell",
    ]
    assert blocks(ENGLISH) == blocks(CHINESE)


def test_both_languages_show_the_same_pictures_and_name_the_same_commands() -> None:
    def shown(text: str) -> set[str]:
        return set(re.findall(r"!\[[^]]*\]\(([^)]+)\)|^\| `kit (\w+)", text, flags=re.MULTILINE))

    drawn = {("tests/pictures/open_terminal.svg", "")}  # for people who never opened one
    assert shown(ENGLISH) | drawn == shown(CHINESE)


def test_every_place_that_the_chinese_page_sends_one_to_is_there() -> None:
    headings = set(re.findall(r"^#+ (.+)$", CHINESE, flags=re.MULTILINE))
    sent_to = set(re.findall(r"\]\(#([^)]+)\)", CHINESE))
    assert sent_to
    assert sent_to <= headings


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_files_that_are_named_exist(text: str) -> None:
    linked = re.findall(r"\]\(([^)#:]+)\)", text)
    named = re.findall(r"`((?:seeds|notebooks|quizzes|kit|tests)/[\w./-]+)`", text)
    assert linked
    assert named
    for path in linked + named:
        assert (ROOT / path).exists(), path


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_commands_that_are_named_exist(text: str) -> None:
    named = set(re.findall(r"(?:`|bin/|Scripts\\)kit (\w+)", text))
    assert named == set(cli.commands)
