"""Whatever a file has in it, reading it ends in questions or in one Chinese sentence."""

from __future__ import annotations

import json
from html import escape
from time import process_time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kit.decks import Imported, read_deck, settle
from kit.errors import KitError
from kit.speech import Speech
from tests.decks.samples import WORDS

NAMES = [
    *["id", "kind", "type", "stem", "question", "answers", "answer", "correct", "feedback"],
    *["options", "text", "evidence", "quote", "start", "kept", "value", "range", "order", "pairs"],
]
WORTHS = ["single", "fill", "numeric", "string", "multiple_choice", "many_choice", "甲", "", "1"]

GIFT = ["{", "}", "=", "~", "#", "\n", "\n\n", "::", "｛", "｝", "＝", "～", "//", "$CATEGORY:"]

values = st.recursive(
    st.sampled_from([None, True, False, 0, 1.5, *WORTHS]),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=6)
    ),
    max_leaves=12,
)


def readable(data: bytes) -> Imported | None:
    try:
        return read_deck(data)
    except KitError as error:
        said = error.remedy
    assert said.endswith("。")
    return None


@settings(max_examples=300)
@given(words=st.lists(st.sampled_from([*WORDS, *GIFT])))
@example(words=["{", "}"])
@example(words=["a", "}", "{"])
def test_any_text(words: list[str], speech: Speech) -> None:
    if found := readable("".join(words).encode()):
        settle(found.questions, speech)


@settings(max_examples=300)
@given(content=values, wrapped=st.booleans())
def test_any_json(content: object, wrapped: bool, speech: Speech) -> None:
    data = json.dumps({"questions": [content]} if wrapped else [content]).encode()
    if found := readable(data):
        settle(found.questions, speech)
        assert len(found.questions) + len(found.left) == 1


TAGS = [
    *["quiz", "question", "name", "text", "questiontext", "answer", "feedback", "single", "hint"],
    *["subquestion", "generalfeedback", "tolerance", "tags", "tag", "category", "usecase", "units"],
]
SORTS = ["multichoice", "truefalse", "shortanswer", "numerical", "matching", "ordering", "essay"]


@st.composite
def elements(draw: st.DrawFn, depth: int = 3) -> str:
    tag = draw(st.sampled_from(TAGS))
    worth = draw(st.sampled_from(["100", "50", "0", "-1", "nan", "1e400", "甲"]))
    sort = draw(st.sampled_from([*SORTS, "cloze", "category", "description", "甲"]))
    text = escape(draw(st.sampled_from([*WORDS, "true", "6", "1e9", "{1:SA:=甲}", "{1:NM:=x}"])))
    inner = "".join(draw(st.lists(elements(depth - 1), max_size=3))) if depth else ""
    return f"<{tag} type='{sort}' fraction='{worth}' format='html'>{text}{inner}</{tag}>"


@settings(max_examples=100)
@given(inner=st.lists(elements(), max_size=3), cut=st.integers(0, 400) | st.none())
def test_any_xml(inner: list[str], cut: int | None, speech: Speech) -> None:
    if found := readable(f"<quiz>{''.join(inner)}</quiz>"[:cut].encode()):
        settle(found.questions, speech)


@given(data=st.binary(max_size=60))
@example(data=b"[" * 100_000)
def test_any_bytes(data: bytes) -> None:
    readable(data)


CLOZE = (
    "<quiz><question type='cloze'><questiontext><text>{}</text></questiontext></question></quiz>"
)
OWN = "#notetype:精读自测\n<small>单选题</small><p>甲</p>{}\t{}"


@pytest.mark.parametrize(
    "text",
    [
        "甲\n" * 20_000 + "{",
        "甲{=乙\n\n" * 3_000,
        "甲{=乙" + "\n" * 20_000 + "}",
        "甲{=乙" + "~" * 20_000 + "}",
        "<img " * 20_000 + "![" * 20_000 + "{T}",
        CLOZE.format("{1:SA:" * 10_000),
        CLOZE.format("&lt;sup &lt;script&gt;" * 10_000),
        OWN.format("<ol>" * 10_000, "<p>" * 10_000),
    ],
    ids=range(8),
)
def test_marks_that_never_end_take_no_more_time_than_others(text: str) -> None:
    before = process_time()
    readable(text.encode())
    took = process_time() - before
    assert took < 5  # tenths of a second; minutes where each end is sought to the end of the file
