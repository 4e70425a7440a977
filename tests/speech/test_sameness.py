"""However a file was typed or saved, its outline is the same."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kit.library import study_set
from kit.speech import decode, load_speech, parse

HALF = str.maketrans("（），：；！？０１２３４５６７８９", "(),:;!?0123456789")
FULL = {half: full for full, half in HALF.items()}
BUILT_IN = load_speech(study_set("zhanjiang2021")).text
REPORT = """政府工作报告
——2026年1月8日在某市第九届人民代表大会第五次会议上
某市市长　某某
各位代表：
现在，我代表市人民政府向大会报告工作，请予审议，并请列席人员提出意见。
一、2025年工作回顾
过去一年，全市上下迎难而上，经济社会发展取得新成绩，主要指标好于预期，民生持续改善。
（一）经济运行稳中有进。地区生产总值增长5.6%，二、三产业加快发展，居全省第二。
（二）民生福祉持续增进。新增就业3.2万人，社会保障更加有力，群众满意度提高。
各位代表！成绩来之不易。做法有三条：一是坚持党的领导；二是坚持实干；三是坚持为民。
二、2026年重点工作
今年要抓好以下工作：
（一）着力扩大内需
大力提振消费。
深入实施提振消费专项行动，办好各类促消费活动，培育新型消费，优化消费环境，释放服务消费潜力。
扩大有效投资。
抓好重大项目建设，用好政府投资资金，带动民间投资，健全项目全周期管理，推进前期工作提速提效。
（二）着力改善民生
1.就业方面。新增就业3万人。
2.教育方面。新建学校5所。
各位代表！蓝图已经绘就，让我们一起奋斗！
"""
TEXTS = {"built-in": BUILT_IN, "report": REPORT}
Change = Callable[[str], str]
CHANGES: dict[str, Change] = {
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "CR": lambda text: text.replace("\n", "\r"),
    "indents": lambda text: re.sub(r"(?m)^(?=.)", "\u3000\u3000", text),
    "indents of spaces": lambda text: re.sub(r"(?m)^(?=.)", "    ", text),
    "blank lines": lambda text: text.replace("\n", "\n\n"),
    "blank lines with spaces": lambda text: text.replace("\n", "\n \u3000\n\n"),
    "spaces at the ends of lines": lambda text: text.replace("\n", " \u3000\n"),
    "signs without width": lambda text: re.sub("(?m)^", "\u200b", text).replace("\n", "\ufeff\n"),
    "half width": lambda text: text.translate(HALF),
    "full width": lambda text: text.translate(FULL),
    "a byte order mark": lambda text: decode(b"\xef\xbb\xbf" + text.encode(), shown="a"),
    "GB18030": lambda text: decode(text.encode("gb18030"), shown="a"),
    "UTF-16": lambda text: decode(text.encode("utf-16"), shown="a"),
}


def outline(text: str) -> list[tuple[str, str, str]]:
    nodes = parse(text).nodes
    return [(n.id, n.kind, re.sub(r"\s", "", n.title).translate(HALF)) for n in nodes]


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("change", CHANGES)
def test_the_outline_stays_the_same(name: str, change: str) -> None:
    assert outline(CHANGES[change](TEXTS[name])) == outline(TEXTS[name])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(sorted(CHANGES)), max_size=4, unique=True))
def test_the_outline_stays_the_same_under_several_changes(changes: list[str]) -> None:
    text = REPORT
    for change in changes:
        text = CHANGES[change](text)
    assert outline(text) == outline(REPORT)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_an_editor_counts_them(end: str) -> None:
    speech = parse(end.join(["某市报告", "", "一、抓生产", "甲。", "二、抓生活", "乙。"]))
    assert [speech.line(node.start) for node in speech.nodes] == [1, 3, 5]


def test_the_report_is_read_as_it_is_built() -> None:
    found = [node_id for node_id, _, _ in outline(REPORT)]
    assert found == (
        [
            "opening",
            "1",
            "1.1",
            "1.2",
            "1.3",
            "1.4",
            "1.5",
            "2",
            "2.1",
            "2.1.1",
            "2.1.2",
            "2.2",
            "2.2.1",
            "2.2.2",
            "closing",
        ]
    )


PIECES = st.lists(
    st.sampled_from(
        [
            "一、",
            "二、",
            "（一）",
            "（二）",
            "1.",
            "2.",
            "一是",
            "二是",
            "第一，",
            "第二，",
            "——",
            "首先",
            "其次",
            "附件1",
            "各位代表！",
            "甲",
            "乙。",
            "推进丙，",
            "会议强调，",
            "\n",
            "\r\n",
            "\u3000\u3000",
        ]
    ),
    max_size=40,
)


@settings(deadline=None)
@given(PIECES.map("".join) | st.text())
def test_any_string_gives_segments_that_join_to_it(text: str) -> None:
    speech = parse(text)
    assert "".join(text[each.start : each.end] for each in speech.segments) == text


@settings(deadline=None)
@given(PIECES.map("".join))
@example("一是，首先，\n；\n其次")
@example("会议强调\n一要甲；二要：\n一要乙")
def test_parts_lie_in_each_other_and_never_overlap(text: str) -> None:
    speech = parse(text)
    assert "".join(text[each.start : each.end] for each in speech.segments) == text
    tops = [(node.start, node.end) for node in speech.nodes if node.parent is None]
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(tops))
    by_id = {node.id: node for node in speech.nodes}
    for node in speech.nodes:
        assert node.start < node.end
        assert not text[node.end - 1].isspace()
        if node.parent:
            above = by_id[node.parent]
            assert above.start <= node.start
            assert node.end <= above.end
        places = [(by_id[child].start, by_id[child].end) for child in node.children]
        assert all(one[1] <= other[0] for one, other in itertools.pairwise(places))
    assert {doubt.node for doubt in speech.unsure} - {None} <= set(by_id)


PIECES_AGAIN_AND_AGAIN = [
    "一、甲\n",
    "一、",
    "一是",
    "。一是甲",
    "首先",
    "——甲\n",
    "（一）甲。\n（二）乙。\n",
    "一是甲。二是乙。",
    "第一，甲\n一是乙\n",
    "短句。\n" + "长" * 60 + "\n",
    "   ",
    "\u3000\u3000",
    "\n",
    "各位代表！",
    "会议指出，甲。一是乙；二是丙。\n",
    "第一条 ",
    "1.",
    "（",
    "“",
    "同志们、",
    "2020年",
]


def calls(text: str) -> int:
    """Count the calls and returns that reading a text makes: the same number on every machine."""
    counted = 0

    def count(*_: object) -> None:
        nonlocal counted
        counted += 1

    sys.setprofile(count)
    try:
        parse(text)
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize("piece", PIECES_AGAIN_AND_AGAIN)
def test_the_work_grows_with_the_length_alone(piece: str) -> None:
    small, large = (calls(piece * (length // len(piece))) for length in (5_000, 20_000))
    assert large <= 4.2 * small


def test_no_pattern_hangs_on_a_hostile_text() -> None:
    """What calls do not count, the steps of a regular expression, is held by a generous limit."""
    script = "import sys; from kit.speech import parse\nfor text in eval(sys.argv[1]): parse(text)"
    hostile = f"[each * (60_000 // len(each)) for each in {PIECES_AGAIN_AND_AGAIN!r}]"
    subprocess.run([sys.executable, "-c", script, hostile], check=True, timeout=300)
