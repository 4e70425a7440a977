"""One self-test with two faces, live in JupyterLab and data for a page; its answers are kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

import traitlets

from kit.identity import key_of, remember
from kit.library import StudySet
from kit.page import (
    OutputGroup,
    Record,
    SelfTestData,
    cell_html,
    for_handout,
    framed,
    quiz_script,
    self_test_data,
)
from kit.quiz import Question
from kit.speech import Speech
from kit.widgets.live_part import LivePart, widget_script

if TYPE_CHECKING:
    from kit.progress import Keeper
    from kit.progress.attempts import Session


class SelfTest(LivePart):
    """Questions as a live widget; as ``text/html`` they are plain HTML, for a handout data.

    ``state`` is what the learner has done so far, as `kit/page/live/quiz.js` describes it. It lives
    as long as the kernel, and longer where it is kept: the same test, shown again after the page
    was loaded again or the lesson run again, goes on where the learner was, and the clock of a mock
    test has run on meanwhile. Shown in two windows, it has one state, and ``goes_on`` is true of
    the later one.
    ``notice`` is a sentence that the learner has to be told while answering, "" if there is none;
    ``heard`` counts the answers that the listeners have dealt with; ``questions`` are those asked.
    """

    _esm = quiz_script() + widget_script("keys", "view")
    record: OutputGroup
    elsewhere = "自测题：请在 JupyterLab 或导出的讲义中作答。"
    state = traitlets.Dict().tag(sync=True)
    heard = traitlets.Int().tag(sync=True)
    notice = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        questions: Sequence[Question],
        speech: Speech,
        *,
        title: str = "自测",
        intro: str = "",
        above: Sequence[Record] = (),
        below: Sequence[Record] = (),
        seed: int | str | None = None,
        session: Session = "paper",
        minutes: float | None = None,
        sittings: Sequence[int] = (),
    ) -> None:
        """Ask questions about a speech.

        Args:
            questions: in the order in which they are asked.
            speech: the text that their evidence quotes.
            title: what the test is called by a screen reader.
            intro: what is said before the questions; if a blank line parts it into paragraphs, it
                is folded up.
            above: what is shown before the questions.
            below: what is shown after them.
            seed: shuffles the options; None leaves them as in the paper.
            session: the kind of self-test, told with each answer.
            minutes: makes it a mock test over that time, without recall questions: nothing is told
                before it is handed in, and it is handed in once.
            sittings: how many are asked at a time, see `kit.page.SelfTestData`; empty: all.
        """
        test = self_test_data(
            questions,
            speech,
            title=title,
            intro=intro,
            seed=seed,
            minutes=minutes,
            sittings=sittings,
        )
        self.record = OutputGroup((*above, test, *below))
        self.questions = tuple(questions)
        self._listeners: list[Callable[[dict[str, Any]], None]] = []
        self._session = session
        html = framed(cell_html(self.record))
        before = _open_before(html)
        super().__init__(html=html, state={} if before is None else before.state)
        self.goes_on = before is not None
        self._handed_in: set[str] | None = None if minutes is None else set()
        if before is not None:
            self._handed_in = before._handed_in
            traitlets.link((before, "state"), (self, "state"))
        _latest[html] = self
        self.on_msg(self._hear)

    def on_attempt(self, listener: Callable[[dict[str, Any]], None]) -> None:
        """Have each checked answer told to ``listener``.

        It is a dict with ``id kind response outcome score confidence hinted seconds session``;
        confidence is ``guess``, ``fairly``, ``sure`` or None. Those of a mock test are told when it
        is handed in, once, and without seconds; what was not answered is not told.
        """
        self._listeners.append(listener)

    def _hear(self, _widget: object, content: Mapping[str, Any], _buffers: object) -> None:
        attempt = content.get("attempt")
        if not attempt:
            return
        if not self._was_told(attempt["id"]):
            for listener in self._listeners:
                listener({**attempt, "session": self._session})
        self.heard += 1

    def _was_told(self, question: str) -> bool:
        """Whether this answer of a mock test was told already: two tabs may hand it in at once."""
        if self._handed_in is None:
            return False
        known = question in self._handed_in
        self._handed_in.add(question)
        return known


def kept(test: SelfTest, study_set: StudySet) -> SelfTest:
    """Have each checked answer of a test kept at once, and where the learner is in it; return it.

    The records are opened with the first answer, not before: a lesson that is only run, for a
    handout say, never touches them. Where an answer cannot be kept, the test says why and goes on.
    """
    test.on_attempt(_AnswerKeeper(test, study_set))
    key = key_of(study_set)
    if for_handout():
        test.record = _belonging(test.record, key)
        return test
    from kit.progress.sitting_states import keep_state, kept_state

    if not test.goes_on:  # else its state is that of a test that is kept
        test.state = kept_state(key, test.html)
        test.observe(lambda change: keep_state(key, test.html, change["new"]), "state")
    return test


def _belonging(group: OutputGroup, key: str) -> OutputGroup:
    """Return what is shown with the key of its study set in its test."""
    return OutputGroup(
        tuple(
            replace(each, study_set=key) if isinstance(each, SelfTestData) else each
            for each in group.records
        )
    )


class _AnswerKeeper:
    """Keeps the answers of one test; the same sentence is never told twice in a row."""

    def __init__(self, test: SelfTest, study_set: StudySet) -> None:
        self._test = test
        self._study_set = study_set
        self._key = ""
        self._keeper: Keeper | None = None
        self._missed = 0

    def __call__(self, attempt: Mapping[str, Any]) -> None:
        """Keep one answer."""
        from kit.progress import Keeper, Store

        if self._keeper is None:
            self._keeper = Keeper(Store())
            self._key = remember(self._study_set)
        result = self._keeper.hear(
            attempt,
            self._test.questions,
            study_set=self._key,
            session=attempt.get("session", "paper"),
        )
        if not result.kept:
            self._missed += 1
            self._test.notice = result.why
        elif self._missed:
            self._test.notice = f"从这一题起，作答又能保存了；此前有 {self._missed} 次没有保存。"
            self._missed = 0


_latest: WeakValueDictionary[str, SelfTest] = WeakValueDictionary()
"""The latest test in this kernel by what it shows."""


def _open_before(html: str) -> SelfTest | None:
    """Return the latest test in this kernel with this very content, unless it was closed."""
    test = _latest.get(html)
    return None if test is None or test.comm is None else test
