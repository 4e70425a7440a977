"""When two typed answers are the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.quiz.answers import normal, number, quantities, quantity

DIGITS = "零一二三四五六七八九"


def chinese(value: int) -> str:
    """Write a number below 10 000 as it is read aloud."""
    text, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            text += ("零" if zero and text else "") + DIGITS[digit] + name
        zero = not digit
    return text or "零"


@given(st.integers(min_value=0, max_value=9999))
def test_a_number_is_the_same_in_either_script(value: int) -> None:
    assert number(chinese(value)) == str(value)
    assert normal(chinese(value)) == normal(str(value)) == str(value)


@given(st.integers(min_value=1, max_value=9999), st.integers(min_value=0, max_value=9999))
def test_ten_thousands_too(high: int, low: int) -> None:
    text = f"{chinese(high)}万{'零' if 0 < low < 1000 else ''}{chinese(low) if low else ''}"
    assert number(text) == str(high * 10_000 + low)


@given(st.integers(min_value=10, max_value=19))
def test_sixteen_may_leave_out_its_one(value: int) -> None:
    assert number(chinese(value).removeprefix("一")) == str(value)


@pytest.mark.parametrize(
    "text", ["", "十十", "一十百", "千", "万", "零零一二十", "一号", "1e3", "½"]
)
def test_what_is_no_number(text: str) -> None:
    assert number(text) is None


@given(st.text())
def test_any_text_has_a_normal_form(text: str) -> None:
    assert isinstance(normal(text), str)
    assert quantity(text) is None or normal(text)


def test_numbers_are_found_in_a_text() -> None:
    assert quantities("坚持做到“六个必须”,用好12309检察服务中心,百日行动") == {"6", "12309"}
