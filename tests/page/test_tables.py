"""Tables: what stands in them, and that they can be read by ear."""

from __future__ import annotations

import pytest

from kit.page import Table, cell_html
from kit.page.describing import term_data
from kit.page.tables import task_table, term_table
from kit.speech import Speech, Term, parse


def test_the_tasks_of_a_part_come_with_their_place(speech: Speech) -> None:
    table = task_table(speech["二（二）三要"])
    assert table.caption == "任务：二（二）三要，共 5 项"
    assert table.rows[1] == ("二（二）三要", "坚持依法平等保护各类企业")


def test_units_and_deadlines_have_columns_where_the_passage_names_any() -> None:
    speech = parse("一、总\n一是抓甲，推进乙。（甲局负责，年内完成）\n二是抓丙，推进丁。\n")
    assert task_table(speech).header[2:] == ("责任单位", "时限")
    assert [row[2:] for row in task_table(speech).rows] == [("甲局", "年内"), ("", "")]
    assert task_table(speech["一二"]).header == ("位置", "任务")


def test_the_whole_speech_has_76_tasks(speech: Speech) -> None:
    assert len(task_table(speech).rows) == 76


def test_terms_come_in_the_order_of_the_text_and_only_where_they_stand(speech: Speech) -> None:
    passage = speech["二（二）"]
    names = [term.name for term in term_table(passage).terms]
    assert names.index("压舱石") < names.index("护航员") < names.index("一号检察建议")
    assert "社区矫正" not in names


def test_how_an_explanation_is_known_is_always_said(speech: Speech) -> None:
    said = {term.name: term.source for term in term_table(speech).terms}
    assert said["社区矫正"].startswith("背景")
    assert said["平山岗村"]
    assert all(said.values())


@pytest.mark.parametrize(
    ("term", "said"),
    [
        (Term("甲", "解释。", "", "speech"), "原文"),
        (Term("甲", "解释。", "", "editor"), "编者归纳"),
        (Term("甲", "解释。", "", "unexplained"), "报道没有写"),
        (Term("甲", "解释。", "", "background", source="《某法》第1条"), "背景：《某法》第1条"),
        (Term("甲", "解释。", "", "background"), "背景"),
        (Term("甲", "解释。", "", "background", sure=False), "背景，通常的理解"),
    ],
)
def test_it_is_said_on_whose_word(term: Term, said: str) -> None:
    assert term_data(term).source == said


def test_a_part_without_terms_says_so(speech: Speech) -> None:
    table = term_table(speech["三三是"])
    assert table.terms or table.note == "术语表中的词都没有在这一部分出现。"


def test_headings_have_a_scope_and_cells_are_escaped() -> None:
    table = Table("表", ("甲", "乙"), (("<b>", "&"),), note="注。", row_header=1)
    html = cell_html(table)
    assert '<th scope="col">甲</th>' in html
    assert '<td>&lt;b&gt;</td><th scope="row">&amp;</th>' in html
    assert "<caption>表</caption>" in html
    assert "注。" in html
