"""Warnings about a paper's keys taken together, and about all papers of a set."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from kit.errors import Fault
from kit.quiz import Paper, parse_paper
from kit.quiz.lint import CHECKS, check_papers
from kit.quiz.lint_items import CHOICE_CHECKS, shared_words
from kit.quiz.lint_stems import WORDING_CHECKS
from kit.quiz.question import WARNINGS
from kit.speech import Speech

PLACES = ["各镇（街）", "各监督领域", "各基层院"]


def paper_of(stem: str, questions: Iterable[Iterable[tuple[str, bool]]], head: str = "") -> str:
    """Write a paper of choices with these options; ``{}`` in the stem is the question's number."""
    parts = [f"# 试卷\n\n{head}"]
    for number, options in enumerate(questions, start=1):
        lines = [
            f"- [x] {text}" if right else f"- [ ] {text}\n  > 反馈。" for text, right in options
        ]
        parts.append(
            f"## a{number} {stem.format(number)}\n\n"
            + "\n".join(lines)
            + "\n\n> 依据：用好12309检察服务中心驻各镇(街)工作站\n> 解析：说明。\n"
        )
    return "\n".join(parts)


def singles(keys: str, options: list[str] | None = None, head: str = "") -> str:
    """Write a paper of single choices whose keys stand at the given letters."""
    each = [list(zip(options or PLACES, [key == at for at in "ABC"], strict=True)) for key in keys]
    return paper_of("工作站设在哪里？这是第 {} 次问。", each, head)


def choices(*numbers_of_keys: int) -> str:
    """Write a paper of multiple choices with so many right ones of four."""
    texts = [*PLACES, "各类企业"]
    each = [[(text, at < keys) for at, text in enumerate(texts)] for keys in numbers_of_keys]
    return paper_of("下列哪些地方要设工作站？这是第 {} 次问。", each)


def judgements(keys: str) -> str:
    """Write a paper of statements to judge that are right or wrong in turn."""
    each = [[(name, name == key) for name in "对错"] for key in keys]
    return paper_of("工作站设在各镇（街），这是第 {} 句。", each)


@pytest.fixture
def warnings(speech: Speech) -> Callable[..., list[Fault]]:
    """Read papers, which must be without faults, and return the warnings with these names."""

    def found(*texts: str, rules: str) -> list[Fault]:
        papers = [
            parse_paper(text, speech, name=f"{number:02}", shown=f"{number:02}.md")
            for number, text in enumerate(texts, start=1)
        ]
        assert [fault for paper in papers for fault in paper.faults] == []
        return [each for each in check_papers(papers, speech) if each.rule in rules.split()]

    return found


@pytest.mark.parametrize("keys", ["AAAAAA", "ABAABA", "AAAAABBBBB", "BBBBBCAC"])
def test_keys_that_gather_in_one_place_are_told(
    warnings: Callable[..., list[Fault]], keys: str
) -> None:
    (told,) = warnings(singles(keys), rules="正确项位置")
    assert (told.path, told.line, told.severity) == ("01.md", 1, "warning")
    assert f"A {keys.count('A')} 次、B {keys.count('B')} 次、C {keys.count('C')} 次" in told.what


@pytest.mark.parametrize("keys", ["ABCABC", "AABBCCA", "ABCAB", "AAA", "ABCCABBAC", "CCCABBAB"])
def test_keys_that_are_spread_or_few_are_in_order(
    warnings: Callable[..., list[Fault]], keys: str
) -> None:
    assert warnings(singles(keys), rules="正确项位置") == []


def test_a_paper_whose_key_is_always_the_longest_is_told(
    warnings: Callable[..., list[Fault]],
) -> None:
    options = ["各监督领域", "各镇（街）", "各基层院"]
    (told,) = warnings(singles("AAABBC", options), rules="正确项最长")
    assert "6 道单选题里，有 3 道" in told.what
    assert warnings(singles("AABBCC", options), rules="正确项最长") == []


def test_a_warning_about_the_whole_paper_is_kept_under_its_title(
    warnings: Callable[..., list[Fault]],
) -> None:
    kept = singles("AAAAAA", head="> 保留：正确项位置，样卷\n")
    assert warnings(kept, rules="正确项位置 保留") == []


def test_multiple_choices_with_as_many_right_ones_each_are_told(
    warnings: Callable[..., list[Fault]],
) -> None:
    (told,) = warnings(choices(2, 2, 2), rules="正确项个数")
    assert (told.line, told.severity) == (1, "warning")
    assert "3 道多选题都有 2 个正确项" in told.what


@pytest.mark.parametrize("numbers", [(2, 2), (2, 3, 2), (3, 2, 2, 2)])
def test_multiple_choices_that_are_few_or_differ_are_in_order(
    warnings: Callable[..., list[Fault]], numbers: tuple[int, ...]
) -> None:
    assert warnings(choices(*numbers), rules="正确项个数") == []


def test_statements_that_are_all_right_or_all_wrong_are_told(
    warnings: Callable[..., list[Fault]],
) -> None:
    (told,) = warnings(judgements("错错错错"), rules="正确项位置")
    assert "4 道判断题的答案都是“错”" in told.what
    assert warnings(judgements("错错对错"), rules="正确项位置") == []
    assert warnings(judgements("错错错"), rules="正确项位置") == []


def test_an_id_or_a_stem_that_two_papers_share_is_a_fault(speech: Speech) -> None:
    papers = [
        parse_paper(singles("A"), speech, name=name, shown=f"{name}.md") for name in ("01", "02")
    ]
    told = [each for each in check_papers(papers, speech) if each.severity == "fault"]
    assert [(each.path, each.rule) for each in told] == [("02.md", "题号重复")]
    assert "01.md 第 4 行的 a1" in told[0].what


def test_no_papers_no_warnings(speech: Speech) -> None:
    assert check_papers((), speech) == ()


def test_faults_of_reading_are_told_too(speech: Speech) -> None:
    paper = parse_paper("# 试卷\n\n## a1\n", speech, name="卷", shown="卷.md")
    assert set(paper.faults) <= set(check_papers([paper], speech))


def test_every_warning_has_a_name_that_a_paper_can_keep_and_a_meaning() -> None:
    whole_paper = {"正确项位置", "正确项个数"}
    assert {*CHECKS, *WORDING_CHECKS, *CHOICE_CHECKS, *whole_paper} == WARNINGS.keys()
    assert all(len(meaning) > 8 for meaning in WARNINGS.values())


def test_shared_words_are_the_longest_and_need_two_characters() -> None:
    assert shared_words("开展哪种清源百日行动？", "集中打击清源百日行动") == ("清源百日行动",)
    assert shared_words("开展行动", "清源行") == ()


def test_a_paper_with_options_of_one_word_only_does_not_stop_the_lint(speech: Speech) -> None:
    text = singles("A", ["甲", "。", "“”"])
    paper: Paper = parse_paper(text, speech, name="卷", shown="卷.md")
    assert check_papers([paper], speech)
