"""What a format is given comes back from its file, or is named."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given

from kit.decks import FORMATS, Deck, read_deck, settle
from kit.decks.deck import Exported
from kit.quiz import Evidence, Kind, Question
from kit.speech import Speech
from tests.decks.samples import deck_of, essence, questions

NOT_NOTED = "“计数”“保留”两种说明没有写进去"
NOT_FIXED = "“选项顺序：固定”没有写进去"
ONLY_A_COMMENT = "参考答案和解析只写在注释里，学习平台不显示"
NO_NUMBER = "填数字的题里不是数字的错答没有写进去"


def write(form: str, deck: Deck) -> Exported:
    if form == "anki":
        pytest.importorskip("genanki", reason="genanki is not installed")
    return FORMATS[form].write(deck)


@pytest.mark.parametrize("form", FORMATS)
@given(question=questions(get_args(Kind)))
def test_a_question_comes_back_or_is_named(
    question: Question, form: str, speech: Speech, evidence: tuple[Evidence, ...]
) -> None:
    question = replace(question, evidence=evidence)
    written = write(form, deck_of([question], speech))
    if written.left:
        assert [each.name for each in written.left] == [question.id]
        return
    found = read_deck(written.data)
    assert (found.left, found.partly, found.beside) == ((), (), ())
    told = {each.what for each in written.partly}
    if NOT_NOTED in told:
        question = replace(question, count="", kept=())
    if NOT_FIXED in told:
        question = replace(question, fixed_order=False)
    assert [essence(each) for each in settle(found.questions, speech)] == [essence(question)]
    assert found.title == ("04_brand" if form in {"json", "jupyterquiz"} else "民生/品牌")


@pytest.mark.parametrize(
    ("form", "count"),
    {**dict.fromkeys(FORMATS, 100), "gift": 99, "jupyterquiz": 53}.items(),
)
def test_the_built_in_papers_come_back(
    built_in: Deck, speech: Speech, form: str, count: int
) -> None:
    written = write(form, built_in)
    left = {each.name for each in written.left}
    held = [essence(each) for _, each in built_in.questions() if each.id not in left]
    read = settle(read_deck(written.data).questions, speech)
    assert [essence(each) for each in read] == held
    assert len(held) == count


@pytest.mark.parametrize(
    ("form", "left", "partly"),
    [
        ("json", {}, {}),
        ("moodle", {}, {"aa06": NO_NUMBER}),
        ("anki", {}, {"aa02": NOT_FIXED}),
        ("anki-text", {}, {"aa02": NOT_FIXED}),
        (
            "gift",
            {"aa05": "不止一个空的填空题", "aa07": "排序题"},
            {"aa09": ONLY_A_COMMENT, "aa06": NO_NUMBER},
        ),
        (
            "jupyterquiz",
            {"aa05": "不止一个空的填空题", "aa07": "排序题", "aa08": "配对题", "aa09": "简答题"},
            {},
        ),
    ],
)
def test_what_a_format_cannot_hold_is_named_and_all_else_comes_back(
    eight: Deck, speech: Speech, form: str, left: dict[str, str], partly: dict[str, str]
) -> None:
    written = write(form, eight)
    assert {each.name: each.what for each in written.left} == left
    assert {each.name: each.what for each in written.partly} == partly
    meant = [essence(each) for _, each in eight.questions() if each.id not in left | partly]
    found = settle(read_deck(written.data).questions, speech)
    assert [essence(each) for each in found if each.id not in partly] == meant


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("form", [name for name, each in FORMATS.items() if each.text])
def test_line_ends_and_encodings_make_no_difference(
    eight: Deck, form: str, encoding: str, newline: str
) -> None:
    data = write(form, eight).data
    saved = data.decode().replace("\n", newline).encode(encoding)
    assert read_deck(saved) == read_deck(data)
