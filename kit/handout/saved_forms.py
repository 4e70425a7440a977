"""The forms in which JupyterLab saves the open lesson, beside the learner's page."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from nbformat import NotebookNode
from traitlets import default

from kit.errors import KitError
from kit.handout.exporter import HandoutExporter
from kit.handout.printing import find_browser, print_pdf
from kit.page import NoteData


class PaperExporter(HandoutExporter):
    """A lesson's questions, without an answer anywhere."""

    export_from_notebook = "学习讲义（试卷）"

    @default("audience")
    def _audience(self) -> str:
        return "paper"


class TeacherExporter(HandoutExporter):
    """A lesson with its answers and its leader's notes."""

    export_from_notebook = "学习讲义（教师版）"

    @default("audience")
    def _audience(self) -> str:
        return "teacher"


class PrintedExporter(HandoutExporter):
    """The learner's page of a lesson with the learner's own notes, for paper alone."""

    export_from_notebook = ""

    @staticmethod
    def notes(note: NoteData) -> str:
        """Return what was last written in a box; "" where nothing was, or it cannot be read."""
        from kit.progress import Store
        from kit.progress.note_store import note_versions

        with suppress(KitError), Store() as store:
            if not store.is_new:
                return next(
                    (each.text for each in note_versions(store, note.study_set, note.note)), ""
                )
        return ""


class PdfExporter(HandoutExporter):
    """The learner's page of a lesson, printed by a browser that is on this machine."""

    export_from_notebook = "学习讲义（PDF）"
    output_mimetype = "application/pdf"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pdf"

    def from_notebook_node(  # type: ignore[override]  # bytes, as nbconvert's own PDF exporter
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """Run a lesson and return the PDF of its page.

        Raises:
            KitError: as the page's exporter; or no browser can print it.
        """
        browser = find_browser()
        html, about = super().from_notebook_node(nb, resources, **kw)
        with TemporaryDirectory(prefix="kit-", ignore_cleanup_errors=True) as folder:
            page = Path(folder, "page.html")
            page.write_text(html, encoding="utf-8")
            return print_pdf(page, browser).read_bytes(), about
