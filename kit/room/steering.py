"""What each of the leader's commands does in each state: pure functions, and no clock of their own.

``next`` leads through a whole session by one key: a slide's steps, its question (asked on coming to
the slide), 停止作答, 揭晓 (where there is no phone, that at once), what follows the key, the next
slide.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kit.room.refusal import RefusedError
from kit.room.room_state import TAKES, RoomState, Round, RoundKind, SlidePlan
from kit.room.screen_numbers import first_screens, place_of_screen, screen_count
from kit.room.session_clock import moved

LONGEST_TITLE = 200
"""Characters of what a poll or a discussion asks."""

LONGEST_OPTION = 60
"""Characters of an option of a poll."""

MOST_OPTIONS = 6
MOST_TEAMS = 12
MOST_ROUNDS = 300
MOST_MINUTES = 60


@dataclass(frozen=True, slots=True)
class Session:
    """What the commands are held against.

    Attributes:
        slides: those of the session, at least one.
        questions: the ids of all questions that may be asked, with how many screens each answer
            takes after the one that shows the key.
        silent: the ids of the rounds that nobody has answered.
        uncompared: the ids of the rounds in which nobody of a group counts.
        alone: whether no phone is there and none has answered anything.
    """

    slides: Sequence[SlidePlan]
    questions: Mapping[str, int]
    silent: Collection[int] = ()
    uncompared: Collection[int] = ()
    alone: bool = False


@dataclass(frozen=True, slots=True)
class _Given:
    """A command, what it is held against, and the time in seconds since 1970."""

    command: Mapping[str, Any]
    session: Session
    now: float


def apply(
    state: RoomState, command: Mapping[str, Any], session: Session, *, now: float = 0.0
) -> RoomState:
    """Return the state after a command ``{"do": …}``; the same object where nothing changes.

    ``now`` is the time in seconds since 1970.

    Raises:
        RefusedError: there is no such command, or it makes no sense now.
    """
    do = _COMMANDS.get(str(command.get("do", "")))
    if do is None:
        raise RefusedError("没有这个操作。")
    if state.ended:
        raise RefusedError("这次学习会已经结束。")
    after = do(state, _Given(command, session, now))
    if after == state:
        return state
    return replace(moved(state, after, now), version=state.version + 1)


def last_step(state: RoomState, session: Session) -> int:
    """Return how many steps follow the first sight of what the wall shows.

    After the screens of an answer comes one that compares the groups, if any of them answered.
    """
    shown = state.on_wall
    if shown is None:
        return session.slides[state.slide].steps
    if shown.phase != "revealed" or shown.kind != "question":
        return 0
    compares = state.teams > 0 and shown.id not in session.uncompared
    return session.questions[shown.question] + compares


def begin(session: Session) -> RoomState:
    """Return the state of a room that begins: its first slide."""
    return _go(RoomState(), 0, session)


def _next(state: RoomState, given: _Given) -> RoomState:
    if state.black or state.code:
        return _seen(state)
    shown = state.on_wall
    if shown is not None:
        if shown.phase == "open":
            if given.session.alone and shown.kind == "question":  # hands are counted, not answers
                return _reveal(state, given)
            return _close(state, given)
        if state.talked:
            return _again(state, given)
        if shown.phase == "closed" and shown.kind != "discussion":
            return _reveal(state, given)
    if state.step < last_step(state, given.session):
        return replace(state, step=state.step + 1)
    if shown is not None and shown.apart:
        return _returned(state, given.session)
    if state.slide + 1 < len(given.session.slides):
        return _go(state, state.slide + 1, given.session)
    return state


def _back(state: RoomState, given: _Given) -> RoomState:
    if state.black or state.code:
        return _seen(state)
    shown = state.on_wall
    if shown is not None and shown.apart:
        if shown.phase == "revealed" and state.step:
            return replace(state, step=state.step - 1)
        return _returned(state, given.session)
    if state.step:
        return replace(state, step=state.step - 1)
    if state.slide == 0:
        return state
    before = _go(state, state.slide - 1, given.session, ask=False)
    return replace(before, step=last_step(before, given.session))


def _goto(state: RoomState, given: _Given) -> RoomState:
    slides = given.session.slides
    screen = _whole(given.command.get("screen"), 1, screen_count(slides), "没有这一屏。")
    slide, further = place_of_screen(screen, slides)
    there = _go(_dismissed(state), slide, given.session)
    return replace(there, step=min(further, last_step(there, given.session)))  # if it is revealed


def _open(state: RoomState, given: _Given) -> RoomState:
    shown = state.on_wall
    if shown is None:
        question = given.session.slides[state.slide].question
        if not question:
            raise RefusedError("这一屏没有题目。")
        return _begun(state, "question", question=question, screen=_screen(state, given.session))
    if shown.phase == "revealed":
        raise RefusedError("已经揭晓，不能接着作答；可以再答一次。")
    return state.with_round(replace(shown, phase="open", deadline=0.0))


def _close(state: RoomState, _given: _Given) -> RoomState:
    now = state.round
    if now is None or now.phase != "open":
        raise RefusedError("现在没有在作答。")
    return state.with_round(replace(now, phase="closed"))


def _reveal(state: RoomState, _given: _Given) -> RoomState:
    shown = state.on_wall or state.round
    if shown is None:
        raise RefusedError("现在没有题目可以揭晓。")
    slide = state.slide if shown.apart else shown.slide
    revealed = state.with_round(replace(shown, phase="revealed"))
    return replace(_seen(revealed), slide=slide, step=0)


def _again(state: RoomState, _given: _Given) -> RoomState:
    now = state.on_wall or state.round
    if now is None or now.kind != "question":
        raise RefusedError("现在没有题目可以再答。")
    if now.phase == "open":
        raise RefusedError("还在作答，请先停止作答。")
    if now.take >= TAKES:
        raise RefusedError("这道题已经答过两次。")
    return _begun(state, "question", question=now.question, take=now.take + 1, like=now)


def _black(state: RoomState, _given: _Given) -> RoomState:
    return replace(state, black=not state.black, code=False)


def _code(state: RoomState, _given: _Given) -> RoomState:
    return replace(state, code=not state.code, black=False)


def _clock(state: RoomState, given: _Given) -> RoomState:
    return replace(state, since=given.now, spent=())


def _ask(state: RoomState, given: _Given) -> RoomState:
    question = given.command.get("question")
    if not isinstance(question, str) or question not in given.session.questions:
        raise RefusedError("没有这个编号的题目。")
    return _begun(state, "question", question=question, apart=True)


def _poll(state: RoomState, given: _Given) -> RoomState:
    options = given.command.get("options")
    if not isinstance(options, list) or not 2 <= len(options) <= MOST_OPTIONS:
        raise RefusedError(f"投票要有 2 至 {MOST_OPTIONS} 个选项。")
    texts = tuple(_text(option, LONGEST_OPTION, "选项") for option in options)
    if len(set(texts)) < len(texts):
        raise RefusedError("有两个选项相同。")
    return _begun(state, "poll", title=_title(given.command), options=texts, apart=True)


def _discuss(state: RoomState, given: _Given) -> RoomState:
    minutes = given.command.get("minutes", 0)
    if isinstance(minutes, bool) or not isinstance(minutes, int | float):
        raise RefusedError("讨论的时间应是分钟数。")
    if not 0 <= minutes <= MOST_MINUTES:
        raise RefusedError(f"讨论的时间应在 {MOST_MINUTES} 分钟以内。")
    deadline = given.now + 60 * minutes if minutes else 0.0
    return _begun(state, "discussion", title=_title(given.command), apart=True, deadline=deadline)


def _approve(state: RoomState, given: _Given) -> RoomState:
    number = _whole(given.command.get("message"), 1, 10**9, "没有这条发言。")
    return state if number in state.wall else replace(state, wall=(*state.wall, number))


def _hide(state: RoomState, given: _Given) -> RoomState:
    number = _whole(given.command.get("message"), 1, 10**9, "没有这条发言。")
    return replace(state, wall=tuple(each for each in state.wall if each != number))


def _teams(state: RoomState, given: _Given) -> RoomState:
    count = _whole(given.command.get("count"), 0, MOST_TEAMS, f"组数应在 0 至 {MOST_TEAMS} 之间。")
    rounds = tuple(
        replace(one, grouped=count > 0) if one.id in given.session.silent else one
        for one in state.rounds
    )
    after = replace(state, teams=count, rounds=rounds)
    return replace(after, step=min(state.step, last_step(after, given.session)))


def _end(state: RoomState, _given: _Given) -> RoomState:
    return replace(_dismissed(_stopped(_seen(state))), ended=True)


def _go(state: RoomState, slide: int, session: Session, *, ask: bool = True) -> RoomState:
    """Return the state at the beginning of a slide.

    Its question is asked if it has not been, and again where nobody answered it; a round that is
    still open elsewhere goes on, unless this one takes its place.
    """
    there = replace(_seen(state), slide=slide, step=0)
    question = session.slides[slide].question
    if not question:
        return there
    own = state.of_slide(slide)
    if own is not None:
        if own.id != state.current:
            there = replace(_stopped(there), current=own.id)
        return _reopened(there, session)
    if not ask:
        return there
    return _begun(there, "question", question=question, screen=_screen(there, session))


def _screen(state: RoomState, session: Session) -> int:
    return first_screens(session.slides)[state.slide]


def _begun(
    state: RoomState, kind: RoundKind, *, like: Round | None = None, **facts: Any
) -> RoomState:
    """Return the state with a new round; one that was open is closed.

    One apart remembers what it covers; a question takes the place of another one apart.
    """
    if len(state.rounds) >= MOST_ROUNDS:
        raise RefusedError(f"这次学习会已经提问 {MOST_ROUNDS} 次，不能再提。")
    slide = state.slide if like is None else like.slide
    covered = state.round
    if like is not None:
        facts |= {"apart": like.apart, "before": like.before, "step": like.step}
        facts["screen"] = like.screen
    elif facts.get("apart") and covered is not None and covered.apart:
        if covered.kind == "question" and kind != "question":
            facts |= {"before": covered.id, "step": state.step}
        else:
            facts |= {"before": covered.before, "step": covered.step}
    elif facts.get("apart"):
        facts["step"] = state.step
    before = _stopped(state)
    facts["grouped"] = state.teams > 0
    new = Round(id=len(before.rounds) + 1, kind=kind, slide=slide, **facts)
    return replace(_seen(before), rounds=(*before.rounds, new), current=new.id, slide=slide, step=0)


def _seen(state: RoomState) -> RoomState:
    """Return the state with nothing before what the wall shows."""
    return replace(state, black=False, code=False)


def _stopped(state: RoomState) -> RoomState:
    """Return the state without an open round."""
    now = state.round
    if now is None or now.phase != "open":
        return state
    return state.with_round(replace(now, phase="closed"))


def _dismissed(state: RoomState) -> RoomState:
    """Return the state without the round apart that covers something, if one does.

    What it covers is as it was: a question asked apart, or the slide with its own question.
    """
    now = state.round
    if now is None or not now.apart:
        return state
    own = state.of_slide(state.slide)
    current = now.before or (own.id if own is not None else 0)
    return replace(_stopped(state), current=current, step=now.step)


def _returned(state: RoomState, session: Session) -> RoomState:
    """Return the state without the round apart, and at what it covers."""
    return _reopened(_dismissed(state), session)


def _reopened(state: RoomState, session: Session) -> RoomState:
    """Return the state with the question on the wall open, if it was closed and nobody answered it.

    One that the room has discussed is asked again as that, by the next key.
    """
    now = state.on_wall
    if now is None or now.kind != "question" or now.phase != "closed":
        return state
    if now.id not in session.silent or state.talked:
        return state
    return state.with_round(replace(now, phase="open"))


def _title(command: Mapping[str, Any]) -> str:
    return _text(command.get("title"), LONGEST_TITLE, "题目")


def _text(value: object, longest: int, what: str) -> str:
    text = " ".join(value.split()) if isinstance(value, str) else ""
    if not text or len(text) > longest:
        raise RefusedError(f"{what}应有 1 至 {longest} 个字。")
    return text


def _whole(value: object, least: int, most: int, sentence: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise RefusedError(sentence)
    return value


_COMMANDS: dict[str, Callable[[RoomState, _Given], RoomState]] = {
    "next": _next,
    "back": _back,
    "goto": _goto,
    "open": _open,
    "close": _close,
    "reveal": _reveal,
    "again": _again,
    "black": _black,
    "code": _code,
    "clock": _clock,
    "ask": _ask,
    "poll": _poll,
    "discuss": _discuss,
    "approve": _approve,
    "hide": _hide,
    "teams": _teams,
    "end": _end,
}
