"""Papers as self-tests: a mistake in one is told in a sentence, never as a traceback."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from kit.course import Course
from kit.library import StudySet, data_folder
from kit.page import cell_html
from kit.progress import Store
from kit.quiz import Question
from kit.widgets.display import Shown
from kit.widgets.quiz_widget import SelfTest
from kit.widgets.sittings import mixed_test, mock_test, one_question, paper_test
from tests.responses import report

GOOD = """## sc{number} 第一个要点要求推进什么{number}？

- [x] 乙
- [ ] 丁
  > 丁是另一个要点。

> 依据：推进乙
> 解析：紧跟在标题之后。
"""
FAULTY = "## sc09 这道题没有正确答案，是吗？\n\n- [ ] 乙\n- [ ] 丁\n"


@pytest.fixture
def small(tmp_path: Path) -> StudySet:
    study = StudySet("small", tmp_path)
    study.seeds.mkdir(parents=True)
    study.quizzes.mkdir(parents=True)
    study.speech_file.write_text("开会。\n一、抓好生产\n一是抓甲，推进乙。", encoding="utf-8")
    study.source_file.write_text('title = "会议"\nsha256 = "0"\n', encoding="utf-8")
    return study


def write(study: StudySet, name: str, *questions: str) -> None:
    (study.quizzes / name).write_text("# 卷\n\n" + "\n".join(questions), encoding="utf-8")


def shown(result: SelfTest | Shown) -> str:
    return cell_html(result.record)


def ids(html: str) -> list[str]:
    return re.findall(r'data-id="(\w+)"', html)


@pytest.mark.parametrize("name", ["04_livelihood_brand", "04_livelihood_brand.md"])
def test_a_paper_is_named_with_or_without_its_ending(course: Course, name: str) -> None:
    test = paper_test(course, name)
    assert isinstance(test, SelfTest)
    assert 'aria-label="自测：铸牢民生检察品牌"' in shown(test)


def test_every_paper_of_the_set_is_shown_whole(course: Course) -> None:
    for path in course.study_set.papers():
        test = shown(paper_test(course, path.stem))
        asked = sum(line.startswith("## ") for line in path.read_text("utf-8").splitlines())
        assert test.count('<section class="kit-question"') == asked > 0
        assert "kit-notice" not in test


def test_what_a_paper_says_before_its_questions_is_said(course: Course) -> None:
    assert '<p class="kit-intro">' in shown(paper_test(course, "04_livelihood_brand"))


def test_a_paper_that_is_not_there_is_told_with_those_that_are(course: Course) -> None:
    told = shown(paper_test(course, "99_nothing"))
    assert "没有名为“99_nothing”的试卷。现有试卷：01_meeting、" in told
    assert 'role="alert"' in told


def test_a_faulty_question_is_left_out_and_named_below_the_others(small: StudySet) -> None:
    write(small, "01_a.md", GOOD.format(number="01"), FAULTY)
    test = paper_test(Course(small), "01_a")
    assert isinstance(test, SelfTest)
    form, _, below = shown(test).partition("</form>")
    assert form.count('<section class="kit-question"') == 1
    assert "quizzes/small/01_a.md 第 12 行：sc09 没有正确答案。" in below
    assert "sc09" in below


def test_a_paper_with_nothing_good_gives_its_faults_alone(small: StudySet) -> None:
    write(small, "01_a.md", FAULTY)
    result = paper_test(Course(small), "01_a")
    assert isinstance(result, Shown)
    assert "sc09" in shown(result)


def test_an_empty_paper_says_so(small: StudySet) -> None:
    write(small, "01_a.md")
    assert "kit-notice" in shown(paper_test(Course(small), "01_a"))


def test_one_question_is_asked_alone_and_its_answer_kept(course: Course, records: Path) -> None:
    test = one_question(course, "ms61")
    assert asked(test) == ids(shown(test)) == ["ms61"]
    assert isinstance(test, SelfTest)
    outcome = {"outcome": "right", "score": 1.0, "confidence": None, "hinted": False}
    attempt = {"id": "ms61", "kind": "single", "response": 0, "seconds": 3.0, **outcome}
    test._hear(test, {"attempt": attempt}, [])
    with Store() as store:
        (row,) = store.attempts(course.key)
    assert (row.question, row.session) == ("ms61", "paper")


@pytest.mark.parametrize("name", ["zz99", "MS61", "", "sc09"])
def test_an_id_that_no_good_question_has_gives_a_sentence(small: StudySet, name: str) -> None:
    write(small, "01_a.md", GOOD.format(number="01"), FAULTY)
    told = shown(one_question(Course(small), name))
    assert f"没有题号为“{name}”的题目。请核对题号" in told


def test_a_mixed_test_takes_from_every_paper(course: Course) -> None:
    test = shown(mixed_test(course, 14, seed=1))
    assert '<details class="kit-intro"><summary>题目说明</summary>' in test
    prefixes = ("mt", "gl", "pb", "ms", "pj", "fn", "ds")
    assert all(test.count(f'data-id="{prefix}') == 2 for prefix in prefixes)


def test_a_mixed_test_is_the_same_for_the_same_seed(course: Course) -> None:
    first, again, other = (shown(mixed_test(course, 10, seed=seed)) for seed in (1, 1, 2))
    assert first == again != other


def test_a_set_without_papers_says_so(small: StudySet) -> None:
    assert "试卷中没有可用的题目。" in shown(mixed_test(Course(small), 10, seed=0))
    assert "试卷中没有可用的题目。" in shown(mock_test(Course(small), 10, 30, seed=0))


def test_a_paper_is_shuffled_by_a_seed_and_by_nothing_else(course: Course) -> None:
    plain, again = (shown(paper_test(course, "06_four_functions")) for _ in range(2))
    first, same, other = (
        shown(paper_test(course, "06_four_functions", seed)) for seed in (1, 1, 2)
    )
    assert plain == again
    assert first == same
    assert len({plain, first, other}) == 3
    assert sorted(ids(first)) == sorted(ids(plain)) != ids(first)


TIERED = """## sc{number} 讲话里第{number}件要推进的事是什么？

