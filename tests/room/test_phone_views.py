"""What a phone is told, and what it is not told before the answer is revealed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kit.course import Course
from kit.library import StudySet
from kit.progress import Store
from kit.quiz import Question
from kit.room.led_session import LedSession
from tests.room.live import Live
from tests.room.questions import QUESTIONS, RIGHT, SECRET, of_all_kinds

OTHER = "另一个答案"


def test_a_phone_knows_what_it_said_and_says_it_once(live: Live) -> None:
    async def visit() -> None:
        leader, phone = await live.leader("speaker"), await live.phone()
        await leader.do({"do": "discuss", "title": "怎么做"})
        await phone.sees("discussion", "open")
        for n in (1, 2):
            await phone.send({"say": "先 查清", "round": 1, "n": n})
            await phone.until(lambda told, n=n: told.get("kept") == n)  # type: ignore[misc]
        assert [one.text for one in live.hub.messages] == ["先 查清"]
        again = await live.phone(phone.you)
        assert again.mine["said"] == [{"text": "先 查清", "shown": False}]
        await leader.do({"do": "approve", "message": 1})
        await again.until(lambda told: told.get("mine", {}).get("said", [{}])[0].get("shown"))
        stranger = await live.phone()
        assert stranger.mine["said"] == []

    live.run(visit)


def test_the_text_of_the_speech_is_kept_by_phones(live: Live) -> None:
    async def visit() -> None:
        answered = await live.ask("/text.html")
        assert "第1段" in answered.body.decode()
        assert answered.headers["Cache-Control"] == "no-cache"
        known = {"If-None-Match": answered.headers["ETag"]}
        assert (await live.ask("/text.html", **known)).code == 304

    live.run(visit)


def _other_key(question: Question) -> Question:
    """Return a question that asks the same and has another answer, in another order."""
    right = [each.correct for each in question.options]
    options = tuple(
        replace(each, correct=after, feedback=OTHER)
        for each, after in zip(question.options, [*right[1:], *right[:1]], strict=True)
    )
    return replace(
        question,
        options=options,
        answers=tuple((OTHER,) for _ in question.answers),
        order=tuple(reversed(question.order)),
        pairs=_crossed(question),
        wrong=(),
        explanation=OTHER,
        hint=OTHER,
        model_answer=OTHER if question.model_answer else "",
        points=(OTHER,) if question.points else (),
    )


def _crossed(question: Question) -> tuple[tuple[str, str], ...]:
    rights = [right for _, right in question.pairs]
    return tuple(
        (left, right) for (left, _), right in zip(question.pairs, rights[::-1], strict=True)
    )


def _heard(led: LedSession, store: Store, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return all that a phone can get of a session whose questions are asked and not revealed."""
    monkeypatch.setattr("kit.room.limits.Bucket.take", lambda _: True)
    live, heard = Live(led, store), list[str]()

    async def visit() -> None:
        leader, phone = await live.leader("speaker"), await live.phone()
        for at, slide in enumerate(led.slides[1:], 1):
            await leader.do({"do": "goto", "screen": at + 1})
            await phone.until(lambda told, at=at: _round_of(told) == at)  # type: ignore[misc]
            for response in (RIGHT[slide.question], 0, [0], ["3"], "话"):
                await phone.answer(response)
            await leader.do("close")
            await phone.sees("question", "closed")
            for path in (
                "/",
                "/text.html",
                "/state?you={}",
                "/mine.html?you={}",
                "/mine.json?you={}",
            ):
                answered = await live.ask(path.format(phone.you))
                assert answered.code == 200
                heard.append(answered.body.decode())
        heard.extend(json.dumps(told, ensure_ascii=False) for told in phone.heard)
        heard[:] = [text.replace(phone.you, "the phone") for text in heard]

    live.run(visit)
    return heard


def _round_of(told: dict[str, Any]) -> int:
    return int(told.get("state", {}).get("round", {}).get("id", 0))


def test_what_a_phone_gets_before_the_answer_does_not_depend_on_it(
    small_set: StudySet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = Course(small_set)
    heard = []
    for name, questions in (
        ("one", list(QUESTIONS.values())),
        ("other", [_other_key(question) for question in QUESTIONS.values()]),
    ):
        with Store(f"sqlite:///{tmp_path / name}") as store, monkeypatch.context() as patch:
            heard.append(_heard(of_all_kinds(course, questions), store, patch))
    assert heard[0] == heard[1]
    whole = "".join(heard[0])
    assert all(name in whole for name in QUESTIONS)
    assert SECRET not in whole
    assert OTHER not in whole
