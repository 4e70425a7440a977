"""What a text itself says of its title and date, and which words it is likely to keep whole."""

from __future__ import annotations

import pytest

from kit.making.seed_drafts import found_date, found_title, likely_terms, words_txt
from kit.speech import Lexicon, parse
from kit.speech.words import cut


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("政 府 工 作 报 告\n——2019年3月4日在第三次会议上\n各位代表：", "政府工作报告"),
        ("（2019年3月4日在第三次会议上）\n某市工作要点", "某市工作要点"),
        ("来源：某报 会议\n现在报告工作，请审议。", ""),
        ("某某办公厅\n某省人民政府：\n现将有关情况函复如下：", ""),
    ],
)
def test_a_title_is_no_subtitle_and_may_be_spaced_out(text: str, title: str) -> None:
    assert found_title(text) == title


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2021年1月28日，某市召开会议。" + "会" * 60, "2021-01-28"),
        ("2004年4月16日至18日，某人到某省考察。" + "会" * 60, ""),
        ("2004年4月16日—18日", ""),
    ],
)
def test_days_that_last_are_no_date_of_a_speech(text: str, date: str) -> None:
    assert found_date(text) == date


def test_no_likely_term_is_without_effect() -> None:
    text = "推进乡村全面振兴。" * 3 + "坚持“一二三”“3”行动，管好“一带一路”。"
    terms = likely_terms(parse(text))
    assert terms
    whole = cut(text, Lexicon(tuple(words_txt(terms).splitlines())))
    assert set(terms) <= set(whole)