- [x] 乙
- [ ] 丁
  > 丁是另一个要点。

> 层次：{tier}
> 依据：{quotation}
> 解析：紧跟在标题之后。
"""


def tiered(small: StudySet, *tiers: str) -> Course:
    quotations = ("开会", "抓好", "生产", "抓甲", "推进")
    questions = (
        TIERED.format(number=number, tier=tier, quotation=quotation)
        for number, (tier, quotation) in enumerate(zip(tiers, quotations, strict=False), start=10)
    )
    write(small, "01_opening.md", "> 每组：2\n", *questions)
    return Course(small)


def asked(test: SelfTest | Shown) -> list[str]:
    assert isinstance(test, SelfTest)
    return [question.id for question in test.questions]


def test_what_everyone_should_know_is_asked_first_and_close_reading_by_choice(
    small: StudySet,
) -> None:
    course = tiered(small, "细读", "进阶", "必会", "进阶", "必会")
    test = paper_test(course, "01_opening")
    assert asked(test) == ["sc12", "sc14", "sc11", "sc13", "sc10"]
    assert 'data-sittings="[2,2]"' in shown(test)
    assert set(asked(mixed_test(course, 9, seed=1))) == {"sc11", "sc12", "sc13", "sc14"}


def opened(course: Course, seed: int | None = None) -> SelfTest:
    """Open the paper in a new kernel."""
    SelfTest.close_all()
    test = paper_test(course, "01_opening", seed)
    assert isinstance(test, SelfTest)
    return test


def sit(course: Course, *checked: str, sitting: int = 0, seed: int | None = None) -> None:
    """Open the paper, and answer these questions rightly in it."""
    test = opened(course, seed)
    answers = {**test.state.get("answers", {}), **{each: {"checked": True} for each in checked}}
    test.state = {"sitting": sitting, "answers": answers}
    for each in checked:
        test._hear(test, {"attempt": report(question(course, each))}, [])


def question(course: Course, name: str) -> Question:
    return next(each for each in course.questions if each.id == name)


@pytest.fixture
def days(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Have today be the day of this number."""

    def day(number: int) -> None:
        monkeypatch.setattr("kit.widgets.divided_paper._today", lambda: f"2026-03-0{number}")

    day(1)
    return day


FIRST, ANEW = ["sc10", "sc11", "sc12", "sc13"], ["sc12", "sc13", "sc10", "sc11"]


