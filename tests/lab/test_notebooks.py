"""Notebooks are stored without outputs; an update and a learner's own words come together."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.lab.notebooks import merge_lesson, read_notebook, same_content, strip_outputs
from tests.small_set import code_cell, text_cell

Notebook = dict[str, Any]


def notebook(**sources: str) -> Notebook:
    cells = [
        {"id": name, "cell_type": "markdown", "metadata": {}, "source": text}
        for name, text in sources.items()
    ]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def sources(merged: Notebook) -> list[str]:
    return [cell["source"] for cell in merged["cells"]]


BASE = notebook(a="甲", b="乙", c="丙")


def test_what_the_learner_left_alone_is_brought_up_to_date() -> None:
    assert sources(merge_lesson(BASE, BASE, notebook(a="甲2", d="丁"))) == ["甲2", "丁"]


def test_a_note_stays_behind_the_cell_it_stood_behind() -> None:
    mine = notebook(a="甲", b="乙", note="我的笔记", c="丙")
    merged = merge_lesson(BASE, mine, notebook(a="甲", b="乙2", x="新", c="丙"))
    assert sources(merged) == ["甲", "乙2", "我的笔记", "新", "丙"]


def test_a_note_before_everything_stays_there() -> None:
    mine = notebook(note="我的笔记", a="甲", b="乙", c="丙")
    assert sources(merge_lesson(BASE, mine, notebook(a="甲2")))[0] == "我的笔记"


def test_several_notes_keep_their_order() -> None:
    mine = notebook(a="甲", n1="一", n2="二", b="乙", c="丙")
    assert sources(merge_lesson(BASE, mine, notebook(a="甲", c="丙2"))) == ["甲", "一", "二", "丙2"]


def test_an_edited_cell_that_the_lesson_left_alone_stays_edited() -> None:
    mine = notebook(a="甲", b="乙，我改过", c="丙")
    assert sources(merge_lesson(BASE, mine, notebook(a="甲2", b="乙", c="丙"))) == [
        "甲2",
        "乙，我改过",
        "丙",
    ]


def test_a_cell_changed_on_both_sides_is_kept_in_both_versions() -> None:
    mine = notebook(a="甲", b="乙，我改过", c="丙")
    merged = merge_lesson(BASE, mine, notebook(a="甲", b="乙2", c="丙"))
    assert sources(merged) == ["甲", "乙2", "乙，我改过", "丙"]
    assert merged["cells"][2]["metadata"]["tags"] == ["mine"]


def test_an_edited_cell_that_the_lesson_dropped_is_kept() -> None:
    mine = notebook(a="甲", b="乙，我改过", c="丙")
    assert sources(merge_lesson(BASE, mine, notebook(a="甲", c="丙"))) == ["甲", "乙，我改过", "丙"]


def test_an_empty_cell_at_the_end_is_no_note() -> None:
    mine = notebook(a="甲", b="乙", c="丙", blank="  ")
    assert sources(merge_lesson(BASE, mine, BASE)) == ["甲", "乙", "丙"]


def test_content_is_the_same_however_lines_are_stored() -> None:
    lines = notebook(a="")
    lines["cells"][0]["source"] = ["甲\n", "乙"]
    assert same_content(notebook(a="甲\n乙"), lines)


def test_a_cell_changed_on_both_sides_once_more_is_kept_in_all_versions() -> None:
    second, third = notebook(a="甲", b="乙2"), notebook(a="甲", b="乙3")
    mine = json.loads(json.dumps(merge_lesson(BASE, notebook(a="甲", b="我的"), second)))
    mine["cells"][1]["source"] = "又是我的"
    merged = merge_lesson(second, mine, third)
    assert sources(merged) == ["甲", "乙3", "又是我的", "我的"]
    assert len({cell["id"] for cell in merged["cells"]}) == 4


def test_a_cell_changed_alike_on_both_sides_stands_once() -> None:
    new = notebook(a="甲", b="乙2", c="丙")
    assert (
        merge_lesson(BASE, new, notebook(a="甲2", b="乙2", c="丙"))["cells"][1:]
        == (new["cells"][1:])
    )


def test_a_cell_of_the_lesson_that_the_learner_took_out_comes_back() -> None:
    assert sources(merge_lesson(BASE, notebook(a="甲"), BASE)) == ["甲", "乙", "丙"]


def test_of_a_cell_left_alone_the_metadata_is_brought_up_to_date() -> None:
    new = notebook(a="甲", b="乙", c="丙2")
    new["cells"][0]["metadata"] = {"editable": False}
    merged = merge_lesson(BASE, notebook(a="甲", b="我的", c="丙"), new)
    assert merged["cells"][0]["metadata"] == {"editable": False}


@pytest.mark.parametrize(
    "text",
    ["", "[]", "9" * 6000, "[" * 200_000, '{"cells": 3}', '{"cells": [{}]}'],
)
def test_what_is_no_notebook_is_none(text: str) -> None:
    assert read_notebook(text) is None


def test_a_notebook_with_a_cell_of_another_form_is_none() -> None:
    assert read_notebook(json.dumps({"cells": [code_cell("a", "1")]})) is not None
    assert read_notebook(json.dumps({"cells": [code_cell("a", "1") | {"source": 5}]})) is None


DEEP = "[" * 900 + "]" * 900


@pytest.mark.parametrize(
    "value", ["NaN", "-Infinity", "1e999", r'"\ud800"', r'{"\udc00": 1}', DEEP]
)
def test_what_no_program_could_open_is_no_notebook(value: str) -> None:
    text = json.dumps({"cells": [], "metadata": {"x": "value"}})
    assert read_notebook(text.replace('"value"', r'["\ud83d\ude00"]')) is not None
    assert read_notebook(text.replace('"value"', value)) is None


texts = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["甲", "乙", "丙"]), max_size=6)


@given(texts, texts, texts)
def test_nothing_the_learner_wrote_is_ever_lost(
    base: dict[str, str], mine: dict[str, str], theirs: dict[str, str]
) -> None:
    merged = merge_lesson(notebook(**base), notebook(**mine), notebook(**theirs))
    written = {text for name, text in mine.items() if base.get(name) != text}
    assert written <= set(sources(merged))
    ids = [cell["id"] for cell in merged["cells"]]
    assert len(ids) == len(set(ids))


@given(texts, texts)
def test_a_learner_who_wrote_nothing_gets_the_new_lesson(
    base: dict[str, str], theirs: dict[str, str]
) -> None:
    new = notebook(**theirs)
    assert same_content(merge_lesson(notebook(**base), notebook(**base), new), new)


def test_outputs_and_run_counts_are_left_out_on_saving() -> None:
    cell = code_cell("a", "# 甲\n1", outputs=[{"output_type": "stream"}], execution_count=3)
    note = text_cell("b", "我的笔记")
    content = {"cells": [cell, note], "metadata": {"widgets": {"state": {}}}}
    strip_outputs({"type": "notebook", "content": content}, path="a.ipynb", contents_manager=None)
    assert cell["outputs"] == []
    assert cell["execution_count"] is None
    assert note["source"] == "我的笔记"
    assert content["metadata"] == {}


def test_other_files_pass_unchanged() -> None:
    model = {"type": "file", "content": "outputs"}
    strip_outputs(model, path="a.txt", contents_manager=None)
    assert model == {"type": "file", "content": "outputs"}
