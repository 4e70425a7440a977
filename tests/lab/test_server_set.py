"""What a server may run: its own set, exactly as it was agreed to, and nothing that lies beside."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.lab import prepare, update
from kit.lab.jupyter.lessons_service import _about
from kit.lab.jupyter.server_set import lesson_at, may_run
from kit.lab.trust import trust_content, trust_place
from kit.library import StudySet

pytestmark = pytest.mark.quick
PATH = "notebooks/small/00_index.ipynb"
NOTHING = {"agreed": False, "code": (), "shown": {}}


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("data_folder", "account_folder"):
        monkeypatch.setattr(f"kit.lab.trust.{name}", lambda: tmp_path / "data")


@pytest.fixture
def served(small_set: StudySet, monkeypatch: pytest.MonkeyPatch) -> StudySet:
    """The small set, as the environment of a server names it."""
    serve(small_set, monkeypatch, trusted=False)
    return small_set


def serve(study_set: StudySet, patch: pytest.MonkeyPatch, *, trusted: bool) -> None:
    home = study_set.root.parent / "home"
    launch = prepare(study_set, update(study_set, root=home), trusted=trusted, state=home)
    for name, value in launch.environment.items():
        patch.setenv(name, value)


def test_what_was_agreed_to_runs_and_another_content_does_not(served: StudySet) -> None:
    assert not may_run()
    trust_content(served)
    assert may_run()
    paper = next(served.quizzes.glob("*.md"))
    paper.write_text(paper.read_text("utf-8") + "\n", encoding="utf-8")
    assert not may_run()
    trust_place(served)
    assert may_run()


def test_what_was_agreed_to_at_the_start_is_no_answer_for_later(
    served: StudySet, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(served, monkeypatch, trusted=True)
    assert not may_run(), "nothing is remembered of it"
    monkeypatch.setattr("kit.lab.trust._LARGEST", 10)
    assert may_run(), "a set that is too large to be told was agreed to for this time"
    serve(served, monkeypatch, trusted=False)
    assert not may_run()


def test_of_a_lesson_the_code_of_the_set_itself_runs_whatever_stands_in_the_copy(
    served: StudySet,
) -> None:
    assert _about(PATH) == {"lesson": True, **NOTHING}
    trust_place(served)
    about = _about(PATH)
    assert (about["lesson"], about["agreed"]) == (True, True)
    assert about["code"][1:] == ('# 原文\nspeech["一一"]', '# 自测\nkit.self_test("01_work")')


@pytest.mark.parametrize(
    "path",
    [
        "notebooks/other/00_index.ipynb",
        "notebooks/small/99_sent.ipynb",
        "notebooks/small/00_index.earlier-1.ipynb",
        "notebooks/small/../other/00_index.ipynb",
        "notebooks/other/../small/00_index.ipynb",
        "notebooks//small/00_index.ipynb",
        "notebooks/small/sub/00_index.ipynb",
        "notebooks\\small\\00_index.ipynb",
        ".shipped/small/00_index.ipynb",
        "00_index.ipynb",
        "",
    ],
)
def test_a_notebook_elsewhere_is_no_lesson_of_a_trusted_set(served: StudySet, path: str) -> None:
    trust_place(served)
    assert lesson_at(f"/{PATH}") == served.index
    assert lesson_at(path) is None
    assert _about(path) == {"lesson": False, **NOTHING}