@pytest.fixture
def two_sittings(
    small: StudySet, records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Course:
    """A paper of two sittings, two questions each, and one for a close reading."""
    monkeypatch.setattr("platformdirs.user_data_path", lambda name, **_: tmp_path / "home" / name)
    return tiered(small, "必会", "必会", "进阶", "进阶", "细读")


def test_what_is_not_right_yet_comes_first_from_the_next_day_on(
    two_sittings: Course, days: Callable[[int], None]
) -> None:
    sit(two_sittings, "sc10", "sc11")
    assert asked(opened(two_sittings)) == [*FIRST, "sc14"]
    days(2)
    assert asked(opened(two_sittings)) == [*ANEW, "sc14"]


@pytest.mark.parametrize(
    ("begun", "sitting"), [(["sc10"], 0), (["sc10", "sc11"], 1), (["sc10", "sc11", "sc12"], 1)]
)
def test_a_sitting_that_was_begun_is_gone_on_with_on_any_later_day(
    two_sittings: Course, days: Callable[[int], None], begun: list[str], sitting: int
) -> None:
    sit(two_sittings, *begun, sitting=sitting)
    days(5)
    test = opened(two_sittings)
    assert asked(test) == [*FIRST, "sc14"]
    assert test.state["sitting"] == sitting
    assert list(test.state["answers"]) == begun


def test_a_close_reading_that_was_begun_is_a_sitting_too(
    two_sittings: Course, days: Callable[[int], None]
) -> None:
    sit(two_sittings, *FIRST[:2], sitting=2)
    days(2)
    assert asked(opened(two_sittings)) == [*FIRST, "sc14"]
    sit(two_sittings, "sc14", sitting=2)
    days(3)
    assert asked(opened(two_sittings)) == [*ANEW, "sc14"]


def test_a_shuffled_paper_goes_on_too_and_apart_from_the_other_orders(
    two_sittings: Course, days: Callable[[int], None]
) -> None:
    before = asked(opened(two_sittings, 3))
    sit(two_sittings, before[0], seed=3)
    days(2)
    assert asked(opened(two_sittings, 3)) == before
    assert asked(opened(two_sittings)) != [*FIRST, "sc14"]


def test_a_paper_with_another_question_is_divided_anew(
    two_sittings: Course, small: StudySet
) -> None:
    sit(two_sittings, "sc10")
    less = tiered(small, "必会", "必会", "进阶")
    assert asked(opened(less)) == ["sc11", "sc12", "sc10"]


@pytest.mark.parametrize("damage", ['{"open": true}', '{"open": true, "sittings": [["zz99"]]}'])
def test_a_damaged_file_divides_a_paper_anew(two_sittings: Course, damage: str) -> None:
    sit(two_sittings, "sc10")
    for file in (data_folder() / "tests").rglob("*.json"):
        file.write_text(damage, encoding="utf-8")
    assert asked(opened(two_sittings)) == ["sc11", "sc12", "sc10", "sc13", "sc14"]


def test_a_mock_test_takes_from_every_paper_and_leaves_out_what_the_learner_rates(
    course: Course,
) -> None:
    test = shown(mock_test(course, 60, 45, seed=1))
    assert 'data-minutes="45"' in test
    assert 'aria-label="模拟测试"' in test
    assert len(ids(test)) == len(set(ids(test))) == 60
    assert {each[:2] for each in ids(test)} == {"mt", "gl", "pb", "ms", "pj", "fn", "ds"}
    assert 'data-kind="recall"' not in test


def test_a_mock_test_is_the_same_for_the_same_seed_and_not_the_mixed_test(
    course: Course,
) -> None:
    first, again, other = (shown(mock_test(course, 10, 30, seed=seed)) for seed in (1, 1, 2))
    assert first == again != other
    assert ids(first) != ids(shown(mixed_test(course, 10, seed=1)))


def test_neighbours_in_a_mock_test_come_from_different_papers(course: Course) -> None:
    papers = [each[:2] for each in ids(shown(mock_test(course, 30, 30, seed=4)))]
    assert all(one != other for one, other in pairwise(papers))


@pytest.mark.parametrize("minutes", [0, -5, 601, float("nan")])
def test_a_mock_test_without_a_sensible_time_says_so(course: Course, minutes: float) -> None:
    assert "模拟测试的时间不能是" in shown(mock_test(course, 10, minutes, seed=1))
