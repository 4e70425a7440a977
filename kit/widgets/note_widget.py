"""A box for a learner's own words, live in JupyterLab; what is typed is kept beside the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import traitlets

from kit.course import Course
from kit.errors import KitError, sentence
from kit.identity import remember
from kit.page import NoteData, cell_html, for_handout, framed, note_script
from kit.widgets.display import Shown, notice
from kit.widgets.live_part import LivePart, widget_script

if TYPE_CHECKING:
    from kit.progress.note_store import NoteVersion


def note_box(course: Course, name: str) -> NoteBox | Shown:
    """Return the box of a note, with what is kept of it; a sentence where its id is none."""
    from kit.progress.note_store import note_id

    try:
        return NoteBox(course, note_id(name))
    except KitError as error:
        return notice(error)


class NoteBox(LivePart):
    """A note as a live widget; as ``text/html`` it is plain HTML, for a handout data.

    ``content`` is what is kept: ``{"text", "revision", "at", "earlier": [{"text", "at"}]}``, the
    revision and the moment "" before the first word. ``notice`` says why the last text could not
    be kept, "" if it was; ``heard`` counts the texts that were dealt with; ``name`` tells the note
    from those of other sets. The page sends ``{"note": {"text", "seen"}}``, where ``seen`` is the
    revision that was written on.
    """

    _esm = note_script() + widget_script("keys", "note")
    record: NoteData
    elsewhere = "笔记：请在 JupyterLab 或导出的讲义中书写。"
    name = traitlets.Unicode().tag(sync=True)
    content = traitlets.Dict().tag(sync=True)
    heard = traitlets.Int().tag(sync=True)
    notice = traitlets.Unicode().tag(sync=True)

    def __init__(self, course: Course, note: str) -> None:
        """Make the box of one note; a lesson that is run for a handout reads no records."""
        self.record = NoteData(note, course.key)
        self._course = course
        content, why = _content(()), ""
        if not for_handout():
            try:
                content = _content(_kept(course, note))
            except KitError as error:
                why = f"以前写的笔记读不出来。{error}"
        super().__init__(
            html=framed(cell_html(self.record)),
            name=f"{course.key} {note}",
            content=content,
            notice=why,
        )
        self.on_msg(self._hear)

    def _hear(self, _widget: object, message: Mapping[str, Any], _buffers: object) -> None:
        """Keep what was typed; whatever happens, the page is told."""
        given = message.get("note")
        if not isinstance(given, Mapping):
            return
        try:
            versions, why = self._keep(f"{given.get('text', '')}", f"{given.get('seen', '')}"), ""
        except Exception as error:
            versions, why = None, f"笔记没有保存。{sentence(error)}写下的还在框里。"
        with self.hold_sync():
            if versions is not None:
                self.content = _content(versions)
            self.notice = why
            self.heard += 1

    def _keep(self, text: str, seen: str) -> Sequence[NoteVersion]:
        from kit.progress import Store
        from kit.progress.note_store import note_versions, write_note

        key = remember(self._course.study_set)
        with Store() as store:
            write_note(store, key, self.record.note, text, seen=seen)
            return note_versions(store, key, self.record.note)


def _kept(course: Course, note: str) -> Sequence[NoteVersion]:
    """Return the versions of a note; nothing is loaded where nobody has kept anything yet."""
    from kit.progress import Store
    from kit.progress.note_store import note_versions

    with Store() as store:
        return () if store.is_new else note_versions(store, course.key, note)


def _content(versions: Sequence[NoteVersion]) -> dict[str, Any]:
    shown = [{"text": each.text, "at": each.at.isoformat()} for each in versions if each.text]
    if not versions:
        return {"text": "", "revision": "", "at": "", "earlier": []}
    newest, earlier = versions[0], shown[1:] if versions[0].text else shown
    at = newest.at.isoformat()
    return {"text": newest.text, "revision": newest.uuid, "at": at, "earlier": earlier}
