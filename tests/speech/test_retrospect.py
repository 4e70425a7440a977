"""Tasks are what is ahead; what tells of the past holds none."""

from __future__ import annotations

import pytest

from kit.speech import kind_of_action, leading_verb, parse

AHEAD = "二、2021年重点工作\n一是抓生产，推进甲，落实乙。\n二是抓生活，加强丙。"


def tasks(text: str) -> list[str]:
    return [task.text for task in parse(text).tasks]


@pytest.mark.parametrize(
    "title",
    [
        "2020年工作回顾",
        "过去五年工作总结",
        "五年来的主要成就",
        "2020年主要工作",
        "存在的困难和问题",
    ],
)
def test_a_part_headed_as_looking_back_holds_no_tasks(title: str) -> None:
    text = f"一、{title}\n一是抓甲，推进乙。\n二是抓丙，落实丁。\n{AHEAD}"
    assert tasks(text) == ["推进甲", "落实乙", "加强丙"]


@pytest.mark.parametrize("title", ["2021年工作安排", "今后五年的任务", "总体要求和重点任务"])
def test_a_part_headed_as_work_ahead_holds_its_tasks(title: str) -> None:
    assert tasks(f"一、{title}\n一是抓甲，推进乙。\n二是抓丙，落实丁。") == ["推进乙", "落实丁"]


@pytest.mark.parametrize(
    "sentence",
    [
        "2020年，多项指标位居全省第一，推进了改革",
        "去年以来，落实政策，完成了任务",
        "五年来累计建成学校一百所，推进了改革",
        "全年实现了增长，加强了监管",
    ],
)
def test_a_sentence_that_tells_of_the_past_is_no_task(sentence: str) -> None:
    text = f"一、2021年重点工作\n一是抓甲，推进乙。{sentence}。落实丙。\n二是抓丁，落实戊。"
    assert tasks(text) == ["推进乙", "落实丙", "落实戊"]


def test_a_clause_that_only_states_something_is_no_task() -> None:
    text = "一、总\n一是抓甲。市场是稀缺的。推进乙。\n二是抓丙，落实丁。"
    assert tasks(text) == ["推进乙", "落实丁"]


@pytest.mark.parametrize(
    ("clause", "verb", "action"),
    [
        ("深入实施乡村振兴战略", "实施", "推进开展"),
        ("加快推进重大项目", "推进", "推进开展"),
        ("着力优化营商环境", "优化", "加强提升"),
        ("确保粮食安全", "确保", "坚持落实"),
        ("健全体制机制", "健全", "建设培育"),
        ("坚决遏制重特大事故", "遏制", "其他"),
        ("把发展经济的着力点放在实体经济上", "放在", "其他"),
        ("必须把握好节奏", "把握", "其他"),
    ],
)
def test_verbs_of_other_speeches_have_their_kind(clause: str, verb: str, action: str) -> None:
    assert leading_verb(clause) == verb
    assert kind_of_action(verb) == action


@pytest.mark.parametrize(
    "lead_in",
    [
        "一年来，我们主要做了以下工作：",
        "今年以来，街道主要抓了两项工作。",
        "过去一年，主要开展了以下几方面工作：",
    ],
)
def test_numbered_parts_that_such_a_sentence_leads_look_back(lead_in: str) -> None:
    text = f"各位代表：\n{lead_in}\n（一）抓绿化。补种行道树。\n（二）抓道路。完善标线。\n"
    assert parse(text).tasks == ()


@pytest.mark.parametrize(
    "lead_in",
    [
        "今年，我们要抓好以下工作：",
        "下一步，主要抓好两项工作：",
        "几年来，我们获得了有益的经验，值得今后认真吸取的有以下几点：",
        "现将2023年工作情况和下一步打算报告如下：",
    ],
)
def test_numbered_parts_that_another_sentence_leads_do_not(lead_in: str) -> None:
    text = f"各位代表：\n{lead_in}\n（一）抓绿化。补种行道树。\n（二）抓道路。完善标线。\n"
    assert [task.text for task in parse(text).tasks] == ["补种行道树", "完善标线"]


def test_a_stage_that_sums_up_what_is_to_be_done_does_not_look_back() -> None:
    stages = "第一阶段：动员部署。召开动员会。\n第二阶段：总结提升。评估成效，健全长效机制。\n"
    tasks = [task.text for task in parse(f"方案\n一、时间安排\n{stages}二、要求\n要落实。\n").tasks]
    assert "健全长效机制" in tasks
