"""A self-test in a cell: one object, a live face and a plain one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kit.page import DATA_MIME, Prose
from kit.quiz import Option, Question
from kit.speech import Speech
from kit.widgets.quiz_widget import SelfTest

QUESTION = Question(
    id="aa01",
    kind="single",
    stem="选哪一项？",
    options=(Option("甲", True), Option("乙", False, "乙不对。")),
    explanation="甲对。",
)
ATTEMPT = {"id": "aa01", "kind": "single", "response": 0, "outcome": "right", "score": 1}


@pytest.fixture
def test(speech: Speech) -> Iterator[SelfTest]:
    widget = SelfTest([QUESTION], speech, title="自测：甲", below=[Prose(("另见。",))])
    yield widget
    widget.close()


def test_it_shows_itself_live_in_jupyterlab_and_plain_elsewhere(test: SelfTest) -> None:
    data, _ = test._repr_mimebundle_()
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == test.model_id
    assert "选哪一项？" in data["text/html"]
    assert '<form class="kit-test"' in data["text/html"]
    assert data["text/html"].endswith("<p>另见。</p></div>")
    assert [each["kind"] for each in data[DATA_MIME]["records"]] == ["test", "text"]
    assert data["text/plain"] == "自测题：请在 JupyterLab 或导出的讲义中作答。"


def test_the_live_face_is_the_same_markup_with_its_style(test: SelfTest) -> None:
    data, _ = test._repr_mimebundle_()
    assert test.html == data["text/html"]
    assert test.html.startswith("<style>")


def test_the_module_has_what_anywidget_asks_for(test: SelfTest) -> None:
    assert "export default {\n  render(" in test._esm
    assert "\nfunction enhance(" in test._esm


def test_what_the_learner_did_is_kept_for_a_page_loaded_again(test: SelfTest) -> None:
    assert test.state == {}
    test.set_state({"state": {"at": "aa01"}})
    assert test.get_state()["state"] == {"at": "aa01"}


def test_each_checked_answer_is_told_to_whoever_listens(test: SelfTest) -> None:
    heard: list[dict[str, object]] = []
    test.on_attempt(heard.append)
    test._handle_custom_msg({"attempt": ATTEMPT}, [])
    test._handle_custom_msg({"something": "else"}, [])
    assert heard == [ATTEMPT | {"session": "paper"}]


def test_an_answer_of_a_mock_test_is_told_once_and_named_so(speech: Speech) -> None:
    heard: list[dict[str, object]] = []
    mocks = [SelfTest([QUESTION], speech, session="mock", minutes=30) for _ in range(2)]
    for mock in mocks:
        mock.on_attempt(heard.append)
    for mock in (*mocks, *mocks):  # two windows in which the time was over
        mock._handle_custom_msg({"attempt": ATTEMPT}, [])
    assert heard == [ATTEMPT | {"session": "mock"}]
    for mock in mocks:
        mock.close()


def test_the_same_test_run_again_goes_on_where_the_learner_was(
    test: SelfTest, speech: Speech
) -> None:
    test.set_state({"state": {"at": "aa01"}})
    same = SelfTest([QUESTION], speech, title="自测：甲", below=[Prose(("另见。",))])
    other = SelfTest([QUESTION], speech, title="自测：乙")
    assert (same.state, other.state) == ({"at": "aa01"}, {})
    for one, its in ((test, same), (same, test)):  # in two windows
        one.set_state({"state": {"at": f"{one.model_id}"}})
        assert its.state == {"at": f"{one.model_id}"}
    assert other.state == {}
    same.close()
    other.close()
