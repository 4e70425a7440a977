"""The names a lesson's cell may say, outside a notebook."""

from __future__ import annotations

import pytest

import kit
from kit.widgets.quiz_widget import SelfTest


def asked(test: object) -> str:
    assert isinstance(test, SelfTest)
    return test.html


@pytest.fixture
def speech() -> object:
    return kit.load("zhanjiang2021")


def test_every_name_of_the_facade_is_there() -> None:
    assert all(hasattr(kit, name) for name in kit.__all__)
    with pytest.raises(AttributeError):
        _ = kit.nonsense


def test_the_docstring_is_the_map_of_the_facade() -> None:
    assert all(f"kit.{name}" in kit.__doc__ for name in kit.__all__ if name != "KitError")


def test_a_mixed_test_is_the_same_all_day_and_another_tomorrow(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    day = 24 * 60 * 60
    pages = []
    for moment in (0, day - 1, day):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(moment))
        pages.append(asked(kit.mixed_test()))
    assert pages[0] == pages[1] != pages[2]


def test_a_seed_gives_the_same_mixed_test_on_any_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    first = asked(kit.mixed_test(5, seed=7))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "999999")
    assert asked(kit.mixed_test(5, seed=7)) == first


def test_a_mock_test_is_the_same_all_day_and_never_the_mixed_test(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    day = 24 * 60 * 60
    pages = []
    for moment in (0, day - 1, day):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(moment))
        pages.append(asked(kit.mock_test()))
    assert pages[0] == pages[1] != pages[2]
    assert 'data-minutes="30"' in pages[0]
    assert pages[0].count("<fieldset>") == 30


def test_a_wrong_paper_name_gives_a_sentence_not_an_error() -> None:
    shown = kit.self_test("99_none")
    assert "没有名为“99_none”的试卷" in shown._repr_mimebundle_()["text/html"]


def test_one_question_of_the_loaded_set_is_asked_by_its_id(speech: object) -> None:
    page = asked(kit.ask("ms61"))
    assert page.count("<fieldset>") == 1
    assert 'aria-label="题目 ms61"' in page


def test_practice_is_made_from_the_passage_and_says_so() -> None:
    speech = kit.load("zhanjiang2021")
    page = asked(kit.practice(speech["二（二）"], 5, seed=1))
    assert page.count("由规则生成") == 5
    assert "只能出" not in page
    assert asked(kit.practice(speech["二（二）"], 5, seed=1)) == page


def test_a_passage_with_fewer_good_questions_than_asked_for_says_how_many() -> None:
    page = asked(kit.practice(kit.load("zhanjiang2021")["二（二）一"], 20, seed=1))
    assert f"规则只能出 {page.count('由规则生成')} 道好题" in page


def test_a_passage_of_which_nothing_good_can_be_asked_says_so() -> None:
    from kit.speech import parse

    shown = kit.practice(parse("短。"))
    assert "没有规则能出好的题" in shown._repr_mimebundle_()["text/html"]
