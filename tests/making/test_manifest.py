"""What was made, what a person wrote since and what would be made now come together."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.errors import KitError
from kit.lab.notebooks import dumped
from kit.library import StudySet
from kit.making.manifest import MADE, Manifest, bring_together, digests, read_manifest, untouched
from tests.small_set import text_cell

PAPER = "# 卷\n\n## a01 甲？\n\n答：甲\n\n## b02 乙？\n\n答：乙\n"
OWN = "## mine01 我的？\n\n答：我的"


def merged(path: str, base: str, mine: str, theirs: str) -> tuple[str, tuple[str, ...]]:
    return bring_together(path, digests(path, base), mine, theirs)


def notebook(**sources: str) -> str:
    cells = [text_cell(name, source) for name, source in sources.items()]
    return dumped({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def sources(content: str) -> list[str]:
    return [cell["source"] for cell in json.loads(content)["cells"]]


def test_a_question_of_a_person_stays_where_it_stood() -> None:
    mine = PAPER.replace("## b02", f"{OWN}\n\n## b02")
    theirs = PAPER.replace("答：甲", "答：甲二")
    assert merged("a.md", PAPER, mine, theirs) == (mine.replace("答：甲", "答：甲二"), ())


def test_a_question_taken_out_stays_out_and_one_that_is_no_longer_made_goes() -> None:
    without = "# 卷\n\n## a01 甲？\n\n答：甲\n"
    new = PAPER + "\n## c03 丙？\n\n答：丙\n"
    assert merged("a.md", PAPER, without, new)[0] == without + "\n## c03 丙？\n\n答：丙\n"
    assert merged("a.md", PAPER, PAPER, without) == (without, ())


def test_a_piece_that_both_sides_changed_stays_a_persons_and_is_named() -> None:
    mine, theirs = PAPER.replace("答：甲", "答：我的"), PAPER.replace("答：甲", "答：新的")
    assert merged("a.md", PAPER, mine, theirs) == (mine, ("a01",))


def test_a_word_list_is_merged_by_its_words() -> None:
    base, mine, theirs = "甲 1 n\n乙 1 n\n", "甲 1 n\n我的 1 n\n", "乙 1 n\n丙 1 n\n"
    assert merged("words.txt", base, mine, theirs) == ("我的 1 n\n丙 1 n\n", ())
    assert merged("words.txt", base, "", base) == ("", ())


def test_any_other_file_is_one_piece() -> None:
    assert merged("a.toml", "x = 1\n", "x = 1\n", "x = 2\n") == ("x = 2\n", ())
    assert merged("a.toml", "x = 1\n", "x = 3\n", "x = 1\n") == ("x = 3\n", ())


def test_a_cell_follows_the_text_and_keeps_the_metadata_that_a_person_set() -> None:
    base = notebook(a="甲", b="乙")
    mine: dict[str, Any] = json.loads(base)
    mine["cells"][0]["metadata"] = {"tags": ["teacher"]}
    mine["metadata"] = {"mine": 1}
    content, contested = merged("a.ipynb", base, dumped(mine), notebook(a="甲二", b="乙"))
    result = json.loads(content)
    assert (sources(content), contested) == (["甲二", "乙"], ())
    assert result["cells"][0]["metadata"] == {"tags": ["teacher"]}
    assert result["metadata"] == {"mine": 1}


def test_what_nobody_touched_is_known_whatever_blank_lines_stand_between() -> None:
    assert untouched("a.md", digests("a.md", PAPER), PAPER.replace("\n\n## ", "\n\n\n## "))
    assert not untouched("a.md", digests("a.md", PAPER), PAPER.replace("甲", "丁"))


@pytest.mark.parametrize("content", ["{", "[]", '{"cells": [1]}', '{"cells": [{"source": 5}]}'])
def test_what_is_no_longer_a_notebook_is_named(content: str) -> None:
    with pytest.raises(KitError, match=r"a\.ipynb：不是合格的笔记本文件"):
        merged("a.ipynb", notebook(a="甲"), content, notebook(a="乙"))


@pytest.mark.parametrize(
    "content", ["{", "[]", '{"file": "a"}', '{"file": 1, "pieces": 2}', "9" * 6000]
)
def test_a_spoilt_record_of_what_was_made_is_named(small_set: StudySet, content: str) -> None:
    (small_set.seeds / MADE).write_text(content, encoding="utf-8")
    with pytest.raises(KitError, match=f"seeds/small/{MADE}：记录哪些内容"):
        read_manifest(small_set)


def test_what_is_remembered_is_read_again(small_set: StudySet) -> None:
    manifest = Manifest("a.txt", {"01_a": "甲"}, {"a.md": {"a01": "0" * 16}}, known=True)
    assert read_manifest(small_set) == Manifest()
    (small_set.seeds / MADE).write_text(manifest.text(), encoding="utf-8")
    assert read_manifest(small_set) == manifest


texts = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["甲", "乙", "丙"]), max_size=6)


@given(texts, texts, texts)
def test_nothing_that_a_person_wrote_is_lost_and_nothing_changes_the_second_time(
    base: dict[str, str], mine: dict[str, str], theirs: dict[str, str]
) -> None:
    first, _ = merged("a.ipynb", notebook(**base), notebook(**mine), notebook(**theirs))
    written = {text for name, text in mine.items() if base.get(name) != text}
    assert written <= set(sources(first))
    assert merged("a.ipynb", notebook(**theirs), first, notebook(**theirs))[0] == first
