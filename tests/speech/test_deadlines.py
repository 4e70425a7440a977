"""By when something is to be done, and times that are no deadline."""

from __future__ import annotations

import pytest

from kit.speech.deadlines import deadline_in, deadline_of, leading_deadlines


@pytest.mark.parametrize(
    ("clause", "deadline"),
    [
        ("9月底前完成台账", "9月底前"),
        ("六月底前完善巡查制度", "六月底前"),
        ("力争2025年底前建成三座泵站", "2025年底前"),
        ("2024年3月31日前报送总结", "2024年3月31日前"),
        ("到2025年建成社区食堂", "到2025年"),
        ("到二〇三〇年达到先进水平", "到二〇三〇年"),
        ("推动垃圾分类到今年底实现全覆盖", "到今年底"),
        ("到“十四五”末实现全覆盖", "到“十四五”末"),
        ("确保桥梁年内竣工", "年内"),
        ("第三季度完成验收", "第三季度"),
        ("实现年底开园", "年底"),
        ("2025年建成投用", "2025年"),
        ("争取三年内让河水变清", "三年内"),
        ("应当自收到申请之日起7个工作日内答复", "自收到申请之日起7个工作日内"),
        ("每月5日前报送进度", "每月5日前"),
        ("余款于6月底前一次性退还", "6月底前"),
        ("赶在汛期前修复堤坝", "汛期前"),
    ],
)
def test_a_clause_says_by_when_it_is_to_be_done(clause: str, deadline: str) -> None:
    span = deadline_in(clause)
    assert span is not None
    assert clause[slice(*span)] == deadline


@pytest.mark.parametrize(
    "clause",
    [
        "落实“十四五”规划",
        "完成2021年度任务",
        "编制2025年计划",
        "制定2030年前碳达峰方案",
        "清理2000年底以前发布的文件",
        "产值从2020年到2025年翻一番",
        "保持2030年前后的水平",
        "针对5年内到期的合同",
        "解决多年内涝问题",
        "办理时限压缩到3个工作日内",
        "做好一季度工作",
        "比2020年前三季度提高",
        "推迟到今年的任务",
        "巩固今年取得的成果",
        "长期坚持艰苦奋斗",
    ],
)
def test_a_time_that_describes_something_is_no_deadline(clause: str) -> None:
    assert deadline_in(clause) is None


@pytest.mark.parametrize(
    ("words", "deadline"),
    [
        ("2023年9月底前完成", "2023年9月底前"),
        ("年内完成", "年内"),
        ("9月完成", "9月"),
        ("2019年3月—4月", "2019年3月—4月"),
        ("长期坚持", "长期坚持"),
        ("2022年10月底前完成并持续推进", "2022年10月底前"),
        ("2017年10月18日", ""),
        ("2018—2020年", ""),
        ("2021年度", ""),
        ("九月开学", ""),
    ],
)
def test_words_may_say_nothing_but_a_deadline(words: str, deadline: str) -> None:
    assert words[slice(*(deadline_of(words) or (0, 0)))] == deadline


def test_a_deadline_leads_a_sentence() -> None:
    text = "力争到2025年，建成公园。第三季度，完成验收；2025年，任务很重。"
    assert [text[start:end] for start, end in leading_deadlines(text)] == ["到2025年", "第三季度"]
