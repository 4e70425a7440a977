"""The glossary is read with pinyin and source, and its terms are found in the text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kit.errors import KitError
from kit.library import StudySet
from kit.speech import Speech, Term, parse
from kit.speech.glossary import read_terms, term_errors, term_places, terms_in

GOOD = """[[term]]
name = "挂案"
aliases = ["挂着的案件"]
pinyin = "guà’àn"
gloss = "stalled cases"
explanation = "长期搁着的案件。"
source = "全国工商联，2022-08-24"
origin = "background"
sure = false
"""

Write = Callable[[str], StudySet]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(text: str) -> StudySet:
        chosen = StudySet("甲", tmp_path)
        chosen.seeds.mkdir(parents=True, exist_ok=True)
        chosen.terms_file.write_text(text, encoding="utf-8")
        return chosen

    return written


def test_a_term_is_read_with_all_that_is_said_of_it(write: Write) -> None:
    assert read_terms(write(GOOD)) == (
        Term(
            name="挂案",
            explanation="长期搁着的案件。",
            gloss="stalled cases",
            origin="background",
            sure=False,
            aliases=("挂着的案件",),
            pinyin="guà’àn",
            source="全国工商联，2022-08-24",
        ),
    )


def test_pinyin_gloss_and_source_may_be_left_out(write: Write) -> None:
    (term,) = read_terms(write('[[term]]\nname = "甲"\nexplanation = "乙。"\norigin = "editor"\n'))
    assert (term.pinyin, term.gloss, term.source, term.sure) == ("", "", "", True)


FAULTS = {
    'name = "挂案"': ('name = ""', 11, "缺少“name”"),
    'pinyin = "guà’àn"': ('pinyin = "挂案"', 13, "pinyin 里有汉字"),
    'gloss = "stalled cases"': ("gloss = 3", 14, "gloss 不是文字"),
    'explanation = "长期搁着的案件。"': ('explanation = " "', 15, "缺少“explanation”"),
    'source = "全国工商联，2022-08-24"': ("source = 2022-08-24", 16, "source 不是文字"),
    'origin = "background"': ('origin = "网上"', 17, "origin 写成了“网上”"),
    "sure = false": ('sure = "false"', 18, "sure 写成了“false”"),
    'aliases = ["挂着的案件"]': ('aliases = ["甲", 2]', 12, "aliases 不是一列文字"),
}


@pytest.mark.parametrize("written", FAULTS)
def test_a_fault_is_named_by_its_line(write: Write, written: str) -> None:
    spoilt, line, what = FAULTS[written]
    chosen = write(f"{GOOD}{GOOD.replace(written, spoilt)}")
    (error,) = term_errors(chosen)
    assert (error.line, Path(error.path or "").name) == (line, "terms.toml")
    assert what in error.what
    assert error.remedy
    with pytest.raises(KitError, match=what):
        read_terms(chosen)


def test_a_term_without_an_origin_is_named_where_it_begins(write: Write) -> None:
    (error,) = term_errors(write(GOOD + GOOD.replace('origin = "background"\n', "")))
    assert error.line == 10
    assert "缺少“origin”" in error.what


def speech_of(text: str, *terms: str) -> Speech:
    made = (Term(name, f"{name}的解释。", "", "background") for name in terms)
    return replace(parse(text), terms=tuple(made))


def marked(speech: Speech) -> list[str]:
    return [speech.text[start:end] for start, end, _ in term_places(speech.whole())]


def test_terms_are_found_in_the_order_of_the_text() -> None:
    speech = speech_of("抓好乙，推进甲，再抓乙。", "甲", "乙", "丙")
    assert [term.name for term in terms_in(speech.whole())] == ["乙", "甲"]
    assert [start for start, _, _ in term_places(speech.whole())] == [2, 6]


def test_of_two_terms_that_overlap_the_longer_is_marked() -> None:
    speech = speech_of("落实一号检察建议，发检察建议。", "检察建议", "一号检察建议")
    assert marked(speech) == ["一号检察建议", "检察建议"]
    assert marked(speech_of("落实一号检察建议。", "检察建议", "一号检察建议")) == ["一号检察建议"]


def test_width_makes_no_difference() -> None:
    assert marked(speech_of("推行河湖长＋检察长机制。", "河湖长+检察长")) == ["河湖长＋检察长"]


def test_only_what_stands_in_a_passage_counts(speech: Speech) -> None:
    passage = speech["二（二）三"]
    for start, end, term in term_places(passage):
        assert passage.start <= start < end <= passage.end
        assert speech.text[start:end] in term.forms
