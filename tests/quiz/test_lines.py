"""Opening marks are made alike, line by line; the text of a line is never touched."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.quiz import Paper
from kit.quiz.lines import lines_of, unify


@pytest.mark.parametrize(
    "line",
    [
        "- [x] 甲：乙",
        "-[x]甲：乙",
        "－ ［x］ 甲：乙",
        "- [√] 甲：乙",
        "- [X] 甲：乙",
        "　　- [x] 甲：乙",
        "-\u00a0[x]\u00a0甲：乙",
        "— ［ ✓ ］甲：乙",
        "* [ｘ] 甲：乙",
        "[x] 甲：乙",
        "\ufeff- [x] 甲：乙　",
    ],
)
def test_a_ticked_option_is_one_however_it_is_typed(line: str) -> None:
    assert unify(line) == "- [x] 甲：乙"


@pytest.mark.parametrize("line", ["- [ ] 甲", "-[]甲", "－［　］甲", "- [  ] 甲", "•【】甲"])
def test_an_open_option_is_one_however_it_is_typed(line: str) -> None:
    assert unify(line) == "- [ ] 甲"


@pytest.mark.parametrize(
    "line",
    ["- [x] 各镇（街）", "－ ［√］ 各镇（街）", "-[x]各镇（街）"],
)
def test_the_paper_reads_the_same(paper: Callable[[str], Paper], line: str) -> None:
    read = paper(f"{line}\n- [ ] 各县\n  > 说的是参会的检察院。")
    assert read.faults == ()
    assert [option.correct for option in read.questions[0].options] == [True, False]


def test_a_cross_is_no_tick(paper: Callable[[str], Paper]) -> None:
    read = paper("- [x] 各镇（街）\n- [×] 各县\n  > 说的是参会的检察院。")
    assert read.questions == ()
    assert [fault.line for fault in read.faults] == [6]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("＞ 依据：甲", "> 依据：甲"),
        ("  > 依据：甲", "> 依据：甲"),
        ("  > 依据（二（二）二要）：甲", "> 依据（二（二）二要）：甲"),
        (" ＞反馈", "  > 反馈"),
        ("　　> 反馈", "  > 反馈"),
        ("> 续行", "> 续行"),
        ("##ms05 甲", "## ms05 甲"),
        ("＃＃　ms05 甲", "## ms05 甲"),
        ("１、甲", "1. 甲"),
        ("2) 甲", "2. 甲"),
        ("＝ 甲 | 乙", "= 甲 | 乙"),
        ("答案: 甲", "答：甲"),
        ("　　", ""),
    ],
)
def test_other_marks(line: str, expected: str) -> None:
    assert unify(line) == expected


@pytest.mark.parametrize(
    "line", ["8.6个百分点", "**不**是", "---", "——甲", "“甲”：乙", "（一）甲", "-", "甲 - [x] 乙"]
)
def test_what_only_looks_like_a_mark_stays(line: str) -> None:
    assert unify(line) == line


@given(st.text())
def test_a_unified_line_stays_as_it_is(text: str) -> None:
    for line in lines_of(text):
        assert unify(unify(line)) == unify(line)


@given(st.text(alphabet="- [x]√＞>=＝答：1、.#　 甲ab"))
def test_no_character_of_the_text_is_lost(line: str) -> None:
    kept = [character for character in line if character in "甲ab"]
    assert [character for character in unify(line) if character in "甲ab"] == kept
