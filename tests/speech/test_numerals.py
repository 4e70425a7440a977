"""Chinese numerals read and written."""

from __future__ import annotations

import pytest

from kit.speech import chinese_number
from kit.speech.numerals import numeral


@pytest.mark.parametrize("number", range(1, 100))
def test_a_numeral_that_was_written_is_read_again(number: int) -> None:
    assert chinese_number(numeral(number)) == number


@pytest.mark.parametrize("text", ["", "零", "3", "一号", "十十", "万", "一万亿", "一百二百"])
def test_what_is_no_numeral_has_no_value(text: str) -> None:
    assert chinese_number(text) == 0
