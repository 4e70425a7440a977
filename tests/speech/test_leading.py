"""Which verb leads a clause."""

from __future__ import annotations

import pytest

from kit.speech.leading import has_verb_inside, leading_verb, opening_verb, without_adverbials


@pytest.mark.parametrize(
    ("clause", "verb"),
    [
        ("要进一步优化环境", "优化"),
        ("2025年底前全面完成整改", "完成"),
        ("严格执行制度", "执行"),
        ("严格涉企收费管理", "严格"),
        ("加快推进项目", "推进"),
        ("加快项目建设", "加快"),
        ("自觉接受社会监督", "接受"),
        ("稳定和扩大传统消费", "稳定"),
        ("在重点领域开展整治", "开展"),
        ("筛选一百家企业", "筛选"),
        ("按照“谁主管、谁负责，谁张贴、谁清理”的原则落实责任", "落实"),
        ("各部门要及时公开发布信息", "发布"),
    ],
)
def test_the_verb_after_adverbials_leads(clause: str, verb: str) -> None:
    assert leading_verb(clause) == verb


@pytest.mark.parametrize(
    "clause",
    [
        "发展改革局人手不足",
        "组织部门的同志",
        "试点城市名单",
        "发展质量稳步提升",
        "建设规模不变",
        "新建的厂房",
        "创新能力不断增强",
    ],
)
def test_a_verb_that_is_part_of_a_noun_opens_nothing(clause: str) -> None:
    assert opening_verb(clause) == ""


def test_a_verb_across_two_words_is_none() -> None:
    assert leading_verb("此件公开发布") == "发布"


def test_a_noun_that_may_be_a_verb_is_none_within_a_clause() -> None:
    assert not has_verb_inside("数字出口服务基地")
    assert has_verb_inside("上级部署推进项目")


def test_what_follows_adverbials_is_left() -> None:
    assert without_adverbials("始终把质量放在首位") == "把质量放在首位"
