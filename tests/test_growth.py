"""Twice the input takes twice the steps, whatever it repeats; the benchmark of growth has more."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.decks import read_deck, settle
from kit.page.describing import passage_data, self_test_data
from kit.quiz import parse_paper
from kit.quiz.lint import check_papers
from kit.speech import Correction, Passage, Speech, parse
from kit.speech.parts import part_label, part_of
from kit.speech.wording import numeral
from tests.steps import steps

SIZE = 250
"""More than the markers that the reader looks ahead for at most."""

MOST = 2.2
"""Steps that twice the input takes, beside those of the input; twice, and a little for luck."""

LINES = (
    "抓好生产。",
    "一、抓好生产",
    "（一）抓好生产",
    "1.抓好生产。",
    "一是抓好生产，加强管理。",
    "二是抓好生活；三是抓好学习。",
    "——抓好生产。",
    "附件1：名单",
    "注释",
    "各位代表！",
    "大力提振消费",
    "扩大有效投资。",
    "一年来，我们坚持努力工作。",
    "这里写的是一段比标题长得多的正文，它说明为什么要这样做，也说明要做到什么程度，还举了例子。",
    "过去一年，我们取得了成绩，解决了问题，",
)


def grows_in_proportion(work: Callable[[int], object]) -> bool:
    work(1)  # loads what it needs
    return steps(lambda: work(2 * SIZE)) <= MOST * steps(lambda: work(SIZE))


@settings(max_examples=12, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=3))
def test_a_speech_is_read_in_proportion_whatever_it_repeats(lines: list[str]) -> None:
    text = "\n".join([*lines, ""])
    assert grows_in_proportion(lambda number: parse("一、抓好生活\n" + text * number))


def test_clauses_of_one_sentence_are_read_in_proportion() -> None:
    clause = "加强管理，推进建设，"
    assert grows_in_proportion(lambda number: parse("一、抓好生产\n甲，" + clause * number))


@pytest.mark.parametrize(
    "line",
    [
        "一是抓甲，推进乙（甲局负责，年内完成），完善丙。（丁局牵头，戊局配合）\n",
        "一是抓甲。推进乙。\n责任单位：甲局\n完成时限：9月底前\n",
        "到2025年，推进乙（甲局负责）；完善丙，9月底前完成丁，",
    ],
)
def test_units_and_deadlines_are_read_in_proportion(line: str) -> None:
    assert grows_in_proportion(lambda number: parse("一、总\n一是抓好，" + line * number))


def test_corrections_are_carried_out_in_proportion() -> None:
    def corrected(number: int) -> Speech:
        lines = tuple(Correction(line, kind="heading") for line in range(1, number + 1))
        return parse("今天开会\n" * number, corrections=lines)

    assert grows_in_proportion(corrected)


def test_parts_are_asked_for_in_proportion() -> None:
    def asked(number: int) -> None:
        speech = parse("一、抓好生产\n" + "（一）抓好生活\n一是加强管理，推进建设。\n" * number)
        for node in speech.nodes:
            speech.find(speech.label(node))
            speech.deepest(node.start, node.end)
            part_of(speech, node.id)
            _ = Passage(speech, node.start, node.end, node).tasks

    assert grows_in_proportion(asked)


def test_what_a_cell_shows_is_described_in_proportion() -> None:
    def described(number: int) -> None:
        speech = parse("一、抓好生产\n" + "（一）抓好生活\n一是加强管理，推进建设。\n" * number)
        passage_data(speech.whole())
        for place in range(len(speech.nodes)):
            speech.whole().paragraph(place + 1)
        for node in speech.nodes:
            part_label(speech, node)

    assert grows_in_proportion(described)


def test_a_self_test_is_described_in_proportion() -> None:
    def described(number: int) -> None:
        names = [chr(0x4E00 + place) for place in range(number)]
        speech = parse("\n".join(f"（{numeral(p % 99 + 1)}）抓{n}" for p, n in enumerate(names)))
        question = "## q{} 抓{}的是____。\n\n= {}\n\n> 依据：抓{}\n> 解析：略。\n"
        asked = (question.format(place + 1, n, n, n) for place, n in enumerate(names))
        paper = parse_paper("# 卷\n\n" + "".join(asked), speech, name="卷", shown="卷.md")
        assert len(self_test_data(paper.questions, speech).questions) == number

    assert grows_in_proportion(described)


@pytest.mark.parametrize(
    "line", ["> 接着说", "> 依据：抓甲", "- [ ] 乙", "[甲](乙)", "甲> 解析：乙"]
)
def test_a_paper_is_read_and_looked_over_in_proportion(line: str) -> None:
    speech = parse("一、抓好生产\n一是抓甲，推进乙。")

    def looked_over(number: int) -> object:
        text = "# 卷\n\n## ab1 抓____。\n\n= 甲\n\n> 解析：甲。\n" + f"{line}\n" * number
        return check_papers([parse_paper(text, speech, name="卷", shown="卷.md")], speech)

    assert grows_in_proportion(looked_over)


def test_parts_and_their_questions_are_looked_over_in_proportion() -> None:
    def looked_over(number: int) -> object:
        names = [chr(0x4E00 + place) for place in range(number)]
        lines = (
            f"{numeral(p % 99 + 1)}、{name}\n加强{name}的工作。" for p, name in enumerate(names)
        )
        speech = parse("\n".join(lines))
        ids = [f"{chr(97 + place // 100)}{place % 100}" for place in range(number)]
        questions = (
            f"## {own} 关于{name}要加强____。\n\n= 工作\n\n> 依据：加强{name}的工作\n> 解析：略。\n"
            for own, name in zip(ids, names, strict=True)
        )
        paper = parse_paper("# 卷\n\n" + "".join(questions), speech, name="卷", shown="卷.md")
        return check_papers([paper], speech)

    assert grows_in_proportion(looked_over)


def test_questions_are_imported_in_proportion() -> None:
    speech = parse("一、抓好生产\n一是抓甲，推进乙。")
    question = "// 依据：推进乙\n::甲::推进什么？<!-- <a {=乙 ~丙 ####丁<br>戊}\n\n"

    def imported(number: int) -> object:
        return settle(read_deck((question * number).encode()).questions, speech)

    assert grows_in_proportion(imported)
