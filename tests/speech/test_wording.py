"""Quotations are found whatever keyboard they were typed on; numerals are read and written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.speech import chinese_number, find_quote, fold, parse
from kit.speech.wording import numeral, widened

SPEECH = parse("一、总\n一是抓甲,用好12309中心驻各镇(街)的“点”。\n二是抓甲,抓乙。")


@pytest.mark.parametrize(
    "quote",
    [
        "用好12309中心驻各镇(街)的“点”",
        '用好１２３０９中心驻各镇（街）的"点"',
        "用好 12309 中心驻各镇（街）的「点」",
    ],
)
def test_width_quotation_marks_and_spaces_make_no_difference(quote: str) -> None:
    ((start, end),) = find_quote(SPEECH, quote)
    assert SPEECH.text[start:end] == "用好12309中心驻各镇(街)的“点”"


def test_every_place_is_found() -> None:
    assert len(find_quote(SPEECH, "抓甲，")) == 2


def test_a_part_narrows_the_search() -> None:
    ((start, _),) = find_quote(SPEECH, "抓甲", SPEECH.find("一二"))
    assert SPEECH.deepest(start, start + 1) == SPEECH.find("一二")


@pytest.mark.parametrize("quote", ["抓丙", "", " ", "抓甲用好"])
def test_what_does_not_stand_there_is_not_found(quote: str) -> None:
    assert find_quote(SPEECH, quote) == ()


@given(st.text())
def test_folding_keeps_the_way_back(text: str) -> None:
    folded, offsets = fold(text)
    assert len(folded) == len(offsets)
    assert list(offsets) == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)


@given(st.data())
def test_any_piece_of_a_text_is_found_where_it_stands(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(SPEECH.text) - 1))
    end = data.draw(st.integers(start + 1, len(SPEECH.text)))
    piece = SPEECH.text[start:end].strip()
    if piece:
        places = [SPEECH.text[left:right] for left, right in find_quote(SPEECH, piece)]
        assert piece in places


@given(st.text())
def test_a_widened_text_has_every_character_in_its_place(text: str) -> None:
    assert [fold(a)[0] for a in widened(text)] == [fold(a)[0] for a in text]


@pytest.mark.parametrize("number", range(1, 100))
def test_a_numeral_that_was_written_is_read_again(number: int) -> None:
    assert chinese_number(numeral(number)) == number


@pytest.mark.parametrize("text", ["", "零", "3", "一号", "十十", "万", "一万亿", "一百二百"])
def test_what_is_no_numeral_has_no_value(text: str) -> None:
    assert chinese_number(text) == 0
