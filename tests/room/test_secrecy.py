"""Before an answer is shown, nothing that a phone or the wall can fetch depends on it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kit.progress import Store
from kit.quiz import Question
from kit.room.asked import Bank
from kit.room.led_session import LedSession
from kit.room.slide_steps import shown_until
from tests.room.live import Live
from tests.room.questions import QUESTIONS, RIGHT, SECRET

OTHER_KEYS: dict[str, Callable[[Question], dict[str, Any]]] = {
    "single": lambda one: {"options": turned(one)},
    "multiple": lambda one: {"options": turned(one)},
    "judge": lambda one: {"options": turned(one)},
    "fill": lambda one: {"answers": (("安全",),), "wrong": ()},
    "numeric": lambda one: {"answers": (("4",),)},
    "recall": lambda one: {"model_answer": "别的"},
    "points": lambda one: {"points": ("别的一点",)},
}


def turned(question: Question) -> tuple[Any, ...]:
    """Return the options of a question with each one's truth turned round."""
    return tuple(replace(one, correct=not one.correct) for one in question.options)


@pytest.mark.parametrize("sign", ["\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"])
def test_a_step_is_kept_back_whatever_signs_break_the_lines_before_it(sign: str) -> None:
    before, after = f"<p>一{sign}二{sign}</p>\n", f"\n<p>三{sign}</p>"
    html = f'{before}<div class="kit-fragment">{SECRET}</div>{after}'
    assert shown_until(html, 0) == before + after
    assert shown_until(html, 1) == html


async def fetched(live: Live, name: str, phase: str) -> str:
    """Return all that a phone and the wall can fetch while a question is open, or closed."""
    leader, phone, wall = await live.leader(), await live.phone(), await live.leader()
    await leader.do({"do": "ask", "question": name})
    await phone.sees("question")
    asked = live.led.bank.asked(name)
    given = "我想" if asked.question.kind == "recall" else asked.as_shown(RIGHT[name])
    assert "kept" in await phone.answer(given)
    if phase == "closed":
        await leader.do("close")
        await phone.sees("question", "closed")
    heard = [each for window in (leader, phone, wall) for each in window.heard]
    texts = [f"{each.get('state')} {each.get('mine')}" for each in heard if "counts" not in each]
    texts += [str(leader.state), str(wall.state)]
    you, lead = phone.you, live.leader_path
    for path in (
        *("/", f"/state?version=0&you={you}", f"/mine.html?you={you}", f"/mine.json?you={you}"),
        *(lead, f"{lead}/qr.svg", f"{lead}/find?words={name}"),
        *(f"{lead}/report.html", f"{lead}/report.csv"),
    ):
        answered = await live.ask(path)
        assert answered.code == 200, path
        texts.append(answered.body.decode())
    text = "\n".join(texts).replace(you, "YOU").replace(live.hub.room.secret, "SECRET")
    return re.sub(r"\d{4}年\d+月\d+日 \d\d:\d\d|127\.0\.0\.1:\d+", "", text)


@pytest.mark.parametrize("phase", ["open", "closed"])
@pytest.mark.parametrize("name", QUESTIONS)
def test_no_explanation_is_fetched_before_it_is_shown(live: Live, name: str, phase: str) -> None:
    async def visit() -> None:
        text = await fetched(live, name, phase)
        assert SECRET not in text
        assert "参考的话" not in text

    live.run(visit)


@pytest.mark.parametrize("name", OTHER_KEYS)
def test_what_is_fetched_is_the_same_whatever_the_key(
    led: LedSession, tmp_path: Path, name: str
) -> None:
    question = QUESTIONS[name]
    texts = []
    for at, changes in enumerate(({}, OTHER_KEYS[name](question))):
        bank = Bank((replace(question, **changes),), led.course.speech)
        session = replace(led, bank=bank, slides=led.slides[:2])
        with Store(f"sqlite:///{tmp_path / str(at)}") as store:
            live = Live(session, store)

            async def visit(live: Live = live) -> None:
                texts.append(await fetched(live, name, "closed"))

            live.run(visit)
    assert texts[0] == texts[1]
