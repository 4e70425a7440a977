"""A note is kept when the page has been told so, and there again another day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kit.course import Course
from kit.page import DATA_MIME, HANDOUT_VARIABLE
from kit.progress import Store
from kit.progress.note_store import LONGEST_NOTE, kept_notes, note_versions, write_note
from kit.widgets.display import Shown
from kit.widgets.note_widget import NoteBox, note_box

if TYPE_CHECKING:
    from playwright.sync_api import Page

ID = "04-1"
Open = Callable[[], NoteBox]


def type_in(box: NoteBox, text: Any, seen: str | None = None) -> None:
    """Have the page send what stands in a box."""
    revision = box.content["revision"] if seen is None else seen
    box._handle_custom_msg({"note": {"text": text, "seen": revision}}, [])


def kept(course: Course) -> list[str]:
    with Store() as store:
        return [version.text for version in note_versions(store, course.key, ID)]


@pytest.fixture
def open_box(course: Course, records: Path) -> Iterator[Open]:
    boxes: list[NoteBox] = []

    def opened() -> NoteBox:
        box = note_box(course, ID)
        assert isinstance(box, NoteBox)
        boxes.append(box)
        return box

    yield opened
    for box in boxes:
        box.close()


def test_what_is_typed_is_on_the_disk_when_the_box_has_heard_it(
    open_box: Open, course: Course, records: Path
) -> None:
    box = open_box()
    assert not records.parent.exists()
    type_in(box, "清理")
    type_in(box, "清理“挂案”")
    assert kept(course) == ["清理“挂案”"]
    assert (box.heard, box.notice, box.content["text"]) == (2, "", "清理“挂案”")


def test_another_day_it_is_there_again(open_box: Open) -> None:
    type_in(open_box(), "清理“挂案”")
    again = open_box()
    assert again.content["text"] == "清理“挂案”"
    assert again.content["at"]
    type_in(again, "清理涉民营企业“挂案”")
    assert open_box().content["earlier"] == []


def test_where_two_windows_write_the_older_text_can_still_be_read(
    open_box: Open, course: Course
) -> None:
    here, there = open_box(), open_box()
    type_in(here, "这边写的")
    type_in(there, "那边写的")
    assert kept(course) == ["那边写的", "这边写的"]
    assert [old["text"] for old in there.content["earlier"]] == ["这边写的"]
    assert open_box().content["text"] == "那边写的"


def test_an_emptied_note_is_empty_and_shows_what_stood_there_elsewhere(open_box: Open) -> None:
    here, there = open_box(), open_box()
    type_in(here, "这边写的")
    type_in(there, "那边写的")
    type_in(there, "")
    assert there.content["text"] == ""
    assert [old["text"] for old in there.content["earlier"]] == ["这边写的"]


def test_a_note_that_is_too_long_says_so_and_what_was_kept_stays(
    open_box: Open, course: Course
) -> None:
    box = open_box()
    type_in(box, "短")
    type_in(box, "字" * (LONGEST_NOTE + 1))
    assert box.notice == (
        "笔记没有保存。笔记最多 20000 字，现在有 20001 字。"
        "请删去一些，或者分到别处写。写下的还在框里。"
    )
    assert (box.heard, box.content["text"], kept(course)) == (2, "短", ["短"])
    type_in(box, "又短了")
    assert (box.notice, kept(course)) == ("", ["又短了"])


def test_where_the_records_cannot_be_written_to_the_box_says_why(
    open_box: Open, records: Path, course: Course
) -> None:
    box = open_box()
    records.parent.write_text("no folder", encoding="utf-8")
    type_in(box, "甲")
    assert box.notice.startswith("笔记没有保存。")
    assert "打不开" in box.notice
    records.parent.unlink()
    type_in(box, "甲")
    assert (box.notice, kept(course)) == ("", ["甲"])


def test_records_that_cannot_be_read_are_told_in_the_box(open_box: Open, records: Path) -> None:
    records.parent.mkdir()
    records.write_bytes(b"no database" * 99)
    before = records.read_bytes()
    assert "以前写的笔记读不出来" in open_box().notice
    assert records.read_bytes() == before


@pytest.mark.parametrize("message", [{}, {"note": None}, {"note": "甲"}, {"attempt": {}}])
def test_what_is_no_note_is_not_kept(open_box: Open, message: Any, records: Path) -> None:
    box = open_box()
    box._handle_custom_msg(message, [])
    assert box.heard == 0
    assert not records.exists()


def test_for_a_page_no_record_is_read(
    open_box: Open, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store() as store:
        write_note(store, course.key, ID, "只给自己看")
    monkeypatch.setenv(HANDOUT_VARIABLE, "1")
    box = open_box()
    assert box.content["text"] == ""
    data = box._repr_mimebundle_()[0]
    assert data[DATA_MIME] == {"kind": "note", "note": ID, "study_set": course.key}
    assert "只给自己看" not in f"{data}"


def test_notes_of_two_sets_are_told_apart(
    open_box: Open, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(open_box(), "甲")
    with Store() as store:
        write_note(store, "other", ID, "乙")
        assert {note.study_set for note in kept_notes(store)} == {course.key, "other"}
    assert open_box().content["text"] == "甲"


def test_an_id_that_is_none_gives_a_sentence(course: Course) -> None:
    shown = note_box(course, "笔记 1")
    assert isinstance(shown, Shown)
    assert "例如“04-1”" in shown._repr_mimebundle_()["text/html"]


@pytest.mark.browser
def test_a_box_says_that_another_window_has_put_a_text_among_the_earlier_ones(
    open_box: Open, offline_page: Page, tmp_path: Path
) -> None:
    box = open_box()
    empty = tmp_path / "page.html"
    empty.write_text("<!DOCTYPE html>", encoding="utf-8")
    offline_page.goto(empty.as_uri())
    told = offline_page.evaluate(
        """async ({ esm, html }) => {
          const url = `data:text/javascript,${encodeURIComponent(esm)}`;
          const { default: widget } = await import(url);
          const at = "2026-01-01T00:00:00Z";
          const given = { html, name: "甲", notice: "" };
          given.content = { text: "先", revision: "1", at, earlier: [] };
          let hear;
          const on = (_, act) => (hear = act);
          const model = { get: (name) => given[name], on, off() {}, send() {} };
          document.body.replaceChildren(document.createElement("div"));
          widget.render({ model, el: document.body.firstChild });
          const state = () => document.querySelector(".kit-note-state").textContent;
          const before = state();
          given.content = { text: "后", revision: "2", at, earlier: [{ text: "先", at }] };
          hear();
          return [before, state()];
        }""",
        {"esm": str(NoteBox._esm), "html": box.html},
    )
    assert "别的窗口" not in told[0]
    assert told[1].startswith("别的窗口改过；较早的文字在下面。已保存")
